/*
 * One-time codes. Six digits, every value equally likely; stored as an HMAC under a key outside the
 * database, bound to tenant, registration and purpose. An attempt is taken by one statement that
 * commits by itself before anything is compared: a request that fails afterwards has still used it,
 * and of any number of guesses at once five see the hash. A used code stays, expired at the moment of
 * its use, so that the device that used it may send it again and get the same answer.
 */
import { randomInt } from 'node:crypto';
import { AppError } from '@freehold/core-contracts/errors';
import type { ServiceContext } from '../../context.ts';
import { isSameDigest, randomToken } from '../../keyring.ts';
import { takeBudget } from '../budget/take-budget.ts';
import { attemptLimits, attemptsPerCode, codeLifeMs, resendGapMs } from './limits.ts';
import type { RegistrationColumns, RegistrationRow } from './registration-row.ts';

export type CodePurpose = 'email' | 'phone';

export interface CodeColumns {
  readonly hash: Uint8Array<ArrayBuffer> | null;
  readonly sentAt: Date | null;
  readonly expiresAt: Date | null;
  readonly attempts: number;
}

/** The code of a row for one purpose. */
export function codeOf(row: RegistrationRow, purpose: CodePurpose): CodeColumns {
  return purpose === 'email'
    ? {
        hash: row.emailCodeHash,
        sentAt: row.emailCodeSentAt,
        expiresAt: row.emailCodeExpiresAt,
        attempts: row.emailCodeAttempts,
      }
    : {
        hash: row.phoneCodeHash,
        sentAt: row.phoneCodeSentAt,
        expiresAt: row.phoneCodeExpiresAt,
        attempts: row.phoneCodeAttempts,
      };
}

export interface NewCode {
  readonly code: string;
  readonly columns: RegistrationColumns;
}

/**
 * A new code and the columns that hold it. Where an account owns the recipient the columns hold the
 * digest of a secret of 256 bits instead: nothing that could be entered matches it.
 */
export function newCode(
  ctx: ServiceContext,
  options: {
    readonly registrationId: string;
    readonly purpose: CodePurpose;
    readonly isOwned: boolean;
  },
): NewCode {
  const { registrationId, purpose, isOwned } = options;
  const code = randomInt(0, 1_000_000).toString().padStart(6, '0');
  const unguessable = randomToken();
  const hash = digestCode(ctx, registrationId, purpose, isOwned ? unguessable : code);
  const sentAt = ctx.clock();
  const expiresAt = new Date(sentAt.getTime() + codeLifeMs);
  const columns: RegistrationColumns =
    purpose === 'email'
      ? {
          emailCodeHash: hash,
          emailCodeSentAt: sentAt,
          emailCodeExpiresAt: expiresAt,
          emailCodeAttempts: 0,
        }
      : {
          phoneCodeHash: hash,
          phoneCodeSentAt: sentAt,
          phoneCodeExpiresAt: expiresAt,
          phoneCodeAttempts: 0,
        };
  return { code, columns };
}

function digestCode(
  ctx: ServiceContext,
  registrationId: string,
  purpose: CodePurpose,
  code: string,
): Uint8Array<ArrayBuffer> {
  return ctx.keyring.digest(
    'registration-code',
    `${ctx.tenant.id}:${registrationId}:${purpose}:${code}`,
  );
}

/** True when `code` is what `hash` was made of. */
export function isCode(
  ctx: ServiceContext,
  row: RegistrationRow,
  purpose: CodePurpose,
  entered: { readonly code: string; readonly hash: Uint8Array | null },
): boolean {
  return (
    entered.hash !== null &&
    isSameDigest(digestCode(ctx, row.id, purpose, entered.code), entered.hash)
  );
}

/** True while the code can still be entered. */
export function isCodeUsable(row: RegistrationRow, purpose: CodePurpose, now: Date): boolean {
  const { hash, expiresAt, attempts } = codeOf(row, purpose);
  return hash !== null && expiresAt !== null && expiresAt > now && attempts < attemptsPerCode;
}

/**
 * True when `code` is the one that was used at `usedAt`, within the life it was given. Costs no
 * attempt: whoever asks has already got what the code was for.
 */
