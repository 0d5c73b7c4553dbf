import type { SessionAudience } from '@freehold/core-contracts/enums';
import type { VerifyRecoveryCodeInput } from '@freehold/core-contracts/session';
import type { ServiceContext } from '../../context.ts';
import { proveRecoveryCode } from '../factors/recovery-codes.ts';
import { passSecondFactor } from './pass-second-factor.ts';
import type { StartedSession } from './start-session.ts';

/** Ends a sign-in with a recovery code, which is used up. Throws like `verifySecondFactor`. */
export function verifyRecoveryCode(options: {
  ctx: ServiceContext;
  input: VerifyRecoveryCodeInput;
  audience: SessionAudience;
}): Promise<StartedSession> {
  const { ctx, input, audience } = options;
  return passSecondFactor(ctx, input.challenge, audience, async ({ userId }) => {
    const proven = await proveRecoveryCode(ctx, { userId, code: input.recoveryCode });
    return proven.use;
  });
}
