/*
 * Claims on addresses. A tenant has one live registration per address, so whoever names an address
 * joins the one that is there, as a device that has proved nothing and sees nothing. Only the code
 * sent to the address makes it more. What was given before belongs to the device that gave it: see
 * docs/adr/0006-registration-handles-and-unproven-claims.md.
 */
import type { AppError } from '@freehold/core-contracts/errors';
import { endedRegistrationSteps } from '@freehold/core-contracts/registration-steps';
import type { TenantTransaction } from '@freehold/core-db';
import type { ServiceContext } from '../../context.ts';
import { auditRegistration } from './audit-registration.ts';
import { isCodeUsable, newCode } from './codes.ts';
import { registrationLifeMs } from './limits.ts';
import {
  afterEvent,
  isExpired,
  registrationFields,
  updateRegistration,
  type RegistrationColumns,
  type RegistrationRow,
} from './registration-row.ts';
import {
  enqueueEmailCode,
  findOwnerOfEmail,
  takeSendBudget,
  type RecipientOwner,
} from './sending.ts';

/** A code that is to go to an address: whose the address is, and why none may go if so. */
export interface EmailSending {
  readonly owner: RecipientOwner | null;
  readonly refusal: AppError | null;
}

/** Looks up the address's owner and takes what a message costs; both, always, in this order. */
export async function prepareEmailSending(
  ctx: ServiceContext,
  email: string,
): Promise<EmailSending> {
  const owner = await findOwnerOfEmail(ctx, email);
  return { owner, refusal: await takeSendBudget(ctx, { purpose: 'email', recipient: email }) };
}

/** The live registration of an address, or null. One that is over by time and still there counts. */
export async function findLive(
  ctx: ServiceContext,
  email: string,
): Promise<RegistrationRow | null> {
  return ctx.db.pendingRegistration.findFirst({
    where: { email, currentStep: { notIn: [...endedRegistrationSteps] } },
    select: registrationFields,
  });
}

export interface Claim {
  readonly email: string;
  readonly locale: string;
  readonly isDisposableEmail: boolean;
  /** What a device that moves to another address takes along. */
  readonly carried?: RegistrationColumns;
}

async function createRegistration(
  tx: TenantTransaction,
  ctx: ServiceContext,
  { email, locale, isDisposableEmail, carried = {} }: Claim,
): Promise<RegistrationRow> {
  return tx.pendingRegistration.create({
    data: {
      ...carried,
      email,
      locale,
      isDisposableEmail,
      ipAddress: ctx.request.ip,
      userAgent: ctx.request.userAgent,
      expiresAt: new Date(ctx.clock().getTime() + registrationLifeMs),
    },
    select: registrationFields,
  });
}

/** Writes a new e-mail code with its message; `alongside` are columns that change with it, the event included. */
export async function writeEmailCode(
  tx: TenantTransaction,
  ctx: ServiceContext,
  write: {
    readonly row: RegistrationRow;
    readonly owner: RecipientOwner | null;
    readonly event?: 'EMAIL_CODE_SENT' | 'EMAIL_CHANGED';
    readonly alongside?: RegistrationColumns;
  },
): Promise<RegistrationRow> {
  const { row, owner, alongside = {} } = write;
  const code = newCode(ctx, { registrationId: row.id, purpose: 'email', isOwned: owner !== null });
  const columns = { ...alongside, ...code.columns };
  // Past its proof a code is for another device and moves no step.
  const event = write.event ?? (row.emailVerified ? undefined : 'EMAIL_CODE_SENT');
  const written =
    event === undefined
      ? { ...columns, version: row.version + 1 }
      : afterEvent(row, event, columns);
  const after = await updateRegistration(tx, row, written);
  await enqueueEmailCode(tx, ctx, { row: after, version: after.version, code: code.code, owner });
  return after;
}

/**
 * The live registration of an address, made when there is none, with a new code unless `sending` was
 * refused; held until the transaction ends. Throws the refusal where there is no code that could
 * still be entered.
 */
export async function joinAddress(
  tx: TenantTransaction,
  ctx: ServiceContext,
  join: {
    readonly found: RegistrationRow | null;
    readonly claim: Claim;
    readonly sending: EmailSending;
  },
): Promise<RegistrationRow> {
  const { found, claim, sending } = join;
  const now = ctx.clock();
  const isOver = found !== null && isExpired(found, now);
  if (sending.refusal !== null) {
    if (found === null || isOver || !isCodeUsable(found, 'email', now)) throw sending.refusal;
    return updateRegistration(tx, found, { updatedAt: now });
  }
  if (isOver) {
    await tx.pendingRegistration.deleteMany({ where: { id: found.id, version: found.version } });
    await auditRegistration(tx, ctx, { verb: 'expire', row: found });
  }
  const row = found === null || isOver ? await createRegistration(tx, ctx, claim) : found;
  return writeEmailCode(tx, ctx, { row, owner: sending.owner });
}
