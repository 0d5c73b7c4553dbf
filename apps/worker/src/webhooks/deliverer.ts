/*
 * From the queue of webhook deliveries to their endpoints, in the same three steps as messages: claim
 * (committed) → call, outside any transaction, with a deadline → settle behind the lease number. An
 * endpoint may be called twice for one event, always under the same `webhook-id`.
 */
import type { Metrics } from '@freehold/core-observability';
import type { ServiceContext } from '@freehold/core-services/context';
import {
  OutgoingFailure,
  type OutgoingAnswer,
  type SendOutgoing,
} from '@freehold/core-services/outgoing/guarded-request';
import {
  OutgoingRefusal,
  type RefusalReason,
} from '@freehold/core-services/outgoing/outgoing-rules';
import type { ServiceLogger } from '@freehold/core-services/service-logger';
import { maxAttempts, nextAttemptAt } from '@freehold/core-services/webhooks/delivery-schedule';
import { openDelivery, type OpenDelivery } from '@freehold/core-services/webhooks/open-delivery';
import {
  settleDelivery,
  type DeliveryAttempt,
  type DeliveryOutcome,
} from '@freehold/core-services/webhooks/settle-delivery';
import { signatureHeaders } from '@freehold/core-services/webhooks/signing';
import { forEachBounded } from '../bounded.ts';
import type { Faults } from '../faults.ts';
import type { WorkContexts } from '../work-contexts.ts';
import type { ClaimDeliveries, ClaimedDelivery } from './claim-deliveries.ts';

export interface DelivererLimits {
  readonly batch: number;
  readonly concurrency: number;
  readonly leaseSeconds: number;
  /** Longest wait for an endpoint's answer. */
  readonly timeoutMs: number;
}

// As many at once as are claimed: endpoints that do not answer hold up the others for one timeout at most.
export const delivererDefaults: DelivererLimits = {
  batch: 32,
  concurrency: 32,
  leaseSeconds: 120,
  timeoutMs: 15_000,
};

export interface DelivererOptions {
  readonly worker: string;
  readonly claim: ClaimDeliveries;
  readonly send: SendOutgoing;
  readonly contexts: WorkContexts;
  readonly faults: Faults;
  readonly logger: ServiceLogger;
  readonly metrics?: Pick<Metrics, 'countWebhook'>;
  readonly limits: DelivererLimits;
}

/** Part of a lease that is kept for settling. */
const settlingMs = 5_000;
const maxAnswerBytes = 16 * 1024;
/** Of the answer's beginning, what is kept. */
const maxKeptCharacters = 2_000;

/** One round: claims a batch and calls the endpoint of each delivery. True when there was any. */
export function createDeliverer(options: DelivererOptions) {
  const { limits } = options;
  return async function deliverBatch(signal: AbortSignal): Promise<boolean> {
    const claimedAt = performance.now();
    const { worker, claim, faults } = options;
    const { batch, leaseSeconds } = limits;
    const deliveries = await claim({ worker, batch, leaseSeconds });
    if (deliveries.length === 0) return false;
    await faults.reach('webhooks.claimed');
    const latestStart = claimedAt + leaseSeconds * 1000 - limits.timeoutMs - settlingMs;
    await forEachBounded(deliveries, limits.concurrency, async (delivery) => {
      const isLate = signal.aborted || performance.now() > latestStart;
      await handle(options, delivery, isLate);
    });
    return true;
  };
}

