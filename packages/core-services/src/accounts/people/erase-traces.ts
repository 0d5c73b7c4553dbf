import type { TenantTransaction } from '@freehold/core-db';
import { eraseMoneyTraces } from './erase-money-traces.ts';

/** What stands where a name stood. */
const erasedName = 'Erased person';

interface ErasedPerson {
  readonly id: string;
  readonly email: string;
  readonly phone: string | null;
}

/**
 * Removes or overwrites what every table but the account's own holds of a person, in the caller's
 * transaction. What stays names them by their id alone.
 */
export async function eraseTraces(tx: TenantTransaction, person: ErasedPerson): Promise<void> {
  await eraseSignIn(tx, person.id);
  await eraseApplication(tx, person);
  await eraseMessages(tx, person);
  await eraseNames(tx, person);
  await eraseMoneyTraces(tx, person, erasedName);
}

async function eraseSignIn(tx: TenantTransaction, userId: string): Promise<void> {
  const where = { userId };
  await tx.refreshToken.deleteMany({ where });
  await tx.session.deleteMany({ where });
  await tx.trustedDevice.deleteMany({ where });
  await tx.accountToken.deleteMany({ where });
  await tx.recoveryCode.deleteMany({ where });
  await tx.passkey.deleteMany({ where });
  await tx.authenticator.deleteMany({ where });
  await tx.pushToken.deleteMany({ where });
  await tx.notification.deleteMany({ where });
  await tx.savedView.deleteMany({ where });
  await tx.userPreferences.deleteMany({ where });
}

async function eraseApplication(
  tx: TenantTransaction,
  { id, email, phone }: ErasedPerson,
): Promise<void> {
  await tx.pendingRegistration.deleteMany({
    where: { OR: [{ createdUserId: id }, { email }, ...(phone === null ? [] : [{ phone }])] },
  });
  await tx.approvalAnswer.deleteMany({ where: { case: { userId: id } } });
  await tx.approvalDecision.updateMany({
    where: { case: { userId: id } },
    data: { comment: null },
  });
  await tx.approvalCase.updateMany({ where: { userId: id }, data: { riskSignals: [] } });
}

async function eraseMessages(
  tx: TenantTransaction,
  { id, email, phone }: ErasedPerson,
): Promise<void> {
  const recipients = phone === null ? [email] : [email, phone];
  await tx.outboundMessage.deleteMany({
    where: {
      OR: [{ recipient: { in: recipients } }, { entityType: 'User', entityId: id }],
    },
  });
  await tx.invitation.deleteMany({ where: { email } });
}

/** Where a name was copied beside an act of theirs, or a proposal about them. */
async function eraseNames(tx: TenantTransaction, { id, email }: ErasedPerson): Promise<void> {
  await tx.approvalDecision.updateMany({
    where: { reviewerId: id },
    data: { reviewerName: erasedName },
  });
  await tx.invitation.updateMany({
    where: { invitedById: id },
    data: { invitedByName: erasedName },
  });
  await tx.apiKey.updateMany({ where: { createdById: id }, data: { createdByName: erasedName } });
  await tx.proposal.updateMany({
    where: { proposedById: id },
    data: { proposedByName: erasedName, proposedByDigest: null },
  });
  await tx.proposal.updateMany({
    where: { decidedById: id },
    data: { decidedByName: erasedName },
  });
  await tx.proposal.updateMany({
    where: { entityType: 'User', entityId: { in: [id, email.slice(0, 80)] } },
    data: { entityName: erasedName, entityId: id, input: {}, reason: '', decisionReason: null },
  });
}

/** Overwrites the account itself. Its address is free again, and its password opens nothing. */
export async function overwriteAccount(tx: TenantTransaction, id: string): Promise<void> {
  await tx.user.updateMany({
    where: { id },
    data: {
      email: `${id}@erased.invalid`,
      username: null,
      passwordHash: null,
      passwordChangedAt: null,
      firstName: 'Erased',
      lastName: 'person',
      avatar: null,
      phone: null,
      gender: null,
      dateOfBirth: null,
      countryCode: null,
      nationalIdNumber: null,
      locale: 'en',
      status: 'CLOSED',
      isActive: false,
      emailVerified: false,
      emailVerifiedAt: null,
      phoneVerified: false,
      lastLoginAt: null,
    },
  });
}
