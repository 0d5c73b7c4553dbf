import type { BeginPasskeyOutput } from '@freehold/core-contracts/session';
import { generateAuthenticationOptions } from '@simplewebauthn/server';
import type { ServiceContext } from '../../context.ts';
import {
  makePasskeyChallenge,
  passkeyChallengeTtlMs,
  type PasskeyAsk,
} from './passkey-challenge.ts';
import { requireRelyingParty } from './relying-party.ts';
import { toPasskeyOptions } from './to-passkey-options.ts';

/** What the browser is asked with: for one of a person's passkeys, or for any, which then has to verify its user because it stands for both factors. Throws UNAVAILABLE `passkey.not_configured`. */
export async function askForPasskey(
  ctx: ServiceContext,
  ask: PasskeyAsk,
): Promise<BeginPasskeyOutput> {
  const { id } = requireRelyingParty(ctx);
  const { bytes, sealed } = makePasskeyChallenge(ctx, ask);
  const own = ask.userId === null ? [] : await listOwn(ctx, ask.userId);
  const options = await generateAuthenticationOptions({
    rpID: id,
    challenge: bytes,
    timeout: passkeyChallengeTtlMs,
    userVerification: ask.purpose === 'SIGN_IN' ? 'required' : 'preferred',
    allowCredentials: own,
  });
  return { passkeyChallenge: sealed, options: toPasskeyOptions(options) };
}

async function listOwn(
  ctx: ServiceContext,
  userId: string,
): Promise<{ id: string; transports: string[] }[]> {
  const passkeys = await ctx.db.passkey.findMany({
    where: { userId },
    select: { credentialId: true, transports: true },
    take: 50,
  });
  return passkeys.map(({ credentialId, transports }) => ({
    id: Buffer.from(credentialId).toString('base64url'),
    transports,
  }));
}
