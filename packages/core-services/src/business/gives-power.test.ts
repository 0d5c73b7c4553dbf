import { SignatoryRole } from '@freehold/core-contracts/enums';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { givesBandPower, givesSignatoryPower } from './gives-power.ts';
import { isMet, type Approver } from './reachable.ts';

type Band = Parameters<typeof givesBandPower>[0][number];

const band = (fromAmount: string, change: Partial<Band> = {}): Band => ({
  ...{ fromAmount, minimumWeight: 3, minimumApprovers: 2 },
  ...{ requiredRole: 'DIRECTOR', isInitiatorCounted: false },
  ...change,
});

describe('bands give power', () => {
  const before = [band('0'), band('100', { minimumWeight: 5 })];
  test.each<[string, Band[]]>([
    ['a smaller sum of weights', [band('0', { minimumWeight: 2 }), before[1]!]],
    ['fewer people', [band('0', { minimumApprovers: 1 }), before[1]!]],
    ['no role', [band('0', { requiredRole: null }), before[1]!]],
    ['another role', [band('0', { requiredRole: 'CLERK' }), before[1]!]],
    ['whoever asks', [band('0', { isInitiatorCounted: true }), before[1]!]],
    ['a larger band of what needs less', [band('0'), band('100.000000001', { minimumWeight: 5 })]],
    ['one band instead of two', [band('0')]],
    ['a hole in the upper band', [...before, band('700')]],
  ])('by %s', (_name, after) => {
    expect(givesBandPower(before, after)).toBe(true);
  });

  test.each<[string, Band[]]>([
    ['the same', before],
    ['the same in another order', before.toReversed()],
    [
      'more weight, more people',
      [
        band('0', { minimumWeight: 9, minimumApprovers: 4 }),
        band('100', { minimumWeight: 9, minimumApprovers: 4 }),
      ],
    ],
    ['a smaller band of what needs less', [band('0'), band('99', { minimumWeight: 5 })]],
    ['the upper band for everything', [band('0', { minimumWeight: 5 })]],
  ])('not by %s', (_name, after) => {
    expect(givesBandPower(before, after)).toBe(false);
  });

  test('a role where there was none takes power away', () => {
    const loose = [band('0', { requiredRole: null, isInitiatorCounted: true })];
    expect(givesBandPower(loose, [band('0')])).toBe(false);
  });
});

const role = fc.constantFrom(...SignatoryRole.options);
const small = fc.integer({ min: 1, max: 4 });
const someBand = fc.record({
  fromAmount: fc.constantFrom('1', '2.5', '3', '10'),
  minimumWeight: small,
  minimumApprovers: small,
  requiredRole: fc.option(role),
  isInitiatorCounted: fc.boolean(),
});
const bands = fc
  .tuple(
    someBand.map((each) => ({ ...each, fromAmount: '0' })),
    fc.uniqueArray(someBand, { maxLength: 3, selector: ({ fromAmount }) => fromAmount }),
  )
  .map(([first, rest]) => [first, ...rest]);
const people = fc
  .array(fc.record({ role, weight: small }), { minLength: 1, maxLength: 4 })
  .map((parts): Approver[] => parts.map((part, index) => ({ userId: String(index), ...part })));

/** Whether these, of whom the first asked, may pay the amount. */
function pays(of: readonly Band[], amount: number, approvers: readonly Approver[]): boolean {
  const need = of
    .filter(({ fromAmount }) => Number(fromAmount) <= amount)
    .toSorted((a, b) => Number(b.fromAmount) - Number(a.fromAmount))[0]!;
  return isMet(need, need.isInitiatorCounted ? approvers : approvers.slice(1));
}

test('what is called no power lets nobody pay what they could not pay before', () => {
  const amounts = [0.5, 1, 2.5, 2.75, 3, 9, 10, 11];
  fc.assert(
    fc.property(bands, bands, people, (before, after, approvers) => {
      fc.pre(!givesBandPower(before, after));
      return amounts.every(
        (amount) => !pays(after, amount, approvers) || pays(before, amount, approvers),
      );
    }),
  );
  fc.assert(
    fc.property(bands, people, role, small, (of, approvers, newRole, weight) => {
      const [first, ...rest] = approvers;
      const last = rest.at(-1) ?? first!;
      const changed = { ...last, role: newRole, weight };
      fc.pre(!givesSignatoryPower(last, changed, of));
      const after = approvers.map((each) => (each === last ? changed : each));
      return amounts.every((amount) => !pays(of, amount, after) || pays(of, amount, approvers));
    }),
  );
});

describe('a signatory gets power', () => {
  const asked = [band('0')];
  test('by more weight, and by a role that a band asks for', () => {
    const clerk = { role: 'CLERK', weight: 2 } as const;
    expect(givesSignatoryPower(clerk, { ...clerk, weight: 3 }, asked)).toBe(true);
    expect(givesSignatoryPower(clerk, { ...clerk, role: 'DIRECTOR' }, asked)).toBe(true);
    expect(givesSignatoryPower(clerk, { role: 'DIRECTOR', weight: 1 }, asked)).toBe(true);
  });

  test('not by less weight, nor by a role that none asks for', () => {
    const director = { role: 'DIRECTOR', weight: 2 } as const;
    expect(givesSignatoryPower(director, { ...director, weight: 1 }, asked)).toBe(false);
    expect(givesSignatoryPower(director, { role: 'FINANCE', weight: 2 }, asked)).toBe(false);
    expect(givesSignatoryPower(director, director, asked)).toBe(false);
  });
});
