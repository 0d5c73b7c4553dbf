import type { Prisma, TenantClient, TenantTransaction } from '@freehold/core-db';
import { findPersonHere, isHeldBy } from '../accounts/own-holding.ts';
import { ApprovalRule } from '../business/transfer-fields.ts';
import { actorId, type ServiceContext } from '../context.ts';

/**
 * Whether a transfer is the caller's own: they asked for it or may sign for it, or it was sent by
 * them or by an organization they manage. Nobody decides on their own, and an operator of another
 * tenant is known by their address.
 */
export async function isOwnTransfer(
  db: TenantClient | TenantTransaction,
  ctx: ServiceContext,
  transfer: {
    readonly senderUserId: string | null;
    readonly senderOrganizationId: string | null;
    readonly createdById: string | null;
    readonly approvalRule: Prisma.JsonValue;
  },
): Promise<boolean> {
  const { senderUserId: userId, senderOrganizationId: organizationId } = transfer;
  const { createdById, approvalRule } = transfer;
  if (createdById !== null && createdById === actorId(ctx.actor)) return true;
  const ownId = await findPersonHere(db, ctx);
  if (ownId === null) return false;
  if (createdById === ownId) return true;
  if (approvalRule !== null) {
    const { signatories } = ApprovalRule.parse(approvalRule);
    if (signatories.some((signatory) => signatory.userId === ownId)) return true;
  }
  return isHeldBy(db, ownId, { userId, organizationId });
}