export function isUsedCode(
  ctx: ServiceContext,
  row: RegistrationRow,
  purpose: CodePurpose,
  entered: { readonly code: string; readonly usedAt: Date | null },
): boolean {
  const { hash, sentAt, expiresAt } = codeOf(row, purpose);
  if (entered.usedAt === null || sentAt === null || expiresAt === null) return false;
  if (expiresAt.getTime() !== entered.usedAt.getTime()) return false;
  if (ctx.clock().getTime() > sentAt.getTime() + codeLifeMs) return false;
  return isCode(ctx, row, purpose, { code: entered.code, hash });
}

interface TakenAttempt {
  readonly hash: Uint8Array<ArrayBuffer> | null;
  readonly attempts: number;
}

async function takeAttempt(
  ctx: ServiceContext,
  registrationId: string,
  purpose: CodePurpose,
): Promise<TakenAttempt | null> {
  const now = ctx.clock();
  if (purpose === 'email') {
    const [taken] = await ctx.db.pendingRegistration.updateManyAndReturn({
      where: {
        id: registrationId,
        emailCodeHash: { not: null },
        emailCodeExpiresAt: { gt: now },
        emailCodeAttempts: { lt: attemptsPerCode },
      },
      data: { emailCodeAttempts: { increment: 1 } },
      select: { emailCodeHash: true, emailCodeAttempts: true },
    });
    return taken === undefined
      ? null
      : { hash: taken.emailCodeHash, attempts: taken.emailCodeAttempts };
  }
  const [taken] = await ctx.db.pendingRegistration.updateManyAndReturn({
    where: {
      id: registrationId,
      phoneCodeHash: { not: null },
      phoneCodeExpiresAt: { gt: now },
      phoneCodeAttempts: { lt: attemptsPerCode },
    },
    data: { phoneCodeAttempts: { increment: 1 } },
    select: { phoneCodeHash: true, phoneCodeAttempts: true },
  });
  return taken === undefined
    ? null
    : { hash: taken.phoneCodeHash, attempts: taken.phoneCodeAttempts };
}

/**
 * Uses one attempt of the code and one of the recipient's day, then compares. Gives the hash that
 * matched, or null where the code has none left or is over. Throws INVALID `registration.code_wrong`
 * and LIMIT_EXCEEDED `registration.code_attempts_used`.
 */
export async function spendAttempt(
  ctx: ServiceContext,
  row: RegistrationRow,
  guess: { readonly purpose: CodePurpose; readonly recipient: string; readonly code: string },
): Promise<Uint8Array<ArrayBuffer> | null> {
  const { purpose, recipient, code } = guess;
  const taken = await takeAttempt(ctx, row.id, purpose);
  if (taken === null) return null;
  const limit = attemptLimits[purpose];
  const day = await takeBudget(ctx, limit, recipient);
  if (!day.isTaken) throw attemptsUsed(day.retryAfterSeconds);
  if (taken.hash !== null && isCode(ctx, row, purpose, { code, hash: taken.hash }))
    return taken.hash;
  const attemptsLeft = Math.max(
    0,
    Math.min(attemptsPerCode - taken.attempts, limit.limit - day.used),
  );
  throw new AppError('INVALID', 'registration.code_wrong', { attemptsLeft });
}

function attemptsUsed(retryAfterSeconds: number): AppError {
  return new AppError('LIMIT_EXCEEDED', 'registration.code_attempts_used', { retryAfterSeconds });
}

/** Why a code cannot be entered any more: tried too often, or over, or never sent. */
export function unusableCode(
  ctx: ServiceContext,
  row: RegistrationRow,
  purpose: CodePurpose,
): AppError {
  const { sentAt, expiresAt, attempts } = codeOf(row, purpose);
  const now = ctx.clock();
  const isUsedUp =
    sentAt !== null && expiresAt !== null && expiresAt > now && attempts >= attemptsPerCode;
  if (!isUsedUp) return new AppError('INVALID', 'registration.code_expired');
  const waitMs = sentAt.getTime() + resendGapMs - now.getTime();
  return attemptsUsed(Math.max(0, Math.ceil(waitMs / 1000)));
}
