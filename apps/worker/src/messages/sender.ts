/*
 * From the outbox of messages to their providers, in the same three steps as the submitter: claim
 * (committed) → hand over, outside any transaction, with a timeout → settle behind the lease
 * number. A provider may be given a message twice, always with the same idempotency key. Budgets are
 * taken before, in statements of their own: a sender that dies has counted a message, not lost one.
 */
import type { Metrics } from '@freehold/core-observability';
import type { ServiceContext } from '@freehold/core-services/context';
import type { ServiceLogger } from '@freehold/core-services/service-logger';
import { bodyContext } from '@freehold/core-services/messaging/enqueue-message';
import { longestDelayMs } from '@freehold/core-services/messaging/message-limits';
import {
  MessageError,
  type MessageProviders,
} from '@freehold/core-services/messaging/message-provider';
import {
  settleMessage,
  type MessageOutcome,
} from '@freehold/core-services/messaging/settle-message';
import { takeDeliveryBudget } from '@freehold/core-services/messaging/take-delivery-budget';
import { backoffMs } from '../backoff.ts';
import { forEachBounded, withTimeout } from '../bounded.ts';
import type { Faults } from '../faults.ts';
import type { WorkContexts } from '../work-contexts.ts';
import type { ClaimedMessage, ClaimMessages } from './claim-messages.ts';

export interface SenderLimits {
  readonly batch: number;
  readonly concurrency: number;
  readonly leaseSeconds: number;
  /** Longest wait for a provider's answer. */
  readonly timeoutMs: number;
  /** Attempts before a message is given up. */
  readonly maxAttempts: number;
}

export const senderDefaults: SenderLimits = {
  batch: 50,
  concurrency: 8,
  leaseSeconds: 120,
  timeoutMs: 15_000,
  maxAttempts: 8,
};

export interface SenderOptions {
  readonly worker: string;
  readonly claim: ClaimMessages;
  readonly providers: MessageProviders;
  readonly contexts: WorkContexts;
  readonly faults: Faults;
  readonly logger: ServiceLogger;
  readonly metrics?: Pick<Metrics, 'countMessage'>;
  readonly limits: SenderLimits;
}

const backoff = { baseMs: 5_000, factor: 3, maximumMs: 30 * 60_000 };
/** A provider may ask for no longer a rest than this. */
const longestRetryAfterMs = 60 * 60_000;
/** Part of a lease that is kept for settling. */
const settlingMs = 5_000;

/** One round of the sender: claims a batch and hands each of its messages over. True when there was any. */
export function createSender(options: SenderOptions) {
  const { limits } = options;
  return async function sendBatch(signal: AbortSignal): Promise<boolean> {
    const claimedAt = performance.now();
    const { worker, claim, faults } = options;
    const { batch, leaseSeconds } = limits;
    const messages = await claim({ worker, batch, leaseSeconds });
    if (messages.length === 0) return false;
    await faults.reach('messages.claimed');
    const latestStart = claimedAt + leaseSeconds * 1000 - limits.timeoutMs - settlingMs;
    await forEachBounded(messages, limits.concurrency, async (message) => {
      const isLate = signal.aborted || performance.now() > latestStart;
      await handle(options, message, isLate);
    });
    return true;
  };
}

async function handle(
  options: SenderOptions,
  message: ClaimedMessage,
  isLate: boolean,
): Promise<void> {
  const { contexts, faults, logger, metrics } = options;
  const { id: messageId, leaseNumber, tenantId, channel } = message;
  await contexts.within(tenantId, 'messages', async (ctx) => {
    const outcome = isLate ? ({ kind: 'RELEASED' } as const) : await attempt(options, ctx, message);
    const lease = { messageId, leaseNumber };
    const beforeCommit = () => faults.reach('messages.settling');
    const isSettled = await settleMessage({ ctx, lease, outcome, beforeCommit });
    await faults.reach('messages.settled');
    metrics?.countMessage({ channel, outcome: outcome.kind });
    const reason = 'error' in outcome ? outcome.error : null;
    const fields = { messageId, tenantId, channel, outcome: outcome.kind, reason };
    if (isSettled) reportOutcome(logger, fields);
    else logger.warn(fields, 'The lease of a message was lost before it was settled');
  });
}

