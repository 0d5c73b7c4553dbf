import { RecoveryCodeText } from '@freehold/core-contracts/text';
import { inTransaction } from '@freehold/core-db';
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
  outcomes,
  requireState,
  signedIn,
  wrongCodeAt,
} from '../accounts.testing.ts';
import { requiredPasswordLength } from '../password/minimum-length.ts';
import { verifyRecoveryCode } from '../session/verify-recovery-code.ts';
import { verifySecondFactor } from '../session/verify-second-factor.ts';
import { beginTotp, mostAuthenticators } from './begin-totp.ts';
import { confirmTotp } from './confirm-totp.ts';
import { listFactors } from './list-factors.ts';
import { proveRecoveryCode } from './recovery-codes.ts';
import { removeAllFactors } from './remove-all-factors.ts';
import { removeTotp } from './remove-totp.ts';
import { renewRecoveryCodes } from './renew-recovery-codes.ts';

// Many passwords are hashed, on whatever machine this is.
vi.setConfig({ testTimeout: 120_000 });

const email = 'ada@people.example';
let platform: TestPlatform;
beforeAll(async () => {
  platform = await createTestPlatform();
});
afterAll(() => platform.close());

/** A person with an authenticator, in the session it was added in. */
async function held(over: Parameters<typeof makeAccount>[1] = { email }) {
  const { tenant, ctx } = await freshTenant(platform);
  const userId = await makeAccount(ctx, over);
  const { session } = await signedIn(ctx, over.email);
  const own = asPerson(ctx, userId);
  const added = await addAuthenticator(own, session.id);
  return { tenant, ctx, own, userId, sessionId: session.id, ...added };
}

async function challenged(ctx: ServiceContext, audience: 'PORTAL' | 'CONSOLE' = 'PORTAL') {
  return requireState(await enter(ctx, email, { audience }), 'SECOND_FACTOR_REQUIRED');
}

function recover(ctx: ServiceContext, challenge: string, code: string) {
  const input = { challenge, recoveryCode: RecoveryCodeText.parse(code) };
  return inScope(ctx, () => verifyRecoveryCode({ ctx, input, audience: 'PORTAL' }));
}

function answer(ctx: ServiceContext, challenge: string, code: string) {
  const input = { challenge, code };
  return inScope(ctx, () => verifySecondFactor({ ctx, input, audience: 'PORTAL' }));
}

function sessionStates(ctx: ServiceContext, userId: string) {
  return inScope(ctx, () =>
    ctx.db.session.findMany({
      where: { userId },
      orderBy: [{ createdAt: 'asc' }, { id: 'asc' }],
      select: { id: true, isValid: true, endReason: true },
    }),
  );
}

