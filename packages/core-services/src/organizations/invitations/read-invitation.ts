import { AppError } from '@freehold/core-contracts/errors';
import type {
  InvitationPreview,
  InvitationTokenInput,
} from '@freehold/core-contracts/organizations';
import type { ServiceContext } from '../../context.ts';
import { sha256 } from '../../keyring.ts';
import { pendingAt } from './invitation-fields.ts';

/** What the holder of a link may know of it. Throws NOT_FOUND `invitation.not_open`, whatever became of it. */
export async function readInvitation({
  ctx,
  input,
}: {
  ctx: ServiceContext;
  input: InvitationTokenInput;
}): Promise<InvitationPreview> {
  const row = await ctx.db.invitation.findFirst({
    where: { ...pendingAt(ctx.clock()), tokenHash: sha256(input.token) },
    select: {
      email: true,
      role: true,
      invitedByName: true,
      expiresAt: true,
      organization: { select: { name: true } },
    },
  });
  if (row === null) throw new AppError('NOT_FOUND', 'invitation.not_open');
  const { organization, ...facts } = row;
  return { ...facts, organizationName: organization.name };
}
