import { LimitAmount, LimitField, type LimitView } from '@freehold/core-contracts/limits';

/** Every field as it was typed; empty says nothing. */
export type LimitDraft = Readonly<Record<LimitField, string>>;

export const countFields: ReadonlySet<LimitField> = new Set([
  'maxCountPerDay',
  'maxCountPerMonth',
  'maxCountPerHour',
]);

type Said = Pick<LimitView, LimitField>;
type Values = {
  [Field in LimitField]: Said[Field];
};

/** What a scope says, ready to be changed. */
export function toDraft(limit: Said | undefined): LimitDraft {
  const texts = LimitField.options.map((field) => {
    const value = limit?.[field] ?? null;
    return [field, value === null ? '' : String(value)] as const;
  });
  return Object.fromEntries(texts) as LimitDraft;
}

const mostCount = 1_000_000;

function readField(field: LimitField, text: string): string | number | null | undefined {
  const bare = text.replaceAll(/\s/gu, '');
  if (bare === '') return null;
  if (!countFields.has(field)) return LimitAmount.safeParse(bare).data;
  return /^\d{1,7}$/u.test(bare) && Number(bare) <= mostCount ? Number(bare) : undefined;
}

export type LimitReading =
  | { isGood: true; values: Values }
  | { isGood: false; problems: Partial<Record<LimitField, string>> };

/** What was typed as a limit, or what is wrong with it. */
export function readDraft(draft: LimitDraft): LimitReading {
  const read = LimitField.options.map((field) => [field, readField(field, draft[field])] as const);
  const wrong = read.filter(([, value]) => value === undefined);
  if (wrong.length === 0) return { isGood: true, values: Object.fromEntries(read) as Values };
  return {
    isGood: false,
    problems: Object.fromEntries(
      wrong.map(([field]) => [
        field,
        countFields.has(field)
          ? 'A whole number up to 1,000,000; 0 allows none.'
          : 'Digits with one point at most and nine places after it; 0 allows none.',
      ]),
    ),
  };
}