function reportOutcome(
  logger: ServiceLogger,
  fields: { readonly outcome: MessageOutcome['kind'] },
): void {
  switch (fields.outcome) {
    case 'SENT':
      return logger.info(fields, 'Message sent');
    case 'RELEASED':
      return logger.info(fields, 'Message given back; it will be claimed again');
    case 'DELAYED':
      return logger.info(fields, 'Message waits for room in a budget');
    case 'RETRY':
      return logger.warn(fields, 'Message not taken; it will be tried again');
    case 'DEAD':
      return logger.warn(fields, 'Message given up');
  }
}

async function attempt(
  options: SenderOptions,
  ctx: ServiceContext,
  message: ClaimedMessage,
): Promise<MessageOutcome> {
  const { faults, limits } = options;
  const { attempts, idempotencyKey } = message;
  if (attempts > limits.maxAttempts) {
    return giveUp(`Its worker ended ${attempts - 1} times without an answer`);
  }
  if (message.expiresAt !== null && message.expiresAt <= ctx.clock()) {
    return giveUp('What it says ran out before it could be sent');
  }
  let body: string;
  try {
    body = ctx.keyring.decrypt(message.bodyCiphertext, bodyContext(ctx.tenant.id, idempotencyKey));
  } catch {
    return giveUp('Its body cannot be read with the keys at hand');
  }
  // A later attempt was counted before the first.
  if (attempts === 1) {
    const use = await takeDeliveryBudget(ctx, message);
    if (!use.isTaken) return toDelay(ctx, message, use.retryAfterSeconds);
    await faults.reach('messages.budgeted');
  }
  const outcome = await handOver(options, ctx, message, body);
  if (outcome.kind === 'SENT') await faults.reach('messages.sent');
  return outcome;
}

function giveUp(error: string): MessageOutcome {
  return { kind: 'DEAD', provider: null, error };
}

/** Part of a minute by chance, so that what waited together does not come back together. */
const spreadMs = 60_000;

function toDelay(
  ctx: ServiceContext,
  { createdAt }: ClaimedMessage,
  retryAfterSeconds: number,
): MessageOutcome {
  const now = ctx.clock().getTime();
  if (now - createdAt.getTime() >= longestDelayMs) {
    return giveUp('There was no room in its budgets for three days');
  }
  const availableAt = new Date(now + retryAfterSeconds * 1000 + Math.random() * spreadMs);
  return { kind: 'DELAYED', error: 'Waits for room in a budget', availableAt };
}

async function handOver(
  { providers, limits }: SenderOptions,
  ctx: ServiceContext,
  message: ClaimedMessage,
  body: string,
): Promise<MessageOutcome> {
  const { attempts, channel, recipient, subject, idempotencyKey } = message;
  const { timeoutMs } = limits;
  const provider = providers[channel];
  try {
    const outgoing = { channel, recipient, subject, body, idempotencyKey };
    const late = () => new MessageError('RETRY', `No answer within ${timeoutMs} ms`);
    const taken = await withTimeout(provider.send(outgoing, { timeoutMs }), timeoutMs, late);
    const providerMessageId = taken.providerMessageId.slice(0, 200);
    return { kind: 'SENT', provider: provider.name, providerMessageId };
  } catch (error) {
    const known = error instanceof MessageError ? error : null;
    const reason = known?.message ?? 'The provider failed';
    const isFinal = known?.outcome === 'GIVE_UP' || attempts >= limits.maxAttempts;
    if (isFinal) return { kind: 'DEAD', provider: provider.name, error: reason };
    const asked = Math.min(known?.retryAfterMs ?? 0, longestRetryAfterMs);
    const waitMs = Math.max(backoffMs(attempts, backoff), asked);
    const availableAt = new Date(ctx.clock().getTime() + waitMs);
    return { kind: 'RETRY', provider: provider.name, error: reason, availableAt };
  }
}
