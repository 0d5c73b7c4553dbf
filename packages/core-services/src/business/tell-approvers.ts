import type { TenantTransaction } from '@freehold/core-db';
import { actorName, type ServiceContext } from '../context.ts';
import { notify } from '../notifications/notify.ts';
import type { ApprovalRule } from './transfer-fields.ts';

interface AskedFor {
  readonly transferId: string;
  readonly amount: string;
  readonly rule: ApprovalRule;
}

/** Tells everybody who may approve a transfer that it waits for them, but for whoever asked. */
export async function tellApprovers(
  tx: TenantTransaction,
  ctx: ServiceContext,
  account: { readonly name: string },
  { transferId, amount, rule }: AskedFor,
): Promise<void> {
  for (const { userId } of rule.signatories) {
    if (userId === rule.initiatorId) continue;
    await notify(tx, ctx, {
      userId,
      kind: 'business.approvalWaiting',
      parameters: { ...toldOf(ctx, account, amount), by: actorName(ctx.actor) },
      idempotencyKey: `business.approvalWaiting:${transferId}`,
      entity: { type: 'Transfer', id: transferId },
    });
  }
}

/** Tells whoever asked for a transfer what became of it, unless they did that themselves. */
export async function tellInitiator(
  tx: TenantTransaction,
  ctx: ServiceContext,
  kind: 'business.transferApproved' | 'business.transferRejected',
  account: { readonly name: string },
  { transferId, amount, rule }: AskedFor,
): Promise<void> {
  const { initiatorId: userId } = rule;
  if (ctx.actor.kind === 'USER' && ctx.actor.userId === userId) return;
  await notify(tx, ctx, {
    userId,
    kind,
    severity: kind === 'business.transferApproved' ? 'SUCCESS' : 'WARNING',
    parameters: { ...toldOf(ctx, account, amount), by: actorName(ctx.actor) },
    idempotencyKey: `${kind}:${transferId}`,
    entity: { type: 'Transfer', id: transferId },
  });
}

function toldOf(ctx: ServiceContext, account: { readonly name: string }, amount: string) {
  return { account: account.name, amount: `${amount} ${ctx.tenant.settings.currencyCode}` };
}
