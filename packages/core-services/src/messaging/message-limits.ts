import type { Limit } from '../onboarding/budget/take-budget.ts';
import type { MessagePurpose } from './templates/facts.ts';

const minuteMs = 60_000;
const hourMs = 60 * minuteMs;
const dayMs = 24 * hourMs;

/** Shortest time between two messages of one template that one network asks for, to one recipient. */
export const askGap: Limit = {
  kind: 'message.ask.gap',
  limit: 1,
  windowMs: minuteMs,
  window: 'QUIET',
};

/**
 * Messages one network may ask for to one recipient. Far below the recipient's own limit: a stranger
 * who asks and asks takes what is his network's and leaves the owner's.
 */
export const askPerNetworkAndRecipient: Limit = {
  kind: 'message.ask.pair',
  limit: 5,
  windowMs: hourMs,
  window: 'FIXED',
};

/** Messages anybody may ask for to one recipient: what keeps a mailbox from being filled. */
export const askPerRecipient = {
  EMAIL: [
    { kind: 'message.ask.email.hour', limit: 20, windowMs: hourMs, window: 'FIXED' },
    { kind: 'message.ask.email.day', limit: 50, windowMs: dayMs, window: 'FIXED' },
  ],
  SMS: [
    { kind: 'message.ask.sms.hour', limit: 10, windowMs: hourMs, window: 'FIXED' },
    { kind: 'message.ask.sms.day', limit: 20, windowMs: dayMs, window: 'FIXED' },
  ],
} as const satisfies Record<string, readonly Limit[]>;

/** Messages one network (an IPv4 address, an IPv6 /64) may ask for. */
export const askPerNetwork: Limit = {
  kind: 'message.ask.network',
  limit: 120,
  windowMs: hourMs,
  window: 'FIXED',
};

/** Messages nobody asked for that one recipient is sent; more of them wait. */
export const deliveryPerRecipient = [
  { kind: 'message.delivery.hour', limit: 30, windowMs: hourMs, window: 'FIXED' },
  { kind: 'message.delivery.day', limit: 100, windowMs: dayMs, window: 'FIXED' },
] as const satisfies readonly Limit[];

/** Longest that a message waits for room in a budget before it is given up. */
export const longestDelayMs = 3 * dayMs;

/** Beyond what a counter of 32 bits holds there is nothing to count. */
const unlimited = 2_147_483_647;

/**
 * The tenant's hour: one counter, and how far each purpose may fill it. What can wait leaves a
 * quarter to those who wait for a code; what the owner of an account must learn is counted, never held up.
 */
export function tenantHour(messagesPerHour: number, purpose: MessagePurpose): Limit {
  return {
    kind: 'message.tenant.hour',
    limit: ceilings[purpose](messagesPerHour),
    windowMs: hourMs,
    window: 'FIXED',
  };
}

const threeQuarters = (count: number) => Math.ceil(count * 0.75);
const ceilings: Readonly<Record<MessagePurpose, (messagesPerHour: number) => number>> = {
  CODE: (count) => count,
  SECURITY: () => unlimited,
  SERVICE: threeQuarters,
  OPTIONAL: threeQuarters,
};
