import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import { codeOf, minuteMs, tally, times, type TestPerson } from '../session/session.testing.ts';
import { confirmEmailChange } from './confirm-email-change.ts';
import { openCredentialTest, type CredentialTest } from './credentials.testing.ts';
import { getSecurity } from './get-security.ts';
import { hintOfEmail } from './hints.ts';
import { requestEmailChange } from './request-email-change.ts';
import { requestEmailVerification } from './request-email-verification.ts';
import { verifyEmail } from './verify-email.ts';

vi.setConfig({ testTimeout: 60_000 });

let rig: CredentialTest;
let count = 0;
beforeAll(async () => {
  rig = await openCredentialTest();
});
afterAll(() => rig.close());

const freshAddress = () => `new-${(count += 1)}@people.test`;
const freshRequest = () => ({ ...rig.house.ctx.request, ip: `203.0.113.${(count += 1) % 250}` });

async function signedIn(person?: TestPerson) {
  const owner = person ?? (await rig.addPerson());
  const started = await rig.house.start(owner);
  const ask = (newEmail: string) =>
    rig.house.as(owner, (ctx) =>
      requestEmailChange({
        ctx: { ...ctx, request: freshRequest() },
        input: { newEmail },
        sessionId: started.session.id,
      }),
    );
  return { person: owner, ...started, ask };
}

const confirm = (token: string, at = rig.house) =>
  at.run((ctx) => confirmEmailChange({ ctx, input: { token } }), { request: freshRequest() });

describe('a change of address', () => {
  test('is made by the link alone; the old address is told, other sessions end', async () => {
    const { house } = rig;
    const { person, ask, token } = await signedIn();
    const other = await house.start(person);
    const newEmail = freshAddress();
    await ask(newEmail);
    expect((await rig.userOf(person)).email).toBe(person.email);
    const view = await house.as(person, (ctx) => getSecurity({ ctx }));
    expect(view).toMatchObject({ email: person.email, pendingEmail: newEmail });

    await confirm(await rig.linkTo(newEmail, 'emailChangeConfirm'));
    expect(await rig.userOf(person)).toMatchObject({
      ...{ email: newEmail, emailVerified: true, version: 1 },
    });
    expect(await rig.templatesTo(person.email)).toContain('emailChanged');
    expect(await house.find(token)).not.toBeNull();
    expect(await house.find(other.token)).toBeNull();
    expect(await house.auditOf(person.id)).toEqual(['email.requestChange', 'email.change']);
    const notices = await house.run((ctx) =>
      ctx.db.notification.findMany({ where: { userId: person.id, kind: 'email.changed' } }),
    );
    expect(notices).toMatchObject([{ parameters: { newEmailHint: hintOfEmail(newEmail) } }]);
  });

  test('to an address that has an account looks the same, and its owner is told to sign in', async () => {
    const taken = await rig.addPerson();
    const { person, ask } = await signedIn();
    await ask(taken.email);
    const view = await rig.house.as(person, (ctx) => getSecurity({ ctx }));
    expect(view.pendingEmail).toBe(taken.email);
    expect(await rig.templatesTo(taken.email)).toEqual(['accountExists']);
  });

  test('to an address that somebody took meanwhile is a conflict that has changed nothing', async () => {
    const { person, ask, token } = await signedIn();
    const other = await rig.house.start(person);
    const newEmail = freshAddress();
    await ask(newEmail);
    const link = await rig.linkTo(newEmail, 'emailChangeConfirm');
    await rig.house.run((ctx) =>
      ctx.db.user.create({ data: { email: newEmail, firstName: 'Fast', lastName: 'Er' } }),
    );
    await expect(confirm(link)).rejects.toMatchObject({ kind: 'CONFLICT', code: 'email.taken' });
    expect(await rig.userOf(person)).toMatchObject({ email: person.email, version: 0 });
    expect(await rig.house.find(token)).not.toBeNull();
    expect(await rig.house.find(other.token)).not.toBeNull();
    expect(await rig.house.auditOf(person.id)).toEqual(['email.requestChange']);
    expect(await rig.templatesTo(person.email)).not.toContain('emailChanged');
  });

  test('of two people to one address at once lets one through', async () => {
    const newEmail = freshAddress();
    const [ada, bert] = [await signedIn(), await signedIn()];
    await ada.ask(newEmail);
    const first = await rig.linkTo(newEmail, 'emailChangeConfirm');
    await bert.ask(newEmail);
    const second = await rig.linkTo(newEmail, 'emailChangeConfirm');
    expect(await tally([confirm(first), confirm(second)])).toEqual({ ok: 1, 'email.taken': 1 });
  });

  test('link opened 16 times at once changes it once', async () => {
    const { person, ask } = await signedIn();
    const newEmail = freshAddress();
    await ask(newEmail);
    const link = await rig.linkTo(newEmail, 'emailChangeConfirm');
    const counts = await tally(times(16, () => confirm(link)));
    expect(counts).toEqual({ ok: 1, 'account.link_invalid': 15 });
    expect((await rig.userOf(person)).version).toBe(1);
  });

  test('link is worth nothing once the session that asked has ended', async () => {
    const { person, ask } = await signedIn();
    const newEmail = freshAddress();
    await ask(newEmail);
    const link = await rig.linkTo(newEmail, 'emailChangeConfirm');
    await rig.house.run((ctx) =>
      ctx.db.session.updateMany({ where: { userId: person.id }, data: { isValid: false } }),
    );
    expect(await codeOf(confirm(link))).toBe('account.link_invalid');
    expect((await rig.userOf(person)).email).toBe(person.email);
  });

  test('link lives 30 minutes, and is of its tenant alone', async () => {
    const { ask } = await signedIn();
    const newEmail = freshAddress();
    await ask(newEmail);
    const link = await rig.linkTo(newEmail, 'emailChangeConfirm');
    expect(await codeOf(confirm(link, await rig.house.elsewhere()))).toBe('account.link_invalid');
    rig.house.platform.clock.moveBy(30 * minuteMs);
    expect(await codeOf(confirm(link))).toBe('account.link_invalid');
  });

  test('to the own address is refused, and ten can be asked for in a day', async () => {
    const { person, ask } = await signedIn();
    expect(await codeOf(ask(person.email))).toBe('email.unchanged');
    const counts = await tally(times(12, () => ask(freshAddress())));
    expect(counts).toEqual({ ok: 9, 'rate.limited': 3 });
  });
});

