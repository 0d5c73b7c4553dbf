import type { SessionAudience } from '@freehold/core-contracts/enums';
import type {
  BeginPasskeyOutput,
  BeginPasskeySignInInput,
  SignInWithPasskeyInput,
} from '@freehold/core-contracts/session';
import type { ServiceContext } from '../../context.ts';
import { askForPasskey } from '../passkeys/ask-for-passkey.ts';
import { provePasskey } from '../passkeys/prove-passkey.ts';
import { passkeyRefused } from '../passkeys/relying-party.ts';
import { isAdmitted } from './admission.ts';
import { openChallenge } from './challenge.ts';
import { passSecondFactor } from './pass-second-factor.ts';
import { startSession, type StartedSession } from './start-session.ts';
import { countForNetwork } from './throttle.ts';

/** Asks for a passkey: as the second factor of a sign-in that a password has begun, or as the whole of one, of whomever the passkey names. Throws UNAUTHENTICATED `session.challenge_expired`. */
export function beginPasskeySignIn({
  ctx,
  input,
}: {
  ctx: ServiceContext;
  input: BeginPasskeySignInInput;
}): Promise<BeginPasskeyOutput> {
  if (input.challenge === undefined) {
    return askForPasskey(ctx, { purpose: 'SIGN_IN', userId: null });
  }
  const { userId } = openChallenge(ctx, input.challenge, input.audience);
  return askForPasskey(ctx, { purpose: 'SECOND_FACTOR', userId });
}

/** Signs in with a passkey. Throws UNAUTHENTICATED `passkey.refused`, `session.challenge_expired`, LIMIT_EXCEEDED `session.throttled`. */
export function signInWithPasskey({
  ctx,
  input,
}: {
  ctx: ServiceContext;
  input: SignInWithPasskeyInput;
}): Promise<StartedSession> {
  const { audience, challenge, passkeyChallenge, answer } = input;
  if (challenge === undefined) return signInByPasskeyAlone(ctx, input);
  return passSecondFactor(ctx, challenge, audience, async ({ userId }) => {
    const ask = { purpose: 'SECOND_FACTOR', userId } as const;
    return (await provePasskey(ctx, { ...ask, passkeyChallenge, answer })).use;
  });
}

// Nothing is counted against the account: there is no secret to guess, and a lock that strangers
// brought about must not keep out whoever holds a passkey.
function signInByPasskeyAlone(
  ctx: ServiceContext,
  input: SignInWithPasskeyInput,
): Promise<StartedSession> {
  const { audience, transport, passkeyChallenge, answer } = input;
  return countForNetwork(ctx, async () => {
    const ask = { purpose: 'SIGN_IN', userId: null } as const;
    const { userId, use } = await provePasskey(ctx, { ...ask, passkeyChallenge, answer });
    await assertAdmitted(ctx, audience, userId);
    return startSession(ctx, { userId, audience, transport, hasSecondFactor: true, before: use });
  });
}

async function assertAdmitted(
  ctx: ServiceContext,
  audience: SessionAudience,
  userId: string,
): Promise<void> {
  const user = await ctx.db.user.findFirst({
    where: { id: userId, deletedAt: null },
    select: { email: true, emailVerified: true, role: true, status: true },
  });
  if (user === null || !isAdmitted(ctx, audience, user)) throw passkeyRefused();
}
