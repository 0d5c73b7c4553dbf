import type { Limit } from '../onboarding/budget/take-budget.ts';

const hourMs = 60 * 60_000;

/** Asks of one person: whoever pays has no need of more, whoever gathers who is a customer would. */
export const confirmationsPerPerson = [
  { kind: 'payee.confirm.hour', limit: 30, windowMs: hourMs, window: 'FIXED' },
  { kind: 'payee.confirm.day', limit: 100, windowMs: 24 * hourMs, window: 'FIXED' },
] as const satisfies readonly Limit[];

/** Names that one person may try at one address; the right one doesn't count. */
export const triesPerAddress: Limit = {
  kind: 'payee.confirm.address',
  limit: 5,
  windowMs: 24 * hourMs,
  window: 'QUIET',
};

/** Asks from one network, whoever they are: many accounts of one gatherer share it. */
export const confirmationsPerNetwork: Limit = {
  kind: 'payee.confirm.network',
  limit: 300,
  windowMs: hourMs,
  window: 'FIXED',
};