describe('a proof of an address', () => {
  async function unproved(person?: TestPerson) {
    const owner = person ?? (await rig.addPerson());
    await rig.house.run((ctx) =>
      ctx.db.user.updateMany({ where: { id: owner.id }, data: { emailVerified: false } }),
    );
    await rig.house.as(owner, (ctx) =>
      requestEmailVerification({ ctx: { ...ctx, request: freshRequest() } }),
    );
    return { person: owner, link: await rig.linkTo(owner.email, 'emailVerification') };
  }
  const verify = (token: string) =>
    rig.house.run((ctx) => verifyEmail({ ctx, input: { token } }), { request: freshRequest() });

  test('is taken once, with an audit row', async () => {
    const { person, link } = await unproved();
    expect(await tally(times(8, () => verify(link)))).toEqual({ ok: 1, 'account.link_invalid': 7 });
    expect(await rig.userOf(person)).toMatchObject({ emailVerified: true });
    expect(await rig.house.auditOf(person.id)).toEqual([
      'email.requestVerification',
      'email.verify',
    ]);
  });

  test('of an address that the account has left proves nothing', async () => {
    const { person, link } = await unproved();
    await rig.house.run((ctx) =>
      ctx.db.user.updateMany({ where: { id: person.id }, data: { email: freshAddress() } }),
    );
    expect(await codeOf(verify(link))).toBe('account.link_invalid');
    expect(await rig.userOf(person)).toMatchObject({ emailVerified: false });
  });

  test('that is there already sends nothing', async () => {
    const person = await rig.addPerson();
    await rig.house.as(person, (ctx) => requestEmailVerification({ ctx }));
    expect(await rig.templatesTo(person.email)).toEqual([]);
  });

  test('one kind of link opens nothing of another kind', async () => {
    const { link } = await unproved();
    expect(await codeOf(confirm(link))).toBe('account.link_invalid');
    expect(await codeOf(verify(link))).toBe('ok');
  });
});
