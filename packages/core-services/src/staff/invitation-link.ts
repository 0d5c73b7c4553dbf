import type { UserRole } from '@freehold/core-contracts/enums';
import { Locale } from '@freehold/core-contracts/ids';
import type { TenantTransaction } from '@freehold/core-db';
import type { ServiceContext } from '../context.ts';
import { randomToken, sha256 } from '../keyring.ts';
import { enqueueMessage } from '../messaging/enqueue-message.ts';

/** How long an invitation holds. */
export const invitationTtlMs = 72 * 60 * 60_000;

export interface InvitedColleague {
  readonly id: string;
  readonly email: string;
  readonly role: UserRole;
  readonly locale: string;
}

/** Sends a colleague the link that sets their first password, in the caller's transaction; an earlier one is withdrawn. */
export async function sendInvitation(
  tx: TenantTransaction,
  ctx: ServiceContext,
  colleague: InvitedColleague,
): Promise<void> {
  const { id: userId, email, role } = colleague;
  const token = randomToken();
  const expiresAt = new Date(ctx.clock().getTime() + invitationTtlMs);
  await tx.accountToken.updateMany({
    where: { userId, purpose: 'STAFF_INVITATION', usedAt: null, endedAt: null },
    data: { endedAt: ctx.clock() },
  });
  const { id } = await tx.accountToken.create({
    data: { userId, purpose: 'STAFF_INVITATION', tokenHash: sha256(token), expiresAt },
    select: { id: true },
  });
  const { name, slug } = ctx.tenant;
  await enqueueMessage(tx, ctx, {
    channel: 'EMAIL',
    recipient: email,
    template: 'staffInvitation',
    parameters: {
      tenant: name,
      role,
      path: `${ctx.addresses.console}/invitation#${slug}.${token}`,
    },
    locale: Locale.catch('en').parse(colleague.locale),
    idempotencyKey: `staff-invitation:${id}`,
    expiresAt,
    entity: { type: 'User', id: userId },
  });
}

/** What of an invitation still opens something. */
export function livingInvitation(ctx: ServiceContext, token: string) {
  return {
    tokenHash: sha256(token),
    purpose: 'STAFF_INVITATION',
    usedAt: null,
    endedAt: null,
    expiresAt: { gt: ctx.clock() },
    user: { deletedAt: null, status: 'ACTIVE' },
  } as const;
}
