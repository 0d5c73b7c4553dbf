type Common = { path: string; label: string; hint?: string };

export type MoneyField =
  | (Common & { kind: 'amount'; isOptional?: boolean })
  | (Common & { kind: 'rate' })
  | (Common & { kind: 'count'; unit: string; min: number; max: number });

export type MoneyGroup = {
  title: string;
  description: string;
  /** The switch and the rates of the tax stand with it. */
  isTax?: boolean;
  fields: readonly MoneyField[];
};

const points = (name: string, label: string): MoneyField => ({
  kind: 'count',
  path: `risk.points.${name}`,
  label,
  unit: 'points',
  min: 0,
  max: 100,
});

/** Every setting of money but the switch and the bands of the tax. */
export const moneyGroups: readonly MoneyGroup[] = [
  {
    title: 'Fee of a transfer',
    description: 'Comes on top of the amount: flat, and a share of it, within the two bounds.',
    fields: [
      { kind: 'amount', path: 'fee.flat', label: 'Flat' },
      { kind: 'rate', path: 'fee.rate', label: 'Share of the amount' },
      { kind: 'amount', path: 'fee.minimum', label: 'At least' },
      {
        kind: 'amount',
        path: 'fee.maximum',
        label: 'At most',
        hint: 'Empty: without an upper bound.',
        isOptional: true,
      },
    ],
  },
  {
    title: 'Risk',
    description:
      'What is noticed about a transfer adds up to a score of at most 100. 101 means never.',
    fields: [
      {
        kind: 'count',
        path: 'risk.reviewAt',
        label: 'An operator decides from',
        unit: 'points on',
        min: 1,
        max: 101,
      },
      {
        kind: 'count',
        path: 'risk.blockAt',
        label: 'Refused from',
        unit: 'points on',
        min: 1,
        max: 101,
      },
      points('newPayee', 'Has never paid this payee'),
      points('newDevice', 'From a new device'),
      points('unusualAmount', 'Much more than usual'),
      points('country', 'From another country'),
      points('night', 'At night'),
      points('velocity', 'Many in a short time'),
      points('threat', 'Matches a threat'),
      {
        kind: 'count',
        path: 'risk.unusualFactor',
        label: 'Unusual is more than',
        unit: 'times the average',
        min: 2,
        max: 1000,
      },
      {
        kind: 'count',
        path: 'risk.unusualAfter',
        label: 'Nothing is unusual in the first',
        unit: 'transfers',
        min: 1,
        max: 1000,
      },
      {
        kind: 'count',
        path: 'risk.velocityFrom',
        label: 'Many is from',
        unit: 'in 60 minutes on',
        min: 1,
        max: 1000,
      },
      {
        kind: 'count',
        path: 'risk.nightFrom',
        label: 'Night begins at',
        unit: 'o’clock, UTC',
        min: 0,
        max: 23,
      },
      {
        kind: 'count',
        path: 'risk.nightUntil',
        label: 'Night ends at',
        unit: 'o’clock, UTC',
        min: 0,
        max: 24,
      },
    ],
  },
  {
    title: 'Hoarding tax',
    isTax: true,
    description:
      'Of a balance that stayed above the threshold for a whole cycle without moving. It is computed first and applied by hand.',
    fields: [
      { kind: 'amount', path: 'tax.threshold', label: 'Threshold' },
      {
        kind: 'count',
        path: 'tax.cycleDays',
        label: 'Length of a cycle',
        unit: 'days',
        min: 1,
        max: 366,
      },
    ],
  },
];