describe('the first authenticator', () => {
  test('brings ten recovery codes of 80 bits, kept as keyed digests alone', async () => {
    const { ctx, userId, recoveryCodes } = await held();
    expect(recoveryCodes).toHaveLength(10);
    for (const code of recoveryCodes ?? []) {
      expect(code).toMatch(/^([0-9A-HJKMNP-TV-Z]{4}-){3}[0-9A-HJKMNP-TV-Z]{4}$/u);
      expect(code.replaceAll('-', '').length * 5).toBe(80);
    }
    expect(new Set(recoveryCodes).size).toBe(10);
    const rows = await inScope(ctx, () => ctx.db.recoveryCode.findMany({ where: { userId } }));
    expect(rows).toHaveLength(10);
    const kept = JSON.stringify(rows.map((row) => Buffer.from(row.codeDigest).toString('latin1')));
    for (const code of recoveryCodes ?? []) expect(kept).not.toContain(code.replaceAll('-', ''));
    expect(rows.every((row) => row.codeDigest.length === 32)).toBe(true);
  });

  test('ends every other session, tells the owner, and is in the audit log without a secret', async () => {
    const { ctx } = await freshTenant(platform);
    const userId = await makeAccount(ctx, { email });
    const elsewhere = await signedIn(ctx, email);
    const { session } = await signedIn(ctx, email);
    const { secret, recoveryCodes } = await addAuthenticator(asPerson(ctx, userId), session.id);
    expect(await sessionStates(ctx, userId)).toEqual([
      { id: elsewhere.session.id, isValid: false, endReason: 'FACTORS_CHANGED' },
      { id: session.id, isValid: true, endReason: null },
    ]);
    await inScope(ctx, async () => {
      const messages = await readTestMessages(ctx, { template: 'factorAdded' });
      expect(messages.map(({ recipient }) => recipient)).toEqual([email]);
      const notices = await ctx.db.notification.findMany({ where: { userId } });
      expect(notices.map(({ kind, severity }) => [kind, severity])).toContainEqual([
        'factor.added',
        'SECURITY',
      ]);
      const audit = await ctx.db.auditLog.findMany({});
      expect(audit.map(({ action }) => action)).toContain('authenticator.confirm');
      const text = JSON.stringify([audit, notices, messages], (_, part: unknown) =>
        typeof part === 'bigint' ? String(part) : part,
      );
      expect(text).not.toContain(secret);
      for (const code of recoveryCodes ?? []) expect(text).not.toContain(code);
    });
  });

  test('brings no codes where the account has some left', async () => {
    const { own, sessionId } = await held();
    platform.clock.moveBy(minuteMs);
    const second = await addAuthenticator(own, sessionId);
    expect(second.recoveryCodes).toBeNull();
  });

  test('needs its own code: a wrong one is a wrong input, and confirms nothing', async () => {
    const { ctx, own, userId, sessionId } = await held();
    const begun = await inScope(own, () => beginTotp({ ctx: own }));
    const code = wrongCodeAt(begun.secret, platform.clock());
    const input = { authenticatorId: begun.authenticatorId, code };
    await expect(
      inScope(own, () => confirmTotp({ ctx: own, input, sessionId })),
    ).rejects.toMatchObject({ kind: 'INVALID', code: 'session.second_factor_wrong' });
    const confirmed = { where: { userId, confirmedAt: { not: null } } };
    expect(await inScope(ctx, () => ctx.db.authenticator.count(confirmed))).toBe(1);
  });

  test('of somebody else cannot be confirmed or removed', async () => {
    const { ctx, authenticatorId } = await held();
    const other = asPerson(ctx, await makeAccount(ctx, { email: 'eve@people.example' }));
    const { session } = await signedIn(ctx, 'eve@people.example');
    const unknown = { kind: 'NOT_FOUND', code: 'entity.not_found' };
    const options = { ctx: other, sessionId: session.id };
    await expect(
      inScope(other, () => confirmTotp({ ...options, input: { authenticatorId, code: '000000' } })),
    ).rejects.toMatchObject(unknown);
    await expect(
      inScope(other, () => removeTotp({ ...options, input: { authenticatorId } })),
    ).rejects.toMatchObject(unknown);
  });
});

describe('several authenticators', () => {
  test('each answers, and a code counts once across sign-ins', async () => {
    const { ctx, own, sessionId, secret } = await held();
    platform.clock.moveBy(2 * minuteMs);
    const second = await addAuthenticator(own, sessionId);
    platform.clock.moveBy(2 * minuteMs);
    const now = platform.clock();
    for (const one of [secret, second.secret]) {
      const { challenge } = await challenged(ctx);
      const started = await answer(ctx, challenge, codeAt(one, now));
      expect(started.session.hasSecondFactor).toBe(true);
    }
    const { challenge } = await challenged(ctx);
    await expect(answer(ctx, challenge, codeAt(secret, now))).rejects.toMatchObject({
      code: 'session.second_factor_wrong',
    });
  });

  test('are at most five, also when six are confirmed one after the other', async () => {
    const { own, sessionId } = await held();
    for (let count = 1; count < mostAuthenticators; count += 1) {
      await addAuthenticator(own, sessionId);
    }
    await expect(addAuthenticator(own, sessionId)).rejects.toMatchObject({
      code: 'factor.too_many',
      params: { maximum: 5 },
    });
  });
});

