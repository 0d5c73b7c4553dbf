import type { SecondFactorMethod } from '@freehold/core-contracts/enums';
import { AppError } from '@freehold/core-contracts/errors';
import type { SignInInput } from '@freehold/core-contracts/session';
import type { ServiceContext } from '../../context.ts';
import { makeAuthenticator } from '../factors/begin-totp.ts';
import { hasSecondFactor, listFactors, methodsOf } from '../factors/list-factors.ts';
import { hashPassword } from '../password/hash-password.ts';
import { verifyPassword } from '../password/verify-password.ts';
import { isAdmitted } from './admission.ts';
import { sealChallenge } from './challenge.ts';
import { startSession, type StartedSession } from './start-session.ts';
import { countForPassword } from './throttle.ts';

export type SignInResult =
  | ({ readonly state: 'SIGNED_IN' } & StartedSession)
  | {
      readonly state: 'SECOND_FACTOR_REQUIRED';
      readonly challenge: string;
      readonly methods: SecondFactorMethod[];
    }
  | {
      readonly state: 'ENROLMENT_REQUIRED';
      readonly challenge: string;
      readonly secret: string;
      readonly otpauthUri: string;
    };

interface Known {
  readonly id: string;
  readonly passwordChangedAt: Date | null;
}

const wrongCredentials = (): AppError =>
  new AppError('UNAUTHENTICATED', 'session.wrong_credentials');

/**
 * Checks address, password, verified e-mail and status; people without a second factor are then
 * signed in, operators always go on to one. The answer and its cost are the same for an account that
 * does not exist. Throws UNAUTHENTICATED `session.wrong_credentials` and LIMIT_EXCEEDED
 * `session.throttled`.
 */
export async function signIn({
  ctx,
  input,
}: {
  ctx: ServiceContext;
  input: SignInInput;
}): Promise<SignInResult> {
  const user = await countForPassword(ctx, input.email, () => requireCredentials(ctx, input));
  const { audience, transport } = input;
  const challenge = {
    userId: user.id,
    audience,
    transport,
    passwordChangedAtMs: user.passwordChangedAt?.getTime() ?? null,
    enrolmentId: null,
  };
  if (await hasSecondFactor(ctx.db, user.id)) {
    return {
      state: 'SECOND_FACTOR_REQUIRED',
      challenge: sealChallenge(ctx, challenge),
      methods: methodsOf(await listFactors(ctx.db, user.id)),
    };
  }
  if (audience === 'CONSOLE') {
    const { authenticatorId, ...begun } = await makeAuthenticator(ctx, user.id);
    const sealed = sealChallenge(ctx, { ...challenge, enrolmentId: authenticatorId });
    return { state: 'ENROLMENT_REQUIRED', challenge: sealed, ...begun };
  }
  const started = await startSession(ctx, {
    userId: user.id,
    audience,
    transport,
    hasSecondFactor: false,
    passwordChangedAt: user.passwordChangedAt,
    async before(tx) {
      // A factor that was added meanwhile has ended the sessions there were; this would be another.
      if (await hasSecondFactor(tx, user.id)) throw wrongCredentials();
    },
  });
  return { state: 'SIGNED_IN', ...started };
}

// Nothing is read or written before the comparison that an account without one would not need.
async function requireCredentials(ctx: ServiceContext, input: SignInInput): Promise<Known> {
  const user = await ctx.db.user.findFirst({
    where: { email: input.email, deletedAt: null },
    select: {
      id: true,
      email: true,
      passwordHash: true,
      passwordChangedAt: true,
      role: true,
      status: true,
      emailVerified: true,
    },
  });
  const mayEnter = user !== null && isAdmitted(ctx, input.audience, user);
  const hash = user?.passwordHash ?? null;
  const { isMatch, needsRehash } = await verifyPassword(hash, input.password, {
    isAdmitted: mayEnter,
  });
  if (user === null || !isMatch) throw wrongCredentials();

  if (needsRehash) {
    const passwordHash = await hashPassword(input.password);
    await ctx.db.user.updateMany({
      where: { id: user.id, passwordHash: user.passwordHash },
      data: { passwordHash },
    });
  }
  return { id: user.id, passwordChangedAt: user.passwordChangedAt };
}
