import type { SessionAudience } from '@freehold/core-contracts/enums';
import { AppError } from '@freehold/core-contracts/errors';
import { TokenPair } from '@freehold/core-contracts/session';
import { inTransaction, type TenantTransaction } from '@freehold/core-db';
import { z } from 'zod';
import type { ServiceContext } from '../../context.ts';
import { randomToken, sha256 } from '../../keyring.ts';
import { endReusedFamily } from './end-reused-family.ts';
import { accessExpiry, issueRefreshToken } from './issue-refresh-token.ts';
import { openGrace, sealGrace } from './refresh-grace.ts';
import { splitToken, type SplitToken } from './session-tokens.ts';

/** How long after its use a refresh token still gives its successors: for answers that were lost and calls that crossed. */
export const refreshGraceMs = 10_000;

const tokenFields = {
  id: true,
  usedAt: true,
  endedAt: true,
  expiresAt: true,
  graceCiphertext: true,
  parentId: true,
  session: { select: { id: true, userId: true, audience: true, expiresAt: true } },
} as const;

interface StoredToken {
  readonly id: string;
  readonly usedAt: Date | null;
  readonly endedAt: Date | null;
  readonly expiresAt: Date;
  readonly graceCiphertext: Uint8Array | null;
  readonly parentId: string | null;
  readonly session: {
    readonly id: string;
    readonly userId: string;
    readonly audience: SessionAudience;
    readonly expiresAt: Date;
  };
}

/** What every refusal looks like. */
export function refreshRefused(): AppError {
  return new AppError('UNAUTHENTICATED', 'session.refresh_refused');
}

/** Tenant and secret of a refresh token. Throws UNAUTHENTICATED `session.refresh_refused` for any other text. */
export function requireRefreshToken(text: string): SplitToken {
  const token = splitToken('refresh', text);
  if (token === null) throw refreshRefused();
  return token;
}

/**
 * Takes a refresh token for a new pair, once. The same token again gives the same pair for 10
 * seconds, unless that pair was used; later it ends the session with everything it ever issued.
 * Throws UNAUTHENTICATED `session.refresh_refused`, whatever the reason.
 */
export async function refreshSession({
  ctx,
  input,
}: {
  ctx: ServiceContext;
  /** The secret of the token, of this context's tenant. */
  input: { readonly secret: string };
}): Promise<TokenPair> {
  const { secret } = input;
  const known = await ctx.db.refreshToken.findFirst({
    where: { tokenHash: sha256(secret) },
    select: { id: true, session: tokenFields.session },
  });
  if (known === null) throw refreshRefused();
  const outcome = await inTransaction(ctx.db, (tx) =>
    exchange(tx, ctx, { tokenId: known.id, session: known.session, secret }),
  );
  if (outcome === 'REUSED') ctx.wake('messages');
  if (outcome === 'REFUSED' || outcome === 'REUSED') throw refreshRefused();
  return outcome;
}

async function exchange(
  tx: TenantTransaction,
  ctx: ServiceContext,
  presented: {
    readonly tokenId: string;
    readonly session: StoredToken['session'];
    readonly secret: string;
  },
): Promise<TokenPair | 'REFUSED' | 'REUSED'> {
  const { tokenId, session, secret } = presented;
  if (!(await lockSession(tx, ctx, session))) return 'REFUSED';
  // Read under the lock: whoever else has come with this token has been and gone, or waits.
  const token = await tx.refreshToken.findFirst({ where: { id: tokenId }, select: tokenFields });
  const now = ctx.clock();
  if (token === null || token.endedAt !== null || token.expiresAt <= now) return 'REFUSED';
  if (token.usedAt === null) return rotate(tx, ctx, { token, secret });
  const isInGrace = now.getTime() - token.usedAt.getTime() <= refreshGraceMs;
  if (isInGrace && token.graceCiphertext !== null) {
    return openPair(token.graceCiphertext, { id: token.id, secret });
  }
  await endReusedFamily(tx, ctx, { sessionId: session.id, userId: session.userId });
  return 'REUSED';
}

/** Locks a living session by writing its row; false when it is over. */
async function lockSession(
  tx: TenantTransaction,
  ctx: ServiceContext,
  session: StoredToken['session'],
): Promise<boolean> {
  const now = ctx.clock();
  const { count } = await tx.session.updateMany({
    where: {
      id: session.id,
      userId: session.userId,
      isValid: true,
      expiresAt: { gt: now },
    },
    data: { lastActivityAt: now },
  });
  return count === 1;
}

async function rotate(
  tx: TenantTransaction,
  ctx: ServiceContext,
  { token, secret }: { readonly token: StoredToken; readonly secret: string },
): Promise<TokenPair> {
  const now = ctx.clock();
  const accessSecret = randomToken();
  const { session } = token;
  const pair = await issueRefreshToken(tx, ctx, { session, accessSecret, parentId: token.id });
  const sealed = sealGrace(JSON.stringify(pair), { secret, id: token.id });
  await tx.refreshToken.updateMany({
    where: { id: token.id },
    data: { usedAt: now, graceCiphertext: sealed },
  });
  // Its holder has the pair beyond doubt once the pair itself is used.
  if (token.parentId !== null) {
    await tx.refreshToken.updateMany({
      where: { id: token.parentId },
      data: { graceCiphertext: null },
    });
  }
  await tx.session.updateMany({
    where: { id: session.id, userId: session.userId },
    data: {
      tokenHash: sha256(accessSecret),
      accessExpiresAt: accessExpiry(now, session.expiresAt),
    },
  });
  return pair;
}

const SealedPair = TokenPair.extend({
  accessExpiresAt: z.coerce.date(),
  refreshExpiresAt: z.coerce.date(),
});

function openPair(graceCiphertext: Uint8Array, token: { id: string; secret: string }): TokenPair {
  return SealedPair.parse(JSON.parse(openGrace(graceCiphertext, token)));
}
