import type { InvitationView } from '@freehold/core-contracts/organizations';
import { AppError } from '@freehold/core-contracts/errors';
import type { Prisma, TenantTransaction } from '@freehold/core-db';
import type { ServiceContext } from '../../context.ts';

/** Fields of a list row; the token is known to the invited person alone. */
export const invitationFields = {
  id: true,
  email: true,
  role: true,
  status: true,
  invitedByName: true,
  createdAt: true,
  expiresAt: true,
  decidedAt: true,
} as const satisfies Prisma.InvitationSelect;

type InvitationRow = Prisma.InvitationGetPayload<{ select: typeof invitationFields }>;

/** An invitation as its organization sees it: one whose time is over counts as expired at once. */
export function toInvitationView(row: InvitationRow, now: Date): InvitationView {
  const isOver = row.status === 'PENDING' && row.expiresAt <= now;
  return { ...row, status: isOver ? 'EXPIRED' : row.status };
}

/** Which invitations can still be answered. */
export function pendingAt(now: Date) {
  return {
    status: 'PENDING',
    decidedAt: null,
    expiresAt: { gt: now },
    organization: { deletedAt: null },
  } as const satisfies Prisma.InvitationWhereInput;
}

/** An invitation of an organization that waits for an answer. Throws NOT_FOUND `entity.not_found`, CONFLICT `invitation.not_pending`. */
export async function requirePending(
  tx: TenantTransaction,
  ctx: ServiceContext,
  organizationId: string,
  id: string,
): Promise<InvitationRow> {
  const row = await tx.invitation.findFirst({
    where: { id, organizationId },
    select: invitationFields,
  });
  if (row === null) {
    throw new AppError('NOT_FOUND', 'entity.not_found', { entity: 'Invitation' });
  }
  const { status } = toInvitationView(row, ctx.clock());
  if (row.status !== 'PENDING')
    throw new AppError('CONFLICT', 'invitation.not_pending', { status });
  return row;
}