describe('an authenticator that failed 100 times in a row', () => {
  test('is dead, whichever code it shows, until factors are reset', async () => {
    const { ctx, userId, secret } = await held();
    platform.clock.moveBy(2 * minuteMs);
    const failures = { where: { userId } };
    await inScope(ctx, () =>
      ctx.db.authenticator.updateMany({ ...failures, data: { failedAttempts: 99 } }),
    );
    const { challenge, methods } = await challenged(ctx);
    expect(methods).toEqual(['TOTP', 'RECOVERY_CODE']);
    const wrong = wrongCodeAt(secret, platform.clock());
    await expect(answer(ctx, challenge, wrong)).rejects.toMatchObject({
      code: 'session.second_factor_wrong',
    });
    await expect(answer(ctx, challenge, codeAt(secret, platform.clock()))).rejects.toMatchObject({
      code: 'session.second_factor_wrong',
    });
    expect((await challenged(ctx)).methods).toEqual(['RECOVERY_CODE']);
    await inScope(ctx, () => inTransaction(ctx.db, (tx) => removeAllFactors(tx, ctx, { userId })));
    expect((await enter(ctx, email)).state).toBe('SIGNED_IN');
  });

  test('starts anew at a right code, at the 100th try too', async () => {
    const { ctx, userId, secret } = await held();
    platform.clock.moveBy(2 * minuteMs);
    await inScope(ctx, () =>
      ctx.db.authenticator.updateMany({ where: { userId }, data: { failedAttempts: 99 } }),
    );
    const { challenge } = await challenged(ctx);
    await answer(ctx, challenge, codeAt(secret, platform.clock()));
    const [row] = await inScope(ctx, () => ctx.db.authenticator.findMany({ where: { userId } }));
    expect(row?.failedAttempts).toBe(0);
  });
});

describe('a recovery code', () => {
  test('opens one session, of 64 uses at once', async () => {
    const { ctx, recoveryCodes } = await held();
    const [code = ''] = recoveryCodes ?? [];
    const { challenge } = await challenged(ctx);
    const uses = await Promise.allSettled(
      Array.from({ length: 64 }, () => recover(ctx, challenge, code)),
    );
    expect(outcomes(uses).filter((outcome) => outcome === 'OK')).toHaveLength(1);
    const used = await inScope(ctx, () =>
      ctx.db.recoveryCode.count({ where: { usedAt: { not: null } } }),
    );
    expect(used).toBe(1);
    const told = await inScope(ctx, () => readTestMessages(ctx, { template: 'recoveryCodeUsed' }));
    expect(told).toHaveLength(1);
    expect(told[0]?.body).toContain('9');
  });

  test('is used up once where 64 have found it unused', async () => {
    const { ctx, userId, recoveryCodes } = await held();
    const code = RecoveryCodeText.parse(recoveryCodes?.[0]);
    const found = await Promise.all(
      Array.from({ length: 64 }, () =>
        inScope(ctx, () => proveRecoveryCode(ctx, { userId, code })),
      ),
    );
    const uses = await Promise.allSettled(
      found.map(({ use }) => inScope(ctx, () => inTransaction(ctx.db, use, { maxWaitMs: 30_000 }))),
    );
    expect(outcomes(uses).filter((outcome) => outcome === 'OK')).toHaveLength(1);
    expect(new Set(outcomes(uses))).toEqual(new Set(['OK', 'session.second_factor_wrong']));
    expect((await inScope(ctx, () => listFactors(ctx.db, userId))).recoveryCodes).toBe(9);
  });

  test('is worth nothing to another person, in another tenant, or as the next one typed wrong', async () => {
    const { ctx, recoveryCodes } = await held();
    const [code = ''] = recoveryCodes ?? [];
    const elsewhere = await held();
    const { challenge } = await challenged(elsewhere.ctx);
    const wrong = { code: 'session.second_factor_wrong' };
    await expect(recover(elsewhere.ctx, challenge, code)).rejects.toMatchObject(wrong);
    const own = await challenged(ctx);
    const swapped = code.startsWith('0') ? `1${code.slice(1)}` : `0${code.slice(1)}`;
    await expect(recover(ctx, own.challenge, swapped)).rejects.toMatchObject(wrong);
    const started = await recover(ctx, own.challenge, code.toLowerCase());
    expect(started.session.hasSecondFactor).toBe(true);
  });

  test('stays worth nothing to another person who has its digest put beside their own', async () => {
    const { ctx, recoveryCodes } = await held();
    const eve = await makeAccount(ctx, { email: 'eve@people.example' });
    await inScope(ctx, async () => {
      const [row] = await ctx.db.recoveryCode.findMany({ orderBy: { id: 'asc' } });
      const codeDigest = row?.codeDigest ?? new Uint8Array();
      await ctx.db.recoveryCode.createMany({ data: [{ userId: eve, codeDigest }] });
      for (const text of recoveryCodes ?? []) {
        const code = RecoveryCodeText.parse(text);
        await expect(proveRecoveryCode(ctx, { userId: eve, code })).rejects.toMatchObject({
          code: 'session.second_factor_wrong',
        });
      }
    });
  });

  test('of an old set is worth nothing once the set was renewed as a whole', async () => {
    const { ctx, own, userId, sessionId, recoveryCodes } = await held();
    const [first = '', second = ''] = recoveryCodes ?? [];
    await recover(ctx, (await challenged(ctx)).challenge, first);
    const renewed = await inScope(own, () => renewRecoveryCodes({ ctx: own, sessionId }));
    expect(renewed.recoveryCodes).toHaveLength(10);
    await expect(recover(ctx, (await challenged(ctx)).challenge, second)).rejects.toMatchObject({
      code: 'session.second_factor_wrong',
    });
    const [next = ''] = renewed.recoveryCodes;
    await recover(ctx, (await challenged(ctx)).challenge, next);
    expect((await inScope(ctx, () => listFactors(ctx.db, userId))).recoveryCodes).toBe(9);
  });

  test('cannot be asked for where there is nothing it would stand in for', async () => {
    const { ctx } = await freshTenant(platform);
    const userId = await makeAccount(ctx, { email });
    const { session } = await signedIn(ctx, email);
    const own = asPerson(ctx, userId);
    await expect(
      inScope(own, () => renewRecoveryCodes({ ctx: own, sessionId: session.id })),
    ).rejects.toMatchObject({ code: 'factor.required' });
  });
});

