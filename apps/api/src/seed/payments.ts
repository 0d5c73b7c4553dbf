/** A payment of the demo, by the places of its people. */
export interface DemoPayment {
  readonly from: number;
  readonly to: number;
  readonly amount: string;
  readonly reference: string | undefined;
  /** Of the day. */
  readonly minute: number;
  readonly key: string;
}

/** What each began with; the first can be signed in as. */
export const openingAmounts: readonly string[] = [
  ...['4200', '9800', '2600', '1750.5', '3300', '900', '1240.75', '6100'],
  ...['780', '2050', '15000', '640', '3999.99', '1100'],
];

const references: readonly (string | undefined)[] = [
  ...['Groceries', 'Dinner on Friday', 'Concert tickets', undefined, 'Train', 'Thank you!'],
  ...['Piano lesson', 'Your half of the gift', undefined, 'Bicycle repair', 'Coffee beans'],
  ...['Babysitting', 'Electricity', 'Books', undefined, 'Market'],
];

/** The payments of a day, counted from 1970: the same every time, fewer at weekends. */
export function paymentsOn(day: number, people: number): DemoPayment[] {
  const next = numbersFrom(day);
  const isWeekend = (day + 4) % 7 === 0 || (day + 4) % 7 === 6;
  const count = isWeekend ? 1 + next(2) : 3 + next(4);
  return Array.from({ length: count }, (_, index) => {
    // The first person is in most of what happens: somebody is to look at their history.
    const from = next(3) === 0 ? 0 : next(people);
    const other = next(4) === 0 && from !== 0 ? 0 : next(people);
    const to = other === from ? (from + 1) % people : other;
    const cents = 350 + next(8_000);
    return {
      from,
      to,
      amount: `${Math.floor(cents / 100)}.${String(cents % 100).padStart(2, '0')}`,
      reference: references[next(references.length)],
      // Between seven in the morning and nine in the evening, one after the other.
      minute: 420 + Math.floor((840 * index) / count) + next(60),
      key: `${day}-${index}`,
    };
  });
}

/** Numbers below what is asked for, from a seed: Park and Miller's minimal standard generator. */
function numbersFrom(seed: number): (below: number) => number {
  let state = (seed * 48_271) % 2_147_483_647;
  return (below) => {
    state = (state * 48_271) % 2_147_483_647;
    return Math.floor((state / 2_147_483_647) * below);
  };
}
