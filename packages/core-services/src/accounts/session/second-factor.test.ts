import { withConnection } from '@freehold/core-db/migrate';
import { untilBlocked } from '@freehold/core-db/testing';
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import type { ServiceContext } from '../../context.ts';
import {
  createTestPlatform,
  inScope,
  readTestMessages,
  type TestPlatform,
} from '../../testing/index.ts';
import {
  addAuthenticator,
  asPerson,
  codeAt,
  enter,
  freshTenant,
  makeAccount,
  minuteMs,
  requireState,
  signedIn,
} from '../accounts.testing.ts';
import { sealTotpSecret } from '../factors/totp-secret.ts';
import { newTotpSecret } from '../factors/totp.ts';
import { verifySecondFactor } from './verify-second-factor.ts';

// Many passwords are hashed, on whatever machine this is.
vi.setConfig({ testTimeout: 120_000 });

const email = 'ada@people.example';
let platform: TestPlatform;
beforeAll(async () => {
  platform = await createTestPlatform();
});
afterAll(() => platform.close());

function answer(
  ctx: ServiceContext,
  challenge: string,
  code: string,
  audience: 'PORTAL' | 'CONSOLE' = 'PORTAL',
) {
  const input = { challenge, code };
  return inScope(ctx, () => verifySecondFactor({ ctx, input, audience }));
}

async function held(role: 'USER' | 'AUDITOR' = 'USER') {
  const { ctx } = await freshTenant(platform);
  const userId = await makeAccount(ctx, { email, role });
  const { session } = await signedIn(ctx, email);
  const { secret } = await addAuthenticator(asPerson(ctx, userId), session.id);
  platform.clock.moveBy(2 * minuteMs);
  return { ctx, userId, secret };
}

/** Confirms an authenticator behind the verbs' backs. */
function plantAuthenticator(ctx: ServiceContext, userId: string): Promise<unknown> {
  const secretCiphertext = sealTotpSecret(ctx, userId, newTotpSecret());
  const data = { userId, secretCiphertext, confirmedAt: platform.clock() };
  return inScope(ctx, () => ctx.db.authenticator.createMany({ data: [data] }));
}

describe('the proof that a password was right', () => {
  test('is good for the audience it was given for, and no other', async () => {
    const { ctx, secret } = await held('AUDITOR');
    const { challenge } = requireState(await enter(ctx, email), 'SECOND_FACTOR_REQUIRED');
    const code = codeAt(secret, platform.clock());
    await expect(answer(ctx, challenge, code, 'CONSOLE')).rejects.toMatchObject({
      kind: 'UNAUTHENTICATED',
      code: 'session.challenge_expired',
    });
    expect((await answer(ctx, challenge, code)).session.audience).toBe('PORTAL');
  });

  test('carries the transport it was asked with', async () => {
    const { ctx, secret } = await held();
    const begun = await enter(ctx, email, { transport: 'TOKEN' });
    const { challenge } = requireState(begun, 'SECOND_FACTOR_REQUIRED');
    const started = await answer(ctx, challenge, codeAt(secret, platform.clock()));
    expect(started.tokens?.refreshToken).toMatch(/^fhr\./u);
  });

  test('is worth nothing once the password was changed', async () => {
    const { ctx, userId, secret } = await held();
    const { challenge } = requireState(await enter(ctx, email), 'SECOND_FACTOR_REQUIRED');
    const data = { passwordChangedAt: platform.clock() };
    await inScope(ctx, () => ctx.db.user.updateMany({ where: { id: userId }, data }));
    await expect(answer(ctx, challenge, codeAt(secret, platform.clock()))).rejects.toMatchObject({
      kind: 'UNAUTHENTICATED',
    });
    expect(
      await inScope(ctx, () => ctx.db.session.count({ where: { hasSecondFactor: true } })),
    ).toBe(0);
  });
});

describe('a first sign-in to the console', () => {
  async function begun() {
    const { ctx } = await freshTenant(platform);
    const userId = await makeAccount(ctx, { email, role: 'AUDITOR' });
    const enrolment = requireState(
      await enter(ctx, email, { audience: 'CONSOLE' }),
      'ENROLMENT_REQUIRED',
    );
    return { ctx, userId, ...enrolment };
  }

  test('enrols an authenticator, gives ten recovery codes once, and tells the owner', async () => {
    const { ctx, challenge, secret } = await begun();
    const code = codeAt(secret, platform.clock());
    const { session, recoveryCodes } = await answer(ctx, challenge, code, 'CONSOLE');
    expect(session.hasSecondFactor).toBe(true);
    expect(recoveryCodes).toHaveLength(10);
    expect(
      await inScope(ctx, () => readTestMessages(ctx, { template: 'factorAdded' })),
    ).toHaveLength(1);
    platform.clock.moveBy(minuteMs);
    const again = requireState(
      await enter(ctx, email, { audience: 'CONSOLE' }),
      'SECOND_FACTOR_REQUIRED',
    );
    const next = await answer(ctx, again.challenge, codeAt(secret, platform.clock()), 'CONSOLE');
    expect(next.recoveryCodes).toBeUndefined();
  });

  test('enrols nothing by the password alone where a factor was added meanwhile', async () => {
    const { ctx, userId, challenge, secret } = await begun();
    await plantAuthenticator(ctx, userId);
    await expect(
      answer(ctx, challenge, codeAt(secret, platform.clock()), 'CONSOLE'),
    ).rejects.toMatchObject({ code: 'session.second_factor_wrong' });
  });

  test('that was begun twice goes on with the newer alone', async () => {
    const { ctx, challenge, secret } = await begun();
    const newer = requireState(
      await enter(ctx, email, { audience: 'CONSOLE' }),
      'ENROLMENT_REQUIRED',
    );
    await expect(
      answer(ctx, challenge, codeAt(secret, platform.clock()), 'CONSOLE'),
    ).rejects.toMatchObject({ code: 'session.second_factor_wrong' });
    await answer(ctx, newer.challenge, codeAt(newer.secret, platform.clock()), 'CONSOLE');
  });
});

test('a sign-in with the password alone that a new factor overtakes makes no session', async () => {
  const { ctx } = await freshTenant(platform);
  const userId = await makeAccount(ctx, { email });
  await withConnection(platform.urls.ownerUrl, async (holder) => {
    await holder.query('BEGIN');
    await holder.query('SELECT FROM "User" WHERE "id" = $1 FOR NO KEY UPDATE', [userId]);
    const entering = Promise.allSettled([enter(ctx, email)]);
    await untilBlocked(platform.urls.ownerUrl);
    await plantAuthenticator(ctx, userId);
    await holder.query('COMMIT');
    expect(await entering).toMatchObject([
      { status: 'rejected', reason: { code: 'session.wrong_credentials' } },
    ]);
  });
  expect(await inScope(ctx, () => ctx.db.session.count())).toBe(0);
});
