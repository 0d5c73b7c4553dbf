import { AppError } from '@freehold/core-contracts/errors';
import type {
  CompleteRegistrationInput,
  CompleteRegistrationOutput,
} from '@freehold/core-contracts/registration';
import { inTransaction, type TenantTransaction } from '@freehold/core-db';
import { fromCalendarDate, toCalendarDate } from '../accounts/user-fields.ts';
import { openApproval } from '../approvals/open-approval.ts';
import { recordAudit } from '../audit/record-audit.ts';
import type { ServiceContext } from '../context.ts';
import { enqueueMessage } from '../messaging/enqueue-message.ts';
import { emitEvent } from '../webhooks/emit-event.ts';

type Completion = { readonly ctx: ServiceContext; readonly input: CompleteRegistrationInput };

/**
 * Makes the account of a finished registration, exactly once: the registration's id is unique among
 * accounts, and whoever comes second gets the first one's answer. Throws CONFLICT
 * `account.registration_mismatch`, `account.email_taken`, `account.phone_taken`.
 */
export async function completeRegistration({
  ctx,
  input,
}: Completion): Promise<CompleteRegistrationOutput> {
  // The request comes from the service; the audit log should show the person's device.
  const request = { ...ctx.request, ip: input.ipAddress, userAgent: input.userAgent };
  const work = async (tx: TenantTransaction): Promise<CompleteRegistrationOutput> => {
    const userId = await insertUser(tx, input);
    if (userId === null) return { userId: await requireSameAccount(tx, input), isCreated: false };
    await openAccount(tx, { ...ctx, request }, { userId, input });
    return { userId, isCreated: true };
  };
  const output = await inTransaction(ctx.db, work, { retry: { isSafe: true } });
  if (output.isCreated) {
    ctx.wake('messages');
    if (!ctx.tenant.settings.isReviewRequired) ctx.wake('outbox');
  }
  return output;
}

// The unique constraints decide who is first; a loser waits here for the winner's commit.
async function insertUser(
  tx: TenantTransaction,
  input: CompleteRegistrationInput,
): Promise<string | null> {
  const rows = await tx.user.createManyAndReturn({
    data: [
      {
        registrationId: input.registrationId,
        email: input.email,
        emailVerified: true,
        emailVerifiedAt: input.emailVerifiedAt,
        passwordHash: input.passwordHash,
        firstName: input.firstName,
        lastName: input.lastName,
        countryCode: input.countryCode,
        dateOfBirth: fromCalendarDate(input.dateOfBirth),
        gender: input.gender,
        phone: input.phone,
        phoneVerified: true,
        locale: input.locale,
        status: 'REGISTERED',
      },
    ],
    skipDuplicates: true,
    select: { id: true },
  });
  return rows[0]?.id ?? null;
}

async function openAccount(
  tx: TenantTransaction,
  ctx: ServiceContext,
  { userId, input }: { readonly userId: string; readonly input: CompleteRegistrationInput },
): Promise<void> {
  const { firstName, lastName, countryCode, gender, locale } = input;
  await tx.userPreferences.create({ data: { userId, locale }, select: { userId: true } });
  await enqueueMessage(tx, ctx, {
    channel: 'EMAIL',
    recipient: input.email,
    template: 'welcome',
    parameters: { firstName },
    locale,
    idempotencyKey: `welcome:${userId}`,
    entity: { type: 'User', id: userId },
  });
  await emitEvent(tx, ctx, {
    eventType: 'user.registered',
    payload: { userId },
    idempotencyKey: `user.registered:${userId}`,
  });
  await recordAudit(tx, ctx, {
    action: 'user.register',
    entityType: 'User',
    entityId: userId,
    changes: {
      registrationId: input.registrationId,
      status: { before: null, after: 'REGISTERED' },
    },
  });
  const dateOfBirth = fromCalendarDate(input.dateOfBirth);
  const facts = { firstName, lastName, dateOfBirth, countryCode, gender, nationalIdNumber: null };
  await openApproval(tx, ctx, { userId, facts, input });
}

async function requireSameAccount(
  tx: TenantTransaction,
  input: CompleteRegistrationInput,
): Promise<string> {
  const known = await tx.user.findFirst({
    where: { registrationId: input.registrationId },
    select: { id: true, email: true, phone: true, dateOfBirth: true },
  });
  if (known !== null) {
    const isSame =
      known.email === input.email &&
      known.phone === input.phone &&
      known.dateOfBirth !== null &&
      toCalendarDate(known.dateOfBirth) === input.dateOfBirth;
    if (!isSame) throw new AppError('CONFLICT', 'account.registration_mismatch');
    return known.id;
  }
  const holders = await tx.user.findMany({
    where: { OR: [{ email: input.email }, { phone: input.phone }] },
    select: { email: true },
    take: 2,
  });
  if (holders.some(({ email }) => email === input.email))
    throw new AppError('CONFLICT', 'account.email_taken');
  if (holders.length > 0) throw new AppError('CONFLICT', 'account.phone_taken');
  // Whoever was in the way is gone again: trying once more succeeds.
  throw new AppError('UNAVAILABLE', 'account.contended');
}
