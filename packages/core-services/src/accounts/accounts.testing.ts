import type { SessionAudience } from '@freehold/core-contracts/enums';
import type { SignInInput } from '@freehold/core-contracts/session';
import type { Prisma } from '@freehold/core-db';
import { Secret, TOTP } from 'otpauth';
import type { ServiceContext, ServiceTenant } from '../context.ts';
import { inScope, type TestPlatform } from '../testing/index.ts';
import { beginTotp } from './factors/begin-totp.ts';
import { confirmTotp } from './factors/confirm-totp.ts';
import { hashPassword } from './password/hash-password.ts';
import { signIn, type SignInResult } from './session/sign-in.ts';
import type { StartedSession } from './session/start-session.ts';

export const testPassword = 'seven quiet herons wade';
export const secondMs = 1000;
export const minuteMs = 60 * secondMs;

let passwordHash: Promise<string> | undefined;

/** A tenant of its own and a context in which its api acts. */
export async function freshTenant(
  platform: TestPlatform,
): Promise<{ tenant: ServiceTenant; ctx: ServiceContext }> {
  const tenant = await platform.makeTenant();
  return { tenant, ctx: platform.context(tenant, { kind: 'SERVICE', service: 'api' }) };
}

/** An active account with a verified address and `testPassword`; gives its id. */
export async function makeAccount(
  ctx: ServiceContext,
  user: Partial<Prisma.UserUncheckedCreateInput> & { email: string },
): Promise<string> {
  passwordHash ??= hashPassword(testPassword);
  const hash = await passwordHash;
  const row = await inScope(ctx, () =>
    ctx.db.user.create({
      data: {
        firstName: 'Ada',
        lastName: 'Field',
        passwordHash: hash,
        role: 'USER',
        status: 'ACTIVE',
        emailVerified: true,
        ...user,
      },
      select: { id: true },
    }),
  );
  return row.id;
}

/** Signs in to the portal with `testPassword`, unless said otherwise. */
export function enter(
  ctx: ServiceContext,
  email: string,
  over: Partial<Omit<SignInInput, 'email'>> = {},
): Promise<SignInResult> {
  const input = {
    audience: 'PORTAL',
    email,
    password: testPassword,
    transport: 'COOKIE',
    ...over,
  } as const;
  return inScope(ctx, () => signIn({ ctx, input }));
}

/** The result, which must be in this state. */
export function requireState<S extends SignInResult['state']>(
  result: SignInResult,
  state: S,
): Extract<SignInResult, { state: S }> {
  if (result.state !== state) throw new Error(`expected ${state}, got ${result.state}`);
  // The comparison above is what narrows it.
  return result as Extract<SignInResult, { state: S }>;
}

/** Signs in with the password alone. */
export async function signedIn(
  ctx: ServiceContext,
  email: string,
  audience: SessionAudience = 'PORTAL',
): Promise<StartedSession> {
  return requireState(await enter(ctx, email, { audience }), 'SIGNED_IN');
}

/** The code an authenticator app shows at `at`. */
export function codeAt(secret: string, at: Date): string {
  return new TOTP({ secret: Secret.fromBase32(secret) }).generate({ timestamp: at.getTime() });
}

/** A code that no step near `at` has. */
export function wrongCodeAt(secret: string, at: Date): string {
  const near = [-2, -1, 0, 1, 2].map((steps) =>
    codeAt(secret, new Date(at.getTime() + steps * 30_000)),
  );
  return ['000000', '000001', '000002', '000003', '000004', '000005'].find(
    (code) => !near.includes(code),
  ) as string;
}

/** The context of a person in their own session. */
export function asPerson(ctx: ServiceContext, userId: string): ServiceContext {
  return { ...ctx, actor: { kind: 'USER', userId, role: 'USER', name: 'Ada Field' } };
}

/** Adds an authenticator to a signed-in person; gives its secret and the recovery codes that came. */
export async function addAuthenticator(
  ctx: ServiceContext,
  sessionId: string,
): Promise<{ authenticatorId: string; secret: string; recoveryCodes: string[] | null }> {
  return inScope(ctx, async () => {
    const { authenticatorId, secret } = await beginTotp({ ctx });
    const code = codeAt(secret, ctx.clock());
    const { recoveryCodes } = await confirmTotp({
      ctx,
      input: { authenticatorId, code },
      sessionId,
    });
    return { authenticatorId, secret, recoveryCodes };
  });
}

/** The codes with which settled calls were refused; OK for those that were not. */
export function outcomes(results: readonly PromiseSettledResult<unknown>[]): string[] {
  return results.map((result) =>
    result.status === 'fulfilled' ? 'OK' : ((result.reason as { code?: string }).code ?? 'unknown'),
  );
}
