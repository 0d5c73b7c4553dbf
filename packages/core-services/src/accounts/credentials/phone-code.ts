import { randomInt } from 'node:crypto';
import type { ServiceContext } from '../../context.ts';
import type { Limit } from '../../onboarding/budget/take-budget.ts';

const minuteMs = 60_000;
const dayMs = 24 * 60 * minuteMs;

/** Life of a code. */
export const phoneCodeTtlMs = 10 * minuteMs;
export const phoneCodeMinutes = phoneCodeTtlMs / minuteMs;

/** Tries of one code. */
export const triesPerCode = 5;

/** Codes one account may ask for, to whichever numbers. */
export const phoneChangeLimit: Limit = {
  kind: 'account.phone-change',
  limit: 10,
  windowMs: dayMs,
  window: 'QUIET',
};

/** Tries of one account in a day, over all its codes. */
export const phoneTryLimit: Limit = {
  kind: 'account.phone-try',
  limit: 20,
  windowMs: dayMs,
  window: 'QUIET',
};

/** Six digits, every value equally likely. */
export function newPhoneCode(): string {
  return randomInt(0, 1_000_000).toString().padStart(6, '0');
}

/** What is kept of a code: an HMAC under a key outside the database, bound to account and number. */
export function digestPhoneCode(
  ctx: ServiceContext,
  { userId, phone, code }: { userId: string; phone: string; code: string },
): Uint8Array<ArrayBuffer> {
  return ctx.keyring.digest('phone-change-code', `${ctx.tenant.id}:${userId}:${phone}:${code}`);
}
