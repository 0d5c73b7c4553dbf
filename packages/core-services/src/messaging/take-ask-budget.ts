import type { MessageChannel } from '@freehold/core-contracts/enums';
import type { ServiceContext } from '../context.ts';
import { networkOf } from '../onboarding/budget/network.ts';
import { requireBudget } from '../onboarding/budget/require-budget.ts';
import {
  askGap,
  askPerNetwork,
  askPerNetworkAndRecipient,
  askPerRecipient,
  tenantHour,
} from './message-limits.ts';
import { factsOf, type MessagePurpose } from './templates/facts.ts';

export interface AskedMessage {
  readonly template: string;
  readonly channel: MessageChannel;
  readonly recipient: string;
}

/**
 * Takes what a message costs that somebody asks for: a code, a link, an invitation. Call it before
 * the account is looked up, so that the answer is the same with and without one, and before the
 * transaction, so that what fails has been counted all the same. Operators and the platform itself
 * have no network budget. Throws LIMIT_EXCEEDED `message.too_soon`, `message.recipient_limit` or
 * `rate.limited`, each with `retryAfterSeconds`.
 */
export async function takeAskBudget(ctx: ServiceContext, asked: AskedMessage): Promise<void> {
  const { template, channel, recipient } = asked;
  const { kind } = ctx.actor;
  if (kind !== 'OPERATOR' && kind !== 'SYSTEM') {
    const network = networkOf(ctx.request.ip);
    const pair = `${network} ${recipient}`;
    await requireBudget(ctx, askPerNetwork, network);
    await requireBudget(ctx, askGap, `${template} ${pair}`, 'message.too_soon');
    await requireBudget(ctx, askPerNetworkAndRecipient, pair, 'message.recipient_limit');
  }
  for (const limit of askPerRecipient[channel]) {
    await requireBudget(ctx, limit, recipient, 'message.recipient_limit');
  }
  await requireTenantHour(ctx, factsOf(template).purpose);
}

/** Takes one of the messages that the tenant may send in an hour. Throws LIMIT_EXCEEDED `rate.limited`. */
export async function requireTenantHour(
  ctx: ServiceContext,
  purpose: MessagePurpose = 'CODE',
): Promise<void> {
  const limit = tenantHour(ctx.tenant.settings.messagesPerHour, purpose);
  await requireBudget(ctx, limit, 'tenant');
}
