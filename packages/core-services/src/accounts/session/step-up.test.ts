import { RecoveryCodeText } from '@freehold/core-contracts/text';
import type { StepUpInput } from '@freehold/core-contracts/session';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { createTestPlatform, inScope, type TestPlatform } from '../../testing/index.ts';
import {
  addAuthenticator,
  asPerson,
  codeAt,
  freshTenant,
  makeAccount,
  minuteMs,
  outcomes,
  signedIn,
  testPassword,
  wrongCodeAt,
} from '../accounts.testing.ts';
import { resolveSession } from './resolve-session.ts';
import { steppedUpUntil } from './session-rules.ts';
import { listStepUpMethods, stepUp } from './step-up.ts';

// Many passwords are hashed, on whatever machine this is.
vi.setConfig({ testTimeout: 120_000 });

const email = 'ada@people.example';
let platform: TestPlatform;
beforeAll(async () => {
  platform = await createTestPlatform();
});
afterAll(() => platform.close());

async function person() {
  const { tenant, ctx } = await freshTenant(platform);
  const userId = await makeAccount(ctx, { email });
  const { session, token } = await signedIn(ctx, email);
  const own = asPerson(ctx, userId);
  const prove = (input: StepUpInput) =>
    inScope(own, () => stepUp({ ctx: own, input, sessionId: session.id }));
  const find = (which: string) =>
    inScope(ctx, () =>
      resolveSession({
        db: ctx.db,
        home: tenant,
        token: which,
        audience: 'PORTAL',
        now: platform.clock(),
      }),
    );
  const methods = () => inScope(own, () => listStepUpMethods({ ctx: own }));
  return { ctx, own, userId, session, token, prove, find, methods };
}

test('a proof is fresh for ten minutes', () => {
  const factorAt = new Date('2026-11-21T09:00:00Z');
  expect(steppedUpUntil({ factorAt })).toEqual(new Date('2026-11-21T09:10:00Z'));
});

test('the password proves who has no second factor; the new token lives, the old one is dead', async () => {
  const { prove, find, token, methods } = await person();
  expect(await methods()).toEqual({ methods: ['PASSWORD'] });
  platform.clock.moveBy(11 * minuteMs);
  const renewed = await prove({ method: 'PASSWORD', password: testPassword });
  expect(await find(token)).toBeNull();
  expect(await find(renewed.token)).toMatchObject({
    factorAt: platform.clock(),
    hasSecondFactor: false,
  });
});

test('a wrong password is a wrong input, and counts like a wrong one at sign-in', async () => {
  const { prove } = await person();
  const input = { method: 'PASSWORD', password: 'not the right one' } as const;
  for (let count = 0; count < 4; count += 1) {
    await expect(prove(input)).rejects.toMatchObject({
      kind: 'INVALID',
      code: 'session.wrong_credentials',
    });
  }
  await expect(prove(input)).rejects.toMatchObject({ code: 'session.throttled' });
});

test('the password is not enough beside a second factor', async () => {
  const { own, session, prove, methods, token, find } = await person();
  await addAuthenticator(own, session.id);
  expect(await methods()).toEqual({ methods: ['TOTP', 'RECOVERY_CODE'] });
  await expect(prove({ method: 'PASSWORD', password: testPassword })).rejects.toMatchObject({
    code: 'session.second_factor_needed',
  });
  expect(await find(token)).not.toBeNull();
});

test('a code and a recovery code prove, each once, and the session has a second factor from then on', async () => {
  const { own, session, prove, find } = await person();
  const { secret, recoveryCodes } = await addAuthenticator(own, session.id);
  platform.clock.moveBy(minuteMs);
  const byCode = { method: 'TOTP', code: codeAt(secret, platform.clock()) } as const;
  expect((await find((await prove(byCode)).token))?.hasSecondFactor).toBe(true);
  const recoveryCode = RecoveryCodeText.parse(recoveryCodes?.[0]);
  const byRecovery = { method: 'RECOVERY_CODE', recoveryCode } as const;
  await prove(byRecovery);
  for (const input of [byCode, byRecovery]) {
    await expect(prove(input)).rejects.toMatchObject({
      kind: 'INVALID',
      code: 'session.second_factor_wrong',
    });
  }
});

test('64 proofs with one code at once renew the session once', async () => {
  const { own, session, prove, ctx } = await person();
  const { secret } = await addAuthenticator(own, session.id);
  platform.clock.moveBy(minuteMs);
  const input = { method: 'TOTP', code: codeAt(secret, platform.clock()) } as const;
  const proofs = await Promise.allSettled(Array.from({ length: 64 }, () => prove(input)));
  expect(outcomes(proofs).filter((outcome) => outcome === 'OK')).toHaveLength(1);
  const rows = await inScope(ctx, () =>
    ctx.db.auditLog.count({ where: { action: 'session.stepUp' } }),
  );
  expect(rows).toBe(1);
});

test('a session that has ended is not renewed, and its factor is not used up', async () => {
  const { ctx, own, session, prove } = await person();
  const { secret, recoveryCodes } = await addAuthenticator(own, session.id);
  platform.clock.moveBy(minuteMs);
  await inScope(ctx, () =>
    ctx.db.session.updateMany({ where: { id: session.id }, data: { isValid: false } }),
  );
  const ended = { kind: 'UNAUTHENTICATED', code: 'session.required' };
  const recoveryCode = RecoveryCodeText.parse(recoveryCodes?.[0]);
  await expect(prove({ method: 'RECOVERY_CODE', recoveryCode })).rejects.toMatchObject(ended);
  await expect(
    prove({ method: 'TOTP', code: codeAt(secret, platform.clock()) }),
  ).rejects.toMatchObject(ended);
  const unused = await inScope(ctx, () => ctx.db.recoveryCode.count({ where: { usedAt: null } }));
  expect(unused).toBe(10);
});

test('wrong codes are held back, and nobody else is', async () => {
  const { own, session, prove, ctx } = await person();
  const { secret } = await addAuthenticator(own, session.id);
  const code = wrongCodeAt(secret, platform.clock());
  for (let count = 0; count < 4; count += 1) {
    await expect(prove({ method: 'TOTP', code })).rejects.toMatchObject({ kind: 'INVALID' });
  }
  await expect(prove({ method: 'TOTP', code })).rejects.toMatchObject({
    code: 'session.throttled',
  });
  await makeAccount(ctx, { email: 'eve@people.example' });
  await signedIn(ctx, 'eve@people.example');
});
