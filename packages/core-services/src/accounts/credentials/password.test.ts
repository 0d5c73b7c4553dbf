import { inTransaction } from '@freehold/core-db';
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import { sha256 } from '../../keyring.ts';
import { verifyPassword } from '../password/verify-password.ts';
import { codeOf, minuteMs, tally, times, type TestPerson } from '../session/session.testing.ts';
import { signIn } from '../session/sign-in.ts';
import { unlock } from '../session/unlock.ts';
import { answerResetRequests } from './answer-reset-requests.ts';
import { linkOwnerFields } from './account-link.ts';
import { changePassword } from './change-password.ts';
import {
  newPassword,
  oldPassword,
  openCredentialTest,
  type CredentialTest,
} from './credentials.testing.ts';
import { makeNewPassword, writeNewPassword } from './new-password.ts';
import { requestPasswordReset } from './request-password-reset.ts';
import { resetPassword } from './reset-password.ts';

vi.setConfig({ testTimeout: 60_000 });

let rig: CredentialTest;
let network = 0;
beforeAll(async () => {
  rig = await openCredentialTest();
});
afterAll(() => rig.close());

/** Each from a network of its own, so that budgets of one test are not another's. */
const freshRequest = () => {
  network += 1;
  const ip = `203.0.113.${network % 250}`;
  return { ...rig.house.ctx.request, ip: network > 240 ? `198.18.0.${network - 240}` : ip };
};
const ask = (email: string, request = freshRequest()) =>
  rig.house.run((ctx) => requestPasswordReset({ ctx, input: { email } }), { request });
const answer = () => rig.house.run((ctx) => answerResetRequests({ ctx, limit: 100 }));
const reset = (token: string, password = newPassword, request = freshRequest()) =>
  rig.house.run((ctx) => resetPassword({ ctx, input: { token, newPassword: password } }), {
    request,
  });
const change = (person: TestPerson, sessionId: string, over: object = {}) =>
  rig.house.as(person, (ctx) =>
    changePassword({
      ctx: { ...ctx, request: freshRequest() },
      input: { currentPassword: oldPassword, newPassword, ...over },
      sessionId,
    }),
  );
const enter = (email: string, password: string) =>
  rig.house.run(
    (ctx) => signIn({ ctx, input: { audience: 'PORTAL', transport: 'COOKIE', email, password } }),
    { request: freshRequest() },
  );

async function asked(person: TestPerson): Promise<string> {
  await ask(person.email);
  await answer();
  return rig.linkTo(person.email, 'passwordReset');
}

