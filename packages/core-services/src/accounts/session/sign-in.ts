import { AppError } from '@freehold/core-contracts/errors';
import { isStaffRole } from '@freehold/core-contracts/permissions';
import type { SignInInput } from '@freehold/core-contracts/session';
import type { ServiceContext } from '../../context.ts';
import { hashPassword } from '../password/hash-password.ts';
import { verifyPassword } from '../password/verify-password.ts';
import { beginEnrolment } from './begin-enrolment.ts';
import { sealChallenge } from './challenge.ts';
import { isSignInAllowed } from './session-rules.ts';
import { startSession, type StartedSession } from './start-session.ts';
import { noteSignInSuccess, takeSignInAttempt } from './throttle.ts';

export type SignInResult =
  | ({ readonly state: 'SIGNED_IN' } & StartedSession)
  | { readonly state: 'SECOND_FACTOR_REQUIRED'; readonly challenge: string }
  | {
      readonly state: 'ENROLMENT_REQUIRED';
      readonly challenge: string;
      readonly secret: string;
      readonly otpauthUri: string;
    };

const wrongCredentials = (): AppError =>
  new AppError('UNAUTHENTICATED', 'session.wrong_credentials');

/**
 * Checks address, password, verified e-mail and status; people without an authenticator are then
 * signed in, operators always go on to the second factor. The answer and its cost are the same for
 * an account that does not exist. Throws UNAUTHENTICATED `session.wrong_credentials` and
 * LIMIT_EXCEEDED `session.throttled`.
 */
export async function signIn({
  ctx,
  input,
}: {
  ctx: ServiceContext;
  input: SignInInput;
}): Promise<SignInResult> {
  await takeSignInAttempt(ctx, input.email);
  const user = await ctx.db.user.findFirst({
    where: { email: input.email, deletedAt: null },
    select: {
      id: true,
      passwordHash: true,
      role: true,
      status: true,
      emailVerified: true,
      authenticators: {
        where: { confirmedAt: { not: null } },
        select: { id: true },
        take: 1,
        orderBy: { id: 'asc' },
      },
    },
  });
  const { isMatch, needsRehash } = await verifyPassword(user?.passwordHash ?? null, input.password);
  if (user === null || !isMatch || !user.emailVerified) throw wrongCredentials();
  if (!ctx.isDevelopment && isDemoAddress(input.email)) throw wrongCredentials();
  if (!isSignInAllowed(input.audience, user.status)) throw wrongCredentials();
  if (input.audience === 'CONSOLE' && !isStaffRole(user.role)) throw wrongCredentials();

  if (needsRehash) {
    const passwordHash = await hashPassword(input.password);
    await ctx.db.user.updateMany({
      where: { id: user.id, passwordHash: user.passwordHash },
      data: { passwordHash },
    });
  }
  const [authenticator] = user.authenticators;
  if (authenticator !== undefined) {
    const challenge = { userId: user.id, authenticatorId: authenticator.id, isEnrolment: false };
    return { state: 'SECOND_FACTOR_REQUIRED', challenge: sealChallenge(ctx, challenge) };
  }
  if (input.audience === 'CONSOLE')
    return beginEnrolment(ctx, { userId: user.id, email: input.email });

  await noteSignInSuccess(ctx, { email: input.email, userId: user.id });
  const started = await startSession(ctx, {
    userId: user.id,
    audience: input.audience,
    hasSecondFactor: false,
  });
  return { state: 'SIGNED_IN', ...started };
}

// The demo's accounts live in a domain that can never be real (RFC 2606 section 2).
function isDemoAddress(email: string): boolean {
  return email.endsWith('.example');
}
