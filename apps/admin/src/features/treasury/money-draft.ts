import { MoneySettings } from '@freehold/core-contracts/tenants';
import { writeAmount, writeRate } from '../../lib/money.ts';
import { moneyGroups, type MoneyField } from './money-fields.ts';

type Band = { fromAmount: string; rate: string };

/** The form's own state: every figure as it was typed. */
export type MoneyDraft = {
  /** By the path of the field, e.g. `fee.flat`. */
  texts: Readonly<Record<string, string>>;
  isTaxEnabled: boolean;
  bands: readonly Band[];
};

export const moneyFields: readonly MoneyField[] = moneyGroups.flatMap((group) => group.fields);

const part = (value: unknown, key: string): unknown =>
  typeof value === 'object' && value !== null
    ? (value as Readonly<Record<string, unknown>>)[key]
    : undefined;

/** A figure of the settings as text; null where it is left open. */
function read(settings: MoneySettings, path: string): string | null {
  const value = path.split('.').reduce<unknown>(part, settings);
  return typeof value === 'string' || typeof value === 'number' ? String(value) : null;
}

/** A share as the percentage that is typed: `0.0125` is `1.25`. */
const toPercent = (rate: string) => writeRate(rate).replace(' %', '');

/** A typed percentage as a share, by moving the point: `1.25` is `0.0125`. What is no percentage stays as it is. */
export function toRate(text: string): string {
  const match = /^(\d{1,3})(?:\.(\d{1,7}))?$/u.exec(text.trim());
  if (!match) return text.trim();
  const digits = `${(match[1] ?? '').padStart(3, '0')}${match[2] ?? ''}`;
  const places = digits.slice(1).replace(/0+$/u, '');
  return places === '' ? digits.slice(0, 1) : `${digits.slice(0, 1)}.${places}`;
}

/** Settings as they are, ready to be changed. */
export function toDraft(settings: MoneySettings): MoneyDraft {
  return {
    texts: Object.fromEntries(
      moneyFields.map((field) => {
        const text = read(settings, field.path) ?? '';
        return [field.path, field.kind === 'rate' ? toPercent(text) : text];
      }),
    ),
    isTaxEnabled: settings.tax.isEnabled,
    bands: settings.tax.bands.map(({ fromAmount, rate }) => ({
      fromAmount,
      rate: toPercent(rate),
    })),
  };
}

function toValue(field: MoneyField, text: string): string | number | null {
  const bare = text.replaceAll(/\s/gu, '');
  if (field.kind === 'count') return /^\d{1,6}$/u.test(bare) ? Number(bare) : Number.NaN;
  if (field.kind === 'rate') return toRate(bare);
  return bare === '' && field.isOptional ? null : bare;
}

function write(target: Record<string, unknown>, path: readonly string[], value: unknown): void {
  const [key = '', ...rest] = path;
  if (rest.length === 0) {
    target[key] = value;
    return;
  }
  const inner = (target[key] ??= {}) as Record<string, unknown>;
  write(inner, rest, value);
}

export type DraftReading =
  | { isGood: true; settings: MoneySettings }
  /** Paths with what is wrong with each. */
  | { isGood: false; problems: Readonly<Record<string, string>> };

const sentences: Readonly<Record<MoneyField['kind'], string>> = {
  amount: 'Digits with one point at most and nine places after it; 0 for nothing.',
  rate: 'From 0 to 100, at most seven places after the point.',
  count: 'A whole number within the range.',
};

function sentenceOf(path: string): string {
  const field = moneyFields.find((each) => each.path === path);
  if (field?.kind === 'count') return `A whole number from ${field.min} to ${field.max}.`;
  if (field) return sentences[field.kind];
  return sentences[path.endsWith('.rate') ? 'rate' : 'amount'];
}

/** What was typed as settings, or what is wrong with it. */
export function readDraft(draft: MoneyDraft): DraftReading {
  const values: Record<string, unknown> = {};
  for (const field of moneyFields) {
    write(values, field.path.split('.'), toValue(field, draft.texts[field.path] ?? ''));
  }
  write(values, ['tax', 'isEnabled'], draft.isTaxEnabled);
  write(
    values,
    ['tax', 'bands'],
    draft.bands.map(({ fromAmount, rate }) => ({
      fromAmount: fromAmount.replaceAll(/\s/gu, ''),
      rate: toRate(rate),
    })),
  );
  const parsed = MoneySettings.safeParse(values);
  if (parsed.success) return { isGood: true, settings: parsed.data };
  return {
    isGood: false,
    problems: Object.fromEntries(
      parsed.error.issues.map(({ path }) => [path.join('.'), sentenceOf(path.join('.'))]),
    ),
  };
}

function describe(field: MoneyField, settings: MoneySettings): string {
  const text = read(settings, field.path);
  if (text === null) return 'none';
  if (field.kind === 'amount') return writeAmount(text);
  return field.kind === 'rate' ? writeRate(text) : `${text} ${field.unit}`;
}

const describeBands = ({ tax }: MoneySettings) =>
  tax.bands
    .map((band) => `${writeRate(band.rate)} from ${writeAmount(band.fromAmount)}`)
    .join(', ') || 'none';

/** What differs between two states of the settings, in words. */
export function listMoneyChanges(
  from: MoneySettings,
  to: MoneySettings,
): { label: string; from: string; to: string }[] {
  const word = (settings: MoneySettings) => (settings.tax.isEnabled ? 'on' : 'off');
  return [
    ...moneyFields.map((field) => ({
      label: field.label,
      from: describe(field, from),
      to: describe(field, to),
    })),
    { label: 'Hoarding tax', from: word(from), to: word(to) },
    { label: 'Rates', from: describeBands(from), to: describeBands(to) },
  ].filter((change) => change.from !== change.to);
}