describe('a reset', () => {
  test('sets the password, ends every session and browser, and tells the owner', async () => {
    const { house } = rig;
    const person = await rig.addPerson();
    const [browser, app] = [
      await house.start(person),
      await house.start(person, { transport: 'TOKEN' }),
    ];
    await reset(await asked(person));
    const user = await rig.userOf(person);
    expect(user).toMatchObject({ passwordMinimum: 15, passwordChangedAt: house.platform.clock() });
    expect((await verifyPassword(user.passwordHash, newPassword)).isMatch).toBe(true);
    for (const row of await house.sessionsOf(person)) {
      expect(row).toMatchObject({ isValid: false, endReason: 'PASSWORD_RESET' });
    }
    expect(await house.find(browser.token)).toBeNull();
    expect(app.tokens).not.toBeNull();
    const known = await house.start(person, { deviceSecret: browser.device!.secret });
    expect(known.device).toMatchObject({ isNew: true });
    expect(await rig.templatesTo(person.email)).toContain('passwordChanged');
    expect(await house.auditOf(person.id)).toEqual(['password.requestReset', 'password.reset']);
  });

  test('leaves the second factor where it is', async () => {
    const { house } = rig;
    const person = await rig.addPerson();
    await house.run((ctx) =>
      ctx.db.authenticator.create({
        data: {
          userId: person.id,
          secretCiphertext: new Uint8Array(40),
          confirmedAt: new Date(),
        },
      }),
    );
    await reset(await asked(person));
    expect((await enter(person.email, newPassword)).state).toBe('SECOND_FACTOR_REQUIRED');
  });

  test('link is of 256 bits, of which only the hash is kept, and stands behind the #', async () => {
    const person = await rig.addPerson();
    const token = await asked(person);
    expect(Buffer.from(token, 'base64url')).toHaveLength(32);
    const row = await rig.house.run((ctx) =>
      ctx.db.accountToken.findFirstOrThrow({ where: { userId: person.id } }),
    );
    expect(row.tokenHash).toEqual(sha256(token));
  });

  test('link works for 30 minutes', async () => {
    const [early, late] = [await rig.addPerson(), await rig.addPerson()];
    const [first, second] = [await asked(early), await asked(late)];
    rig.house.platform.clock.moveBy(30 * minuteMs - 1);
    expect(await codeOf(reset(first))).toBe('ok');
    rig.house.platform.clock.moveBy(1);
    expect(await codeOf(reset(second))).toBe('account.link_invalid');
  });

  test('link is withdrawn by the next one', async () => {
    const person = await rig.addPerson();
    const first = await asked(person);
    rig.house.platform.clock.moveBy(minuteMs);
    const second = await asked(person);
    expect(await codeOf(reset(first))).toBe('account.link_invalid');
    expect(await codeOf(reset(second))).toBe('ok');
  });

  test('link used 64 times at once sets one password', async () => {
    const person = await rig.addPerson();
    const token = await asked(person);
    const counts = await tally(
      times(64, (index) => reset(token, `nine loud herons sleep well ${index}`)),
    );
    expect(counts).toEqual({ ok: 1, 'account.link_invalid': 63 });
    expect(await rig.house.auditOf(person.id)).toEqual(['password.requestReset', 'password.reset']);
  });

  test('refuses a bad password without using the link up', async () => {
    const person = await rig.addPerson();
    const token = await asked(person);
    expect(await codeOf(reset(token, 'too short'))).toBe('password.too_short');
    expect(await codeOf(reset(token, 'passwordpassword'))).toBe('password.too_common');
    expect(await codeOf(reset(token, `hello ${person.email}`))).toBe('password.contains_personal');
    expect(await codeOf(reset(token))).toBe('ok');
  });

  test('link is of its tenant alone', async () => {
    const person = await rig.addPerson();
    const token = await asked(person);
    const other = await rig.house.elsewhere();
    const call = other.run((ctx) => resetPassword({ ctx, input: { token, newPassword } }));
    expect(await codeOf(call)).toBe('account.link_invalid');
    expect(await codeOf(reset(token))).toBe('ok');
  });

  test('link unlocks nothing: a link is of one purpose', async () => {
    const person = await rig.addPerson();
    const token = await asked(person);
    const call = rig.house.run((ctx) => unlock({ ctx, input: { token } }));
    expect(await codeOf(call)).toBe('account.link_invalid');
    expect(await codeOf(reset(token))).toBe('ok');
  });

  test('of a frozen or deleted account is not to be had, nor opened when it was sent before', async () => {
    const { house } = rig;
    const [frozen, deleted] = [await rig.addPerson(), await rig.addPerson()];
    const before = await asked(frozen);
    await house.changeStatus(frozen, 'FROZEN');
    await house.run((ctx) =>
      ctx.db.user.updateMany({ where: { id: deleted.id }, data: { deletedAt: new Date() } }),
    );
    expect(await codeOf(reset(before))).toBe('account.link_invalid');
    house.platform.clock.moveBy(minuteMs);
    await ask(frozen.email);
    await ask(deleted.email);
    await answer();
    expect(await rig.templatesTo(frozen.email)).toEqual(['passwordReset']);
    expect(await rig.templatesTo(deleted.email)).toEqual([]);
  });

  test('a sign-in under way with the old password comes too late', async () => {
    const { house } = rig;
    const person = await rig.addPerson();
    const { passwordChangedAt } = await rig.userOf(person);
    await reset(await asked(person));
    const late = house.start(person, { passwordChangedAt });
    expect(await codeOf(late)).toBe('session.wrong_credentials');
  });
});

