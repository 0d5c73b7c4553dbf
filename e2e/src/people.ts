import { randomInt } from 'node:crypto';

export type Person = {
  email: string;
  firstName: string;
  lastName: string;
  country: string;
  born: { day: string; month: string; year: string };
  password: string;
  /** As typed after the country's prefix. */
  phone: string;
  /** As kept: E.164. */
  phoneNumber: string;
};

/** Somebody nobody has met: an address and a French mobile number of their own at each call. */
export function makePerson(firstName: string, lastName: string): Person {
  const plain = `${firstName}.${lastName}`
    .normalize('NFKD')
    .replaceAll(/\p{M}/gu, '')
    .toLowerCase();
  // All of 06 1x xx xx xx is given out; parts of what follows are not, and would be refused.
  const number = String(randomInt(10_000_000, 20_000_000));
  return {
    email: `${plain}.${number}@people.example`,
    firstName,
    lastName,
    country: 'France',
    born: { day: '7', month: '3', year: '1988' },
    password: 'velours marmite cravate lune',
    phone: `06 ${number.replaceAll(/(..)(?=.)/gu, '$1 ')}`,
    phoneNumber: `+336${number}`,
  };
}
