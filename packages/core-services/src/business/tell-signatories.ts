import type { TenantTransaction } from '@freehold/core-db';
import { actorName, type ServiceContext } from '../context.ts';
import { notify } from '../notifications/notify.ts';

/** Tells a person what was changed about an account that concerns them as a signatory. */
export async function tellSignatory(
  tx: TenantTransaction,
  ctx: ServiceContext,
  kind:
    | 'business.signatoryAdded'
    | 'business.signatoryChanged'
    | 'business.signatoryRemoved'
    | 'business.rulesChanged',
  account: { readonly id: string; readonly name: string },
  userId: string,
): Promise<void> {
  await notify(tx, ctx, {
    userId,
    kind,
    parameters: { account: account.name, by: actorName(ctx.actor) },
    idempotencyKey: `${kind}:${account.id}:${ctx.request.id}`.slice(0, 120),
    entity: { type: 'BusinessAccount', id: account.id },
  });
}
