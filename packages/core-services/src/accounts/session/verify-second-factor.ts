import type { SessionAudience } from '@freehold/core-contracts/enums';
import type { VerifySecondFactorInput } from '@freehold/core-contracts/session';
import type { ServiceContext } from '../../context.ts';
import { provePending } from '../factors/confirm-totp.ts';
import { wrongFactor } from '../factors/factor.ts';
import { hasSecondFactor } from '../factors/list-factors.ts';
import { proveTotp } from '../factors/prove-totp.ts';
import { passSecondFactor } from './pass-second-factor.ts';
import type { StartedSession } from './start-session.ts';

export interface SignedIn extends StartedSession {
  /** Shown once, where the sign-in enrolled a first authenticator. */
  readonly recoveryCodes?: string[];
}

/**
 * Ends a sign-in with the code of an authenticator, or confirms the one that the sign-in began. A
 * code counts once (RFC 6238 section 5.2). Throws UNAUTHENTICATED `session.second_factor_wrong`,
 * `session.challenge_expired`, LIMIT_EXCEEDED `session.throttled`.
 */
export async function verifySecondFactor(options: {
  ctx: ServiceContext;
  input: VerifySecondFactorInput;
  audience: SessionAudience;
}): Promise<SignedIn> {
  const { ctx, input, audience } = options;
  let recoveryCodes: string[] | null = null;
  const started = await passSecondFactor(ctx, input.challenge, audience, async (challenge) => {
    const { userId, enrolmentId } = challenge;
    if (enrolmentId === null) return (await proveTotp(ctx, { userId, code: input.code })).use;
    const pending = { userId, authenticatorId: enrolmentId, code: input.code };
    const confirm = await provePending(ctx, pending);
    return async (tx) => {
      // The password alone enrols a first factor only.
      if (await hasSecondFactor(tx, userId)) throw wrongFactor();
      ({ recoveryCodes } = await confirm(tx));
    };
  });
  return recoveryCodes === null ? started : { ...started, recoveryCodes };
}
