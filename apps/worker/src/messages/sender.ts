/*
 * From the outbox of messages to their providers, in the same three steps as the submitter: claim
 * (committed) → hand over, outside any transaction, with a timeout → settle behind the lease
 * number. A provider may be given a message twice, always with the same idempotency key.
 */
import type { Metrics } from '@freehold/core-observability';
import type { ServiceContext } from '@freehold/core-services/context';
import type { ServiceLogger } from '@freehold/core-services/service-logger';
import { bodyContext } from '@freehold/core-services/messaging/enqueue-message';
import {
  MessageError,
  type MessageProviders,
} from '@freehold/core-services/messaging/message-provider';
import {
  settleMessage,
  type MessageOutcome,
} from '@freehold/core-services/messaging/settle-message';
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
    if (!isSettled) logger.warn(fields, 'The lease of a message was lost before it was settled');
    else if (outcome.kind === 'SENT') logger.info(fields, 'Message sent');
    else logger.warn(fields, 'Message not sent');
  });
}

async function attempt(
  { providers, faults, limits }: SenderOptions,
  ctx: ServiceContext,
  message: ClaimedMessage,
): Promise<MessageOutcome> {
  const { attempts, channel, recipient, subject, idempotencyKey } = message;
  const provider = providers[channel];
  if (attempts > limits.maxAttempts) {
    const error = `Its worker ended ${attempts - 1} times without an answer`;
    return { kind: 'DEAD', provider: null, error };
  }
  let body: string;
  try {
    body = ctx.keyring.decrypt(message.bodyCiphertext, bodyContext(ctx.tenant.id, idempotencyKey));
  } catch {
    return { kind: 'DEAD', provider: null, error: 'Its body cannot be read with the keys at hand' };
  }
  let taken: { readonly providerMessageId: string };
  try {
    const { timeoutMs } = limits;
    const outgoing = { channel, recipient, subject, body, idempotencyKey };
    const late = () => new MessageError('RETRY', `No answer within ${timeoutMs} ms`);
    taken = await withTimeout(provider.send(outgoing, { timeoutMs }), timeoutMs, late);
  } catch (error) {
    const isKnown = error instanceof MessageError;
    const reason = isKnown ? error.message : 'The provider failed';
    const isFinal = (isKnown && error.outcome === 'GIVE_UP') || attempts >= limits.maxAttempts;
    if (isFinal) return { kind: 'DEAD', provider: provider.name, error: reason };
    const availableAt = new Date(ctx.clock().getTime() + backoffMs(attempts, backoff));
    return { kind: 'RETRY', provider: provider.name, error: reason, availableAt };
  }
  await faults.reach('messages.sent');
  const providerMessageId = taken.providerMessageId.slice(0, 200);
  return { kind: 'SENT', provider: provider.name, providerMessageId };
}
