import type { InvitationStatus } from '@freehold/core-contracts/enums';
import type { InvitationPage, ListInvitationsInput } from '@freehold/core-contracts/organizations';
import type { Prisma } from '@freehold/core-db';
import type { ServiceContext } from '../../context.ts';
import { pageWindow, toPage } from '../../page.ts';
import { requireOrganization } from '../access.ts';
import { invitationFields, toInvitationView } from './invitation-fields.ts';

/** A page of an organization's invitations, the newest first. Throws as `requireOrganization`. */
export async function listInvitations({
  ctx,
  input,
}: {
  ctx: ServiceContext;
  input: ListInvitationsInput;
}): Promise<InvitationPage> {
  const { id } = await requireOrganization(ctx, input.organizationId, 'VIEW', {
    isDeletedIncluded: true,
  });
  const now = ctx.clock();
  const where: Prisma.InvitationWhereInput = {
    organizationId: id,
    ...(input.status === undefined || input.status.length === 0
      ? {}
      : { OR: input.status.map((status) => inStatus(status, now)) }),
  };
  const [rows, total] = await Promise.all([
    ctx.db.invitation.findMany({
      where,
      orderBy: [{ createdAt: 'desc' }, { id: 'asc' }],
      ...pageWindow(input),
      select: invitationFields,
    }),
    ctx.db.invitation.count({ where }),
  ]);
  return toPage(
    rows.map((row) => toInvitationView(row, now)),
    total,
    input,
  );
}

// The worker marks what is over within minutes; until then the time decides.
function inStatus(status: InvitationStatus, now: Date): Prisma.InvitationWhereInput {
  if (status === 'PENDING') return { status, expiresAt: { gt: now } };
  if (status !== 'EXPIRED') return { status };
  return { OR: [{ status }, { status: 'PENDING', expiresAt: { lte: now } }] };
}