async function handle(
  options: DelivererOptions,
  delivery: ClaimedDelivery,
  isLate: boolean,
): Promise<void> {
  const { contexts, faults, logger, metrics } = options;
  const { id: deliveryId, endpointId, leaseNumber, tenantId } = delivery;
  await contexts.within(tenantId, 'webhooks', async (ctx) => {
    const outcome = isLate
      ? ({ kind: 'RELEASED' } as const)
      : await attempt(options, ctx, delivery);
    const lease = { deliveryId, endpointId, leaseNumber };
    const beforeCommit = () => faults.reach('webhooks.settling');
    const isSettled = await settleDelivery({ ctx, lease, outcome, beforeCommit });
    await faults.reach('webhooks.settled');
    metrics?.countWebhook({ outcome: outcome.kind });
    // The address stays out of the log: it may hold a token of the receiver's.
    const fields = { deliveryId, endpointId, tenantId, outcome: outcome.kind };
    if (!isSettled) logger.warn(fields, 'The lease of a webhook was lost before it was settled');
    else if (outcome.kind === 'DELIVERED') logger.info(fields, 'Webhook delivered');
    else logger.warn(fields, 'Webhook not delivered');
  });
}

async function attempt(
  { send, faults, limits }: DelivererOptions,
  ctx: ServiceContext,
  { id: deliveryId, attempts }: ClaimedDelivery,
): Promise<DeliveryOutcome> {
  if (attempts > maxAttempts) {
    const error = `Its worker ended ${attempts - 1} times without an answer`;
    return { kind: 'DEAD', attempt: null, error };
  }
  let delivery: OpenDelivery | null;
  try {
    delivery = await openDelivery({ ctx, deliveryId });
  } catch {
    const error = 'The secret cannot be read with the keys at hand';
    return { kind: 'DEAD', attempt: null, error };
  }
  if (delivery === null || !delivery.isEnabled) return { kind: 'CANCELLED' };
  const startedAt = ctx.clock();
  const began = performance.now();
  const answer = await call(send, delivery, startedAt, limits.timeoutMs);
  await faults.reach('webhooks.sent');
  const error = errorOf(answer);
  const made: DeliveryAttempt = {
    attemptNumber: attempts,
    startedAt,
    durationMs: Math.round(performance.now() - began),
    responseStatus: 'status' in answer ? answer.status : null,
    responseBody: 'body' in answer ? toStorable(answer.body) : null,
    error,
  };
  if (error === null) return { kind: 'DELIVERED', attempt: made };
  if ('status' in answer && answer.status === 410) return { kind: 'GONE', attempt: made };
  const retryAfter = 'status' in answer ? answer.retryAfter : null;
  const availableAt = nextAttemptAt(attempts, ctx.clock(), retryAfter);
  return availableAt === null
    ? { kind: 'DEAD', attempt: made, error }
    : { kind: 'RETRY', attempt: made, availableAt };
}

type Called = OutgoingAnswer | { readonly error: string };

async function call(
  send: SendOutgoing,
  { url, eventId, body, secrets }: OpenDelivery,
  at: Date,
  timeoutMs: number,
): Promise<Called> {
  const headers = {
    ...signatureHeaders({ id: eventId, at, body }, secrets),
    'content-type': 'application/json',
    'user-agent': 'Freehold-Webhooks/1.0',
  };
  try {
    return await send({ url, headers, body, timeoutMs, maxAnswerBytes });
  } catch (error) {
    if (error instanceof OutgoingRefusal) return { error: refusalTexts[error.reason] };
    return { error: error instanceof OutgoingFailure ? error.message : 'The call failed' };
  }
}

const refusalTexts: Readonly<Record<RefusalReason, string>> = {
  MALFORMED: 'The address cannot be read',
  NOT_HTTPS: 'The address is not https',
  CREDENTIALS: 'The address carries a name or a password',
  PORT: 'The port is not one of https',
  PRIVATE_ADDRESS: 'The host is not on the public internet',
  NAME_UNKNOWN: 'The host is not known',
};

function errorOf(answer: Called): string | null {
  if ('error' in answer) return answer.error;
  const { status } = answer;
  if (status >= 200 && status < 300) return null;
  return status >= 300 && status < 400
    ? `The endpoint answered ${status}; redirects are not followed`
    : `The endpoint answered ${status}`;
}

/** Fit for a text column: no NUL, no half of a character, no more than is kept. */
function toStorable(text: string): string {
  return text
    .toWellFormed()
    .replaceAll('\u0000', '\ufffd')
    .slice(0, maxKeptCharacters)
    .toWellFormed();
}
