import type { Limit } from '../budget/take-budget.ts';

const secondMs = 1_000;
const minuteMs = 60 * secondMs;
const hourMs = 60 * minuteMs;
const dayMs = 24 * hourMs;

/** Life of a registration from its start, and what an operator's extension gives from its moment. */
export const registrationLifeMs = dayMs;

/** How long a registration whose number is proved is kept beyond its end while its account cannot be made. */
export const completionGraceMs = 7 * dayMs;

/** Life of a code. */
export const codeLifeMs = 10 * minuteMs;

/** Guesses of one code. */
export const attemptsPerCode = 5;

/** Shortest time between two codes to one recipient. */
export const resendGapMs = 60 * secondMs;

/** Guesses of all codes to one address or number, whatever is resent or begun anew. */
export const attemptLimits = {
  email: { kind: 'registration.email.attempt', limit: 20, windowMs: dayMs, window: 'QUIET' },
  phone: { kind: 'registration.phone.attempt', limit: 20, windowMs: dayMs, window: 'QUIET' },
} as const satisfies Record<string, Limit>;

/** Messages to one address or number. The gap comes first: it is what refuses most. */
export const recipientLimits = {
  email: [
    { kind: 'registration.email.gap', limit: 1, windowMs: resendGapMs, window: 'QUIET' },
    { kind: 'registration.email.hour', limit: 5, windowMs: hourMs, window: 'QUIET' },
    { kind: 'registration.email.day', limit: 10, windowMs: dayMs, window: 'QUIET' },
  ],
  phone: [
    { kind: 'registration.phone.gap', limit: 1, windowMs: resendGapMs, window: 'QUIET' },
    { kind: 'registration.phone.hour', limit: 5, windowMs: hourMs, window: 'QUIET' },
    { kind: 'registration.phone.day', limit: 10, windowMs: dayMs, window: 'QUIET' },
  ],
} as const satisfies Record<string, readonly Limit[]>;

/** Resume links share the address's hour and day with its codes, but not the gap after one. */
export const resumeLinkGap: Limit = {
  kind: 'registration.link.gap',
  limit: 1,
  windowMs: resendGapMs,
  window: 'QUIET',
};

/** Devices that may begin with one address. */
export const startLimit: Limit = {
  kind: 'registration.email.start',
  limit: 50,
  windowMs: dayMs,
  window: 'FIXED',
};

/** What one network (an IPv4 address, an IPv6 /64) may begin, have sent and guess. */
export const networkLimits = {
  start: { kind: 'registration.network.start', limit: 60, windowMs: hourMs, window: 'FIXED' },
  send: { kind: 'registration.network.send', limit: 120, windowMs: hourMs, window: 'FIXED' },
  attempt: { kind: 'registration.network.attempt', limit: 240, windowMs: hourMs, window: 'FIXED' },
} as const satisfies Record<string, Limit>;

/** Text messages to one dial prefix: what toll fraud pumps. */
export const dialPrefixLimit: Limit = {
  kind: 'registration.dial-prefix.send',
  limit: 500,
  windowMs: hourMs,
  window: 'FIXED',
};

/** Messages of a whole tenant. */
export const tenantLimits = {
  email: { kind: 'registration.tenant.email', limit: 20_000, windowMs: dayMs, window: 'FIXED' },
  phone: { kind: 'registration.tenant.phone', limit: 5_000, windowMs: dayMs, window: 'FIXED' },
} as const satisfies Record<string, Limit>;

/** Rows a clean-up or a resumption takes at once. */
export const batchLimit = 100;
