import { AppError } from '@freehold/core-contracts/errors';
import type { StaffInput } from '@freehold/core-contracts/people';
import { inTransaction } from '@freehold/core-db';
import { assertMayActOn } from '../accounts/people/person.ts';
import { recordAudit } from '../audit/record-audit.ts';
import type { ServiceContext } from '../context.ts';
import { sendInvitation } from './invitation-link.ts';

/**
 * Sends an invited operator another link; the one before is worth nothing from then on. Throws
 * NOT_FOUND `entity.not_found`, CONFLICT `staff.not_invited`, FORBIDDEN as `assertMayActOn`.
 */
export async function resendInvitation({
  ctx,
  input,
}: {
  ctx: ServiceContext;
  input: StaffInput;
}): Promise<void> {
  await inTransaction(ctx.db, async (tx) => {
    const colleague = await tx.user.findFirst({
      where: { id: input.userId, deletedAt: null },
      select: {
        id: true,
        email: true,
        role: true,
        status: true,
        locale: true,
        passwordHash: true,
        emailVerified: true,
      },
    });
    if (colleague === null) throw new AppError('NOT_FOUND', 'entity.not_found', { entity: 'User' });
    assertMayActOn(ctx, colleague);
    const { passwordHash, emailVerified, role, status } = colleague;
    if (passwordHash !== null || emailVerified || role === 'USER' || status !== 'ACTIVE') {
      throw new AppError('CONFLICT', 'staff.not_invited');
    }
    await sendInvitation(tx, ctx, colleague);
    await recordAudit(tx, ctx, {
      action: 'staff.resendInvitation',
      entityType: 'User',
      entityId: colleague.id,
    });
  });
  ctx.wake('messages');
}
