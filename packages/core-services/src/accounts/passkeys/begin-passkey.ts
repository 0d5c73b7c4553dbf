import type { BeginPasskeyOutput } from '@freehold/core-contracts/session';
import { AppError } from '@freehold/core-contracts/errors';
import { generateRegistrationOptions } from '@simplewebauthn/server';
import type { ServiceContext } from '../../context.ts';
import { requireOwnUserId } from '../own-account.ts';
import { makePasskeyChallenge, passkeyChallengeTtlMs } from './passkey-challenge.ts';
import { passkeyAlgorithms, requireRelyingParty, userHandleOf } from './relying-party.ts';
import { toPasskeyOptions } from './to-passkey-options.ts';

/** Most passkeys of one account. */
export const mostPasskeys = 20;

/** Begins to add a passkey to the caller's own account: discoverable, and with its user verified, so that it can stand for both factors. Throws LIMIT_EXCEEDED `factor.too_many`, UNAVAILABLE `passkey.not_configured`. */
export async function beginPasskey({ ctx }: { ctx: ServiceContext }): Promise<BeginPasskeyOutput> {
  const userId = requireOwnUserId(ctx);
  const { id } = requireRelyingParty(ctx);
  const user = await ctx.db.user.findFirstOrThrow({
    where: { id: userId },
    select: {
      email: true,
      firstName: true,
      lastName: true,
      passkeys: { select: { credentialId: true }, take: mostPasskeys },
    },
  });
  if (user.passkeys.length >= mostPasskeys) {
    throw new AppError('LIMIT_EXCEEDED', 'factor.too_many', { maximum: mostPasskeys });
  }
  const { bytes, sealed } = makePasskeyChallenge(ctx, { purpose: 'ADD', userId });
  const options = await generateRegistrationOptions({
    rpName: ctx.tenant.name,
    rpID: id,
    userID: userHandleOf(userId),
    userName: user.email,
    userDisplayName: `${user.firstName} ${user.lastName} · ${ctx.tenant.name}`,
    challenge: bytes,
    timeout: passkeyChallengeTtlMs,
    attestationType: 'none',
    supportedAlgorithmIDs: passkeyAlgorithms,
    authenticatorSelection: { residentKey: 'required', userVerification: 'required' },
    excludeCredentials: user.passkeys.map(({ credentialId }) => ({
      id: Buffer.from(credentialId).toString('base64url'),
    })),
  });
  return { passkeyChallenge: sealed, options: toPasskeyOptions(options) };
}
