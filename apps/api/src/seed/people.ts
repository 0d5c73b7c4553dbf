export interface DemoPerson {
  readonly firstName: string;
  readonly lastName: string;
  readonly countryCode: string;
  readonly phone: string;
  readonly dateOfBirth: string;
  readonly gender: 'FEMALE' | 'MALE' | 'OTHER' | 'UNDISCLOSED';
  readonly locale: 'en' | 'fr';
}

// Numbers of the right form for each country; the demo sends nothing to anybody.
const rows: readonly (readonly [
  string,
  string,
  string,
  string,
  string,
  DemoPerson['gender'],
  'en' | 'fr',
])[] = [
  ['Amara', 'Okafor', 'NG', '+2348031000101', '1991-04-12', 'FEMALE', 'en'],
  ['Léa', 'Marchand', 'FR', '+33612000102', '1988-11-03', 'FEMALE', 'fr'],
  ['Kwame', 'Boateng', 'GH', '+233241000103', '1979-06-21', 'MALE', 'en'],
  ['Ingrid', 'Solberg', 'NO', '+4740000104', '1994-01-30', 'FEMALE', 'en'],
  ['Mateo', 'Quintana', 'CO', '+573001000105', '1985-09-09', 'MALE', 'en'],
  ['Yuki', 'Tanabe', 'JP', '+819010000106', '1997-02-17', 'FEMALE', 'en'],
  ['Olivier', 'Delacroix', 'BE', '+32470000107', '1972-12-25', 'MALE', 'fr'],
  ['Priya', 'Raman', 'IN', '+919810000108', '1990-07-07', 'FEMALE', 'en'],
  ['Tomasz', 'Wilk', 'PL', '+48501000109', '1983-03-14', 'MALE', 'en'],
  ['Zanele', 'Dube', 'ZA', '+27821000110', '1999-10-19', 'FEMALE', 'en'],
  ['Hugo', 'Lindqvist', 'SE', '+46701740611', '1987-05-05', 'MALE', 'en'],
  ['Fatou', 'Ndiaye', 'SN', '+221771000112', '1993-08-23', 'FEMALE', 'fr'],
  ['Daniel', 'Achterberg', 'NL', '+31612000113', '1981-02-02', 'MALE', 'en'],
  ['Carmen', 'Ibarra', 'ES', '+34612000114', '1976-04-28', 'FEMALE', 'en'],
  ['Noah', 'Fitzgerald', 'IE', '+353851000115', '2001-12-01', 'MALE', 'en'],
  ['Aïcha', 'Benali', 'MA', '+212612000116', '1995-06-15', 'FEMALE', 'fr'],
  ['Lukas', 'Brandt', 'DE', '+4915112000117', '1989-09-27', 'MALE', 'en'],
  ['Grace', 'Wanjiru', 'KE', '+254712000118', '1992-03-08', 'FEMALE', 'en'],
  ['Emil', 'Haugaard', 'DK', '+4532123456', '1984-11-11', 'MALE', 'en'],
  ['Sofia', 'Rossetti', 'IT', '+393312000120', '1998-01-05', 'FEMALE', 'en'],
  ['Ravi', 'Perera', 'LK', '+94712000121', '1986-07-31', 'MALE', 'en'],
  ['Chloé', 'Tremblay', 'CA', '+15145550122', '1996-10-10', 'FEMALE', 'fr'],
  ['Marcus', 'Whitfield', 'GB', '+447400123456', '1974-05-18', 'MALE', 'en'],
  ['Leila', 'Haddad', 'LB', '+96171000124', '1990-12-12', 'FEMALE', 'fr'],
  ['Andrés', 'Valdivia', 'CL', '+56221234567', '1982-08-02', 'MALE', 'en'],
  ['Mei', 'Chen', 'SG', '+6581000126', '1994-04-04', 'FEMALE', 'en'],
  ['Jonas', 'Kallio', 'FI', '+358401000127', '1978-02-26', 'MALE', 'en'],
  ['Nadia', 'Petrova', 'BG', '+359881000128', '1991-09-16', 'FEMALE', 'en'],
  ['Samuel', 'Mbeki', 'ZA', '+27821000129', '2003-06-06', 'MALE', 'en'],
  ['Elif', 'Yaman', 'TR', '+905321000130', '1988-03-22', 'FEMALE', 'en'],
  ['Pierre', 'Lacombe', 'FR', '+33612000131', '1969-07-14', 'MALE', 'fr'],
  ['Hannah', 'Schreiber', 'AT', '+436641000132', '1997-11-29', 'FEMALE', 'en'],
];

/** The people of the demo, in the order they signed up. */
export const demoPeople: readonly DemoPerson[] = rows.map(
  ([firstName, lastName, countryCode, phone, dateOfBirth, gender, locale]) => ({
    firstName,
    lastName,
    countryCode,
    phone,
    dateOfBirth,
    gender,
    locale,
  }),
);

/** Their address in a domain that can never be real (RFC 2606 section 2). */
export function demoEmail(person: Pick<DemoPerson, 'firstName' | 'lastName'>): string {
  const plain = `${person.firstName}.${person.lastName}`
    .normalize('NFKD')
    .replaceAll(/\p{M}/gu, '');
  return `${plain.toLowerCase()}@people.example`;
}
