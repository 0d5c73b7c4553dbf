import { Locale } from '@freehold/core-contracts/ids';
import type { TenantTransaction } from '@freehold/core-db';
import type { ServiceContext } from '../../context.ts';
import { randomToken, sha256 } from '../../keyring.ts';
import { enqueueMessage } from '../../messaging/enqueue-message.ts';
import { takeAskBudget } from '../../messaging/take-ask-budget.ts';
import { notify } from '../../notifications/notify.ts';
import { requireBudget } from '../../onboarding/budget/require-budget.ts';
import { invitationLifeMs, invitationLimits } from '../limits.ts';

/** A new link: what the message carries, and what the table keeps. */
export interface InvitationLink {
  readonly token: string;
  readonly tokenHash: Uint8Array<ArrayBuffer>;
  readonly expiresAt: Date;
}

/** A link that can be opened for 7 days. */
export function newInvitationLink(now: Date): InvitationLink {
  const token = randomToken();
  const expiresAt = new Date(now.getTime() + invitationLifeMs);
  return { token, tokenHash: sha256(token), expiresAt };
}

/**
 * Takes what an invitation costs, before its transaction and whatever becomes of it. Throws
 * LIMIT_EXCEEDED `invitation.organization_limit`, `invitation.address_limit` and as `takeAskBudget`.
 */
export async function takeInvitationBudget(
  ctx: ServiceContext,
  organizationId: string,
  email: string,
): Promise<void> {
  const { organization, address } = invitationLimits;
  await requireBudget(ctx, organization, organizationId, 'invitation.organization_limit');
  await requireBudget(ctx, address, email, 'invitation.address_limit');
  await takeAskBudget(ctx, {
    template: 'organizationInvitation',
    channel: 'EMAIL',
    recipient: email,
  });
}

/** Writes the message with the link and, where the address is somebody's here, a notification; whoever invites sees no difference. */
export async function sendInvitation(
  tx: TenantTransaction,
  ctx: ServiceContext,
  invitation: {
    readonly id: string;
    readonly email: string;
    readonly inviter: string;
    readonly organization: string;
    readonly link: InvitationLink;
  },
): Promise<void> {
  const { id, email, inviter, organization, link } = invitation;
  const { token, expiresAt } = link;
  const entity = { type: 'Invitation', id };
  const known = await tx.user.findFirst({
    where: { email, deletedAt: null },
    select: { id: true, locale: true },
  });
  const cause = `invitation:${id}:${expiresAt.getTime()}`;
  await enqueueMessage(tx, ctx, {
    channel: 'EMAIL',
    recipient: email,
    template: 'organizationInvitation',
    parameters: {
      organization,
      inviter,
      path: `${ctx.addresses.portal}/${ctx.tenant.slug}/invitation#${token}`,
    },
    locale: Locale.catch(ctx.tenant.settings.defaultLocale).parse(known?.locale),
    idempotencyKey: cause,
    expiresAt,
    entity,
  });
  if (known === null) return;
  await notify(tx, ctx, {
    userId: known.id,
    kind: 'organization.invited',
    parameters: { organization, inviter },
    idempotencyKey: cause,
    entity,
  });
}