describe('the length of a new password', () => {
  const shortPassword = 'kx7-vqzw';
  async function beside(): Promise<TestPerson> {
    const person = await rig.addPerson();
    await rig.house.run((ctx) =>
      ctx.db.authenticator.create({
        data: { userId: person.id, secretCiphertext: new Uint8Array(40), confirmedAt: new Date() },
      }),
    );
    return person;
  }

  test('is 8 beside a second factor, 15 alone; the rule it meets is kept with it', async () => {
    const [person, alone] = [await beside(), await rig.addPerson()];
    await reset(await asked(person), shortPassword);
    expect(await rig.userOf(person)).toMatchObject({ passwordMinimum: 8 });
    const other = await beside();
    await reset(await asked(other));
    expect(await rig.userOf(other)).toMatchObject({ passwordMinimum: 15 });
    expect(await codeOf(reset(await asked(alone), shortPassword))).toBe('password.too_short');
  });

  test('is looked at once more when it is written: a factor may have gone meanwhile', async () => {
    const person = await beside();
    const password = await rig.house.run(async (ctx) => {
      const owner = await ctx.db.user.findFirstOrThrow({
        where: { id: person.id },
        select: linkOwnerFields,
      });
      return makeNewPassword(ctx, owner, shortPassword);
    });
    await rig.house.run((ctx) => ctx.db.authenticator.deleteMany({ where: { userId: person.id } }));
    const write = rig.house.run((ctx) =>
      inTransaction(ctx.db, (tx) => writeNewPassword(tx, person.id, password)),
    );
    expect(await codeOf(write)).toBe('password.too_short');
  });
});

describe('a request for a reset', () => {
  test('answers alike for every address, and writes alike', async () => {
    const person = await rig.addPerson();
    const rows = () => rig.house.run((ctx) => ctx.db.passwordResetRequest.count());
    const before = await rows();
    expect(await ask(person.email)).toBe(await ask('nobody@people.test'));
    expect(await rows()).toBe(before + 2);
    expect(await rig.templatesTo(person.email)).toEqual([]);
    await answer();
    expect(await rows()).toBe(0);
    expect(await rig.templatesTo(person.email)).toEqual(['passwordReset']);
    expect(await rig.templatesTo('nobody@people.test')).toEqual([]);
  });

  test('answered by 8 workers at once sends one message', async () => {
    const person = await rig.addPerson();
    await ask(person.email);
    await Promise.all(times(8, answer));
    expect(await rig.templatesTo(person.email)).toEqual(['passwordReset']);
  });

  test('two of them at once leave one link that works', async () => {
    const person = await rig.addPerson();
    await ask(person.email);
    await ask(person.email);
    await Promise.all([answer(), answer()]);
    const live = await rig.house.run((ctx) =>
      ctx.db.accountToken.count({
        where: { userId: person.id, usedAt: null, endedAt: null },
      }),
    );
    expect(live).toBe(1);
  });

  test('is counted by address and network, known or not', async () => {
    const request = freshRequest();
    expect(await codeOf(ask('one@people.test', request))).toBe('ok');
    expect(await codeOf(ask('one@people.test', request))).toBe('message.too_soon');
  });
});

describe('a change', () => {
  test('ends the other sessions, withdraws links, tells the owner', async () => {
    const { house } = rig;
    const person = await rig.addPerson();
    const link = await asked(person);
    const [current, other] = [await house.start(person), await house.start(person)];
    await change(person, current.session.id);
    expect(await house.find(current.token)).not.toBeNull();
    expect(await house.find(other.token)).toBeNull();
    const { passwordHash, passwordChangedAt } = await rig.userOf(person);
    expect((await verifyPassword(passwordHash, newPassword)).isMatch).toBe(true);
    expect(passwordChangedAt).toEqual(house.platform.clock());
    expect(await codeOf(reset(link))).toBe('account.link_invalid');
    expect(await rig.templatesTo(person.email)).toContain('passwordChanged');
    expect(await house.auditOf(person.id)).toEqual(['password.requestReset', 'password.change']);
  });

  test('needs the current password, and wrong ones count as failed sign-ins', async () => {
    const { house } = rig;
    const person = await rig.addPerson();
    const { session } = await house.start(person);
    const wrong = { currentPassword: 'one of very many guesses' };
    const codes = await tally(times(16, () => change(person, session.id, wrong)));
    expect(codes['password.wrong']).toBeLessThanOrEqual(4);
    expect(codes['session.throttled']).toBeGreaterThanOrEqual(12);
    expect(await codeOf(enter(person.email, oldPassword))).toBe('session.throttled');
  });

  test('16 at once set one password', async () => {
    const person = await rig.addPerson();
    const { session } = await rig.house.start(person);
    const counts = await tally(
      times(16, (index) => change(person, session.id, { newPassword: `${newPassword} ${index}` })),
    );
    expect(counts['ok']).toBe(1);
  });

  test('refuses a new one that is too short or too common', async () => {
    const person = await rig.addPerson();
    const { session } = await rig.house.start(person);
    const to = (password: string) => change(person, session.id, { newPassword: password });
    expect(await codeOf(to('short'))).toBe('password.too_short');
    expect(await codeOf(to('passwordpassword'))).toBe('password.too_common');
  });
});
