import { randomUUID } from 'node:crypto';
import { AppError } from '@freehold/core-contracts/errors';
import type { CreditsView, TransferCreditsInput } from '@freehold/core-contracts/credits';
import { inTransaction, type TenantTransaction } from '@freehold/core-db';
import { recordAudit } from '../../audit/record-audit.ts';
import type { ServiceContext } from '../../context.ts';
import { requireOrganization, type AccessibleOrganization } from '../access.ts';
import { lockOrganizations } from '../change-organization.ts';
import { tellManagers } from '../tell-managers.ts';
import { applyChange, callersKey, findSameEntry } from './credit-entry.ts';

interface Receiver {
  readonly id: string;
  readonly name: string;
}

/**
 * Moves credits to another organization of the tenant: an entry on both sides, one audit row. The
 * same key again moves nothing more. Throws as `requireOrganization`, NOT_FOUND `entity.not_found`
 * for an unknown receiver, INVALID `credits.same_organization`, CONFLICT `credits.insufficient`,
 * `credits.key_reused` and `credits.too_many`.
 */
export async function transferCredits({
  ctx,
  input,
}: {
  ctx: ServiceContext;
  input: TransferCreditsInput;
}): Promise<CreditsView> {
  const { organizationId, toSlug } = input;
  const options = { scope: 'credit.transfer' } as const;
  await requireOrganization(ctx, organizationId, 'OWN', options);
  const view = await inTransaction(ctx.db, async (tx) => {
    const receiver = await tx.organization.findFirst({
      where: { slug: toSlug, deletedAt: null },
      select: { id: true, name: true },
    });
    if (receiver === null) {
      throw new AppError('NOT_FOUND', 'entity.not_found', { entity: 'Organization' });
    }
    if (receiver.id === organizationId) throw new AppError('INVALID', 'credits.same_organization');
    await lockOrganizations(tx, ctx, [organizationId, receiver.id]);
    const sender = await requireOrganization(ctx, organizationId, 'OWN', { ...options, tx });
    return transfer(tx, ctx, { sender, receiver, input });
  });
  ctx.wake('webhooks');
  return view;
}

async function transfer(
  tx: TenantTransaction,
  ctx: ServiceContext,
  {
    sender,
    receiver,
    input,
  }: {
    readonly sender: AccessibleOrganization;
    readonly receiver: Receiver;
    readonly input: TransferCreditsInput;
  },
): Promise<CreditsView> {
  const { amount, reason } = input;
  const transferId = randomUUID();
  const out = {
    ...{ organizationId: sender.id, reason, transferId },
    kind: 'TRANSFER_OUT',
    amount: -amount,
    idempotencyKey: callersKey(input.idempotencyKey),
    counterpartyId: receiver.id,
  } as const;
  const same = await findSameEntry(tx, out);
  if (same !== null) return { organizationId: sender.id, scanCredits: same.balanceAfter };
  const sent = await applyChange(tx, ctx, out);
  const received = await applyChange(tx, ctx, {
    ...{ organizationId: receiver.id, reason, transferId, amount },
    kind: 'TRANSFER_IN',
    idempotencyKey: `transfer:${transferId}`,
    counterpartyId: sender.id,
  });
  await tellManagers(tx, ctx, {
    organizationId: receiver.id,
    kind: 'organization.creditsReceived',
    parameters: { organization: receiver.name, amount, from: sender.name },
    cause: `creditsReceived:${received.id}`,
  });
  await recordAudit(tx, ctx, {
    action: 'credits.transfer',
    entityType: 'Organization',
    entityId: sender.id,
    organizationId: sender.id,
    reason,
    changes: {
      ...{ transferId, amount, toOrganizationId: receiver.id },
      sender: { before: sent.balanceAfter + amount, after: sent.balanceAfter },
      receiver: { before: received.balanceAfter - amount, after: received.balanceAfter },
    },
  });
  return { organizationId: sender.id, scanCredits: sent.balanceAfter };
}
