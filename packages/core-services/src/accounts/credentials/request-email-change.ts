import { AppError } from '@freehold/core-contracts/errors';
import { Locale } from '@freehold/core-contracts/ids';
import type { RequestEmailChangeInput } from '@freehold/core-contracts/security';
import { inTransaction, type TenantTransaction } from '@freehold/core-db';
import { recordAudit } from '../../audit/record-audit.ts';
import type { ServiceContext } from '../../context.ts';
import { takeAskBudget } from '../../messaging/take-ask-budget.ts';
import { requireBudget } from '../../onboarding/budget/require-budget.ts';
import type { Limit } from '../../onboarding/budget/take-budget.ts';
import { requireOwnUserId } from '../own-account.ts';
import { issueLink, linkOwnerFields, type NewLink } from './account-link.ts';
import { hintOfEmail } from './hints.ts';
import { enqueueMessage } from '../../messaging/enqueue-message.ts';
import type { Owner } from './tell-owner.ts';

/** Changes of address one account may ask for. */
export const emailChangeLimit: Limit = {
  kind: 'account.email-change',
  limit: 10,
  windowMs: 24 * 60 * 60_000,
  window: 'QUIET',
};

/**
 * Sends a link to a new address; the account keeps its old one until the link is opened, and the
 * link is worth nothing once this session has ended. Whether the address has an account already
 * nobody learns but its owner. Throws INVALID `email.unchanged`, LIMIT_EXCEEDED `rate.limited` and as
 * `takeAskBudget`.
 */
export async function requestEmailChange({
  ctx,
  input,
  sessionId,
}: {
  ctx: ServiceContext;
  input: RequestEmailChangeInput;
  sessionId: string;
}): Promise<void> {
  const userId = requireOwnUserId(ctx);
  const { newEmail } = input;
  await requireBudget(ctx, emailChangeLimit, userId);
  await takeAskBudget(ctx, {
    template: 'emailChangeConfirm',
    channel: 'EMAIL',
    recipient: newEmail,
  });
  const owner = await ctx.db.user.findFirst({
    where: { id: userId, deletedAt: null },
    select: linkOwnerFields,
  });
  if (owner === null) throw new AppError('NOT_FOUND', 'entity.not_found', { entity: 'User' });
  if (owner.email === newEmail) throw new AppError('INVALID', 'email.unchanged');
  const holder = await ctx.db.user.findFirst({
    where: { email: newEmail },
    select: { locale: true },
  });
  await inTransaction(ctx.db, async (tx) => {
    const purpose = 'EMAIL_CHANGE';
    const link = await issueLink(tx, ctx, { owner, purpose, target: newEmail, sessionId });
    if (link === null) return;
    await writeToNewAddress(tx, ctx, { owner, newEmail, link, holder });
    await recordAudit(tx, ctx, {
      action: 'email.requestChange',
      entityType: 'User',
      entityId: userId,
      changes: { newEmail: hintOfEmail(newEmail) },
    });
  });
  ctx.wake('messages');
}

async function writeToNewAddress(
  tx: TenantTransaction,
  ctx: ServiceContext,
  options: {
    readonly owner: Owner;
    readonly newEmail: string;
    readonly link: NewLink;
    readonly holder: { readonly locale: string } | null;
  },
): Promise<void> {
  const { owner, newEmail, link, holder } = options;
  const message = {
    channel: 'EMAIL',
    recipient: newEmail,
    idempotencyKey: `emailChange:${link.id}`,
    expiresAt: link.expiresAt,
    locale: Locale.catch('en').parse((holder ?? owner).locale),
  } as const;
  // Of an address that has an account the link goes nowhere: its owner is told to sign in instead.
  if (holder === null) {
    const parameters = { path: link.path };
    await enqueueMessage(tx, ctx, { ...message, template: 'emailChangeConfirm', parameters });
    return;
  }
  const parameters = { path: `${ctx.addresses.portal}/${ctx.tenant.slug}/sign-in` };
  await enqueueMessage(tx, ctx, { ...message, template: 'accountExists', parameters });
}
