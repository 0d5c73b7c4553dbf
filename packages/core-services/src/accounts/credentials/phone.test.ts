import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { readTestMessages } from '../../testing/index.ts';
import { codeOf, minuteMs, tally, times, type TestPerson } from '../session/session.testing.ts';
import { confirmPhoneChange } from './confirm-phone-change.ts';
import { openCredentialTest, type CredentialTest } from './credentials.testing.ts';
import { getSecurity } from './get-security.ts';
import { requestPhoneChange } from './request-phone-change.ts';

vi.setConfig({ testTimeout: 60_000 });

let rig: CredentialTest;
let count = 0;
beforeAll(async () => {
  rig = await openCredentialTest();
});
afterAll(() => rig.close());

const freshPhone = () => `+336${String((count += 1)).padStart(8, '0')}`;
const freshRequest = () => ({ ...rig.house.ctx.request, ip: `203.0.113.${(count += 1) % 250}` });

async function signedIn() {
  const person = await rig.addPerson();
  const { session } = await rig.house.start(person);
  const ask = (phone: string) =>
    rig.house.as(person, (ctx) =>
      requestPhoneChange({
        ctx: { ...ctx, request: freshRequest() },
        input: { phone },
        sessionId: session.id,
      }),
    );
  const enter = (code: string, sessionId = session.id) =>
    rig.house.as(person, (ctx) => confirmPhoneChange({ ctx, input: { code }, sessionId }));
  return { person, session, ask, enter };
}

async function codeTo(phone: string): Promise<string> {
  const messages = await rig.house.run((ctx) => readTestMessages(ctx, { recipient: phone }));
  const code = /\b\d{6}\b/u.exec(messages.at(-1)?.body ?? '')?.[0];
  if (code === undefined) throw new Error(`No code was sent to ${phone}`);
  return code;
}

const wrong = (code: string) => (code === '000000' ? '000001' : '000000');

async function setPhone(person: TestPerson, phone: string): Promise<void> {
  await rig.house.run((ctx) =>
    ctx.db.user.updateMany({ where: { id: person.id }, data: { phone, phoneVerified: true } }),
  );
}

test('a number is changed by the code sent to it, and the owner is told', async () => {
  const { person, ask, enter } = await signedIn();
  const phone = freshPhone();
  await ask(phone);
  const view = await rig.house.as(person, (ctx) => getSecurity({ ctx }));
  expect(view).toMatchObject({ phone: null, pendingPhone: phone });
  await enter(await codeTo(phone));
  expect(await rig.userOf(person)).toMatchObject({ phone, phoneVerified: true, version: 1 });
  expect(await rig.templatesTo(person.email)).toContain('phoneChanged');
  expect(await rig.house.auditOf(person.id)).toEqual(['phone.requestChange', 'phone.change']);
  expect(await codeOf(enter(await codeTo(phone)))).toBe('phone.code_expired');
});

test('only a keyed digest of the code is kept', async () => {
  const { person, ask } = await signedIn();
  const phone = freshPhone();
  await ask(phone);
  const code = await codeTo(phone);
  const row = await rig.house.run((ctx) =>
    ctx.db.accountToken.findFirstOrThrow({ where: { userId: person.id } }),
  );
  expect(row.tokenHash).toBeNull();
  expect(row.codeDigest).toEqual(
    rig.house.ctx.keyring.digest(
      'phone-change-code',
      `${rig.house.tenant.id}:${person.id}:${phone}:${code}`,
    ),
  );
});

test('a code is looked at five times, by 64 at once as by one after the other', async () => {
  const { ask, enter } = await signedIn();
  const phone = freshPhone();
  await ask(phone);
  const code = await codeTo(phone);
  const counts = await tally(times(64, () => enter(wrong(code))));
  expect(counts).toMatchObject({ 'phone.code_wrong': 5 });
  expect(await codeOf(enter(code))).not.toBe('ok');
});

test('the answer says how many tries are left', async () => {
  const { ask, enter } = await signedIn();
  const phone = freshPhone();
  await ask(phone);
  const code = await codeTo(phone);
  for (const attemptsLeft of [4, 3, 2, 1, 0]) {
    await expect(enter(wrong(code))).rejects.toMatchObject({
      kind: 'INVALID',
      code: 'phone.code_wrong',
      params: { attemptsLeft },
    });
  }
  expect(await codeOf(enter(code))).toBe('phone.code_expired');
});

test('an account has 20 tries in a day, whatever codes it asks for', async () => {
  const { ask, enter } = await signedIn();
  let tries = 0;
  for (let codes = 0; codes < 4; codes += 1) {
    const phone = freshPhone();
    await ask(phone);
    const code = await codeTo(phone);
    for (; tries < (codes + 1) * 5; tries += 1) await codeOf(enter(wrong(code)));
  }
  const phone = freshPhone();
  await ask(phone);
  expect(await codeOf(enter(await codeTo(phone)))).toBe('rate.limited');
});

test('ten changes can be asked for in a day', async () => {
  const { ask } = await signedIn();
  const counts = await tally(times(12, () => ask(freshPhone())));
  expect(counts).toEqual({ ok: 10, 'rate.limited': 2 });
});

test('a code lives ten minutes, and the next one withdraws it', async () => {
  const { ask, enter } = await signedIn();
  const phone = freshPhone();
  await ask(phone);
  const first = await codeTo(phone);
  rig.house.platform.clock.moveBy(10 * minuteMs);
  expect(await codeOf(enter(first))).toBe('phone.code_expired');
  await ask(phone);
  const second = await codeTo(phone);
  await ask(freshPhone());
  expect(['phone.code_wrong', 'phone.code_expired']).toContain(await codeOf(enter(second)));
});

test('a code counts in the session that asked for it, while that lives', async () => {
  const { person, session, ask, enter } = await signedIn();
  const other = await rig.house.start(person);
  const phone = freshPhone();
  await ask(phone);
  const code = await codeTo(phone);
  expect(await codeOf(enter(code, other.session.id))).toBe('phone.code_expired');
  await rig.house.run((ctx) =>
    ctx.db.session.updateMany({ where: { id: session.id }, data: { isValid: false } }),
  );
  expect(await codeOf(enter(code))).toBe('phone.code_expired');
  expect((await rig.userOf(person)).phone).toBeNull();
});

test('a number that has an account gets no code; its owner is told, and the asker learns nothing', async () => {
  const holder = await rig.addPerson();
  const phone = freshPhone();
  await setPhone(holder, phone);
  const { person, ask, enter } = await signedIn();
  await ask(phone);
  expect(await rig.house.run((ctx) => readTestMessages(ctx, { recipient: phone }))).toEqual([]);
  expect(await rig.templatesTo(holder.email)).toEqual(['phoneInUse']);
  const view = await rig.house.as(person, (ctx) => getSecurity({ ctx }));
  expect(view.pendingPhone).toBe(phone);
  expect(await codeOf(enter('123456'))).toBe('phone.code_wrong');
});

test('a number that somebody took meanwhile is a conflict that has changed nothing', async () => {
  const { person, ask, enter } = await signedIn();
  const phone = freshPhone();
  await ask(phone);
  const code = await codeTo(phone);
  await setPhone(await rig.addPerson(), phone);
  await expect(enter(code)).rejects.toMatchObject({ kind: 'CONFLICT', code: 'phone.taken' });
  expect(await rig.userOf(person)).toMatchObject({ phone: null, version: 0 });
  expect(await rig.house.auditOf(person.id)).toEqual(['phone.requestChange']);
});
