import type { ServiceContext } from '../context.ts';
import { takeBudget } from '../onboarding/budget/take-budget.ts';
import { deliveryPerRecipient, tenantHour } from './message-limits.ts';
import { factsOf } from './templates/facts.ts';

export type DeliveryBudget =
  | { readonly isTaken: true }
  | { readonly isTaken: false; readonly retryAfterSeconds: number };

/**
 * Counts a message that is about to leave, or tells when there may be room for it. What was asked
 * for was counted when it was asked for; a notice of security is counted and always has room.
 */
export async function takeDeliveryBudget(
  ctx: ServiceContext,
  message: { readonly template: string; readonly recipient: string },
): Promise<DeliveryBudget> {
  const { purpose, isAsked } = factsOf(message.template);
  if (isAsked) return { isTaken: true };
  if (purpose !== 'SECURITY') {
    for (const limit of deliveryPerRecipient) {
      const use = await takeBudget(ctx, limit, message.recipient);
      if (!use.isTaken) return use;
    }
  }
  const limit = tenantHour(ctx.tenant.settings.messagesPerHour, purpose);
  return takeBudget(ctx, limit, 'tenant');
}
