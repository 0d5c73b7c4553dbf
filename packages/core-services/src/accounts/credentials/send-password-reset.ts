import type { TenantTransaction } from '@freehold/core-db';
import { recordAudit } from '../../audit/record-audit.ts';
import type { ServiceContext } from '../../context.ts';
import { issueLink, linkMinutes, type LinkOwner } from './account-link.ts';
import { writeToOwner } from './tell-owner.ts';

/**
 * Sends an account's owner a link to set a new password, in the caller's transaction; the audit row
 * names whoever acts. A link sent earlier is withdrawn. Wake `messages` after the commit.
 */
export async function sendPasswordReset(
  tx: TenantTransaction,
  ctx: ServiceContext,
  owner: LinkOwner,
  reason?: string,
): Promise<void> {
  const link = await issueLink(tx, ctx, { owner, purpose: 'PASSWORD_RESET' });
  if (link === null) return;
  await writeToOwner(tx, ctx, {
    owner,
    template: 'passwordReset',
    parameters: { path: link.path, minutes: linkMinutes },
    idempotencyKey: `passwordReset:${link.id}`,
    expiresAt: link.expiresAt,
  });
  await recordAudit(tx, ctx, {
    action: 'password.requestReset',
    entityType: 'User',
    entityId: owner.id,
    reason,
  });
}