describe('the last second factor', () => {
  test('of a person can go, and its recovery codes with it', async () => {
    const { ctx, own, userId, sessionId, authenticatorId } = await held();
    const input = { authenticatorId };
    await inScope(own, () => removeTotp({ ctx: own, input, sessionId }));
    expect(await inScope(ctx, () => listFactors(ctx.db, userId))).toEqual({
      authenticators: 0,
      passkeys: 0,
      recoveryCodes: 0,
    });
    expect((await enter(ctx, email)).state).toBe('SIGNED_IN');
    expect(
      await inScope(ctx, () => readTestMessages(ctx, { template: 'factorRemoved' })),
    ).toHaveLength(1);
  });

  test('of an operator stays, also when two are removed at once', async () => {
    const { ctx, own, userId, sessionId, authenticatorId } = await held();
    const second = await addAuthenticator(own, sessionId);
    await inScope(ctx, () =>
      ctx.db.user.updateMany({ where: { id: userId }, data: { role: 'ADMIN' } }),
    );
    const removals = await Promise.allSettled(
      [authenticatorId, second.authenticatorId].map((id) =>
        inScope(own, () => removeTotp({ ctx: own, input: { authenticatorId: id }, sessionId })),
      ),
    );
    expect(outcomes(removals).toSorted()).toEqual(['OK', 'factor.last_of_operator']);
    expect((await inScope(ctx, () => listFactors(ctx.db, userId))).authenticators).toBe(1);
  });

  test('stays where the password was taken beside it and is too short to stand alone', async () => {
    const { ctx, own, userId, sessionId, authenticatorId } = await held({
      email,
      passwordMinimum: 8,
    });
    await expect(
      inScope(own, () => removeTotp({ ctx: own, input: { authenticatorId }, sessionId })),
    ).rejects.toMatchObject({ code: 'factor.password_too_short', params: { minimum: 15 } });
    const removed = await inScope(ctx, () =>
      inTransaction(ctx.db, (tx) => removeAllFactors(tx, ctx, { userId })),
    );
    expect(removed).toMatchObject({ authenticators: 1, isPasswordWithdrawn: true });
    await expect(enter(ctx, email)).rejects.toMatchObject({ code: 'session.wrong_credentials' });
  });

  test('decides how long a new password must be: 8 beside it, 15 without', async () => {
    const { ctx, own, userId, sessionId, authenticatorId } = await held();
    const required = () => inScope(ctx, () => requiredPasswordLength(ctx.db, userId));
    expect(await required()).toBe(8);
    await inScope(own, () => removeTotp({ ctx: own, input: { authenticatorId }, sessionId }));
    expect(await required()).toBe(15);
  });
});
