import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { sha256 } from '../../keyring.ts';
import { readTestMessages } from '../../testing/index.ts';
import { codeOf, dayMs, SessionTest, times, type TestPerson } from '../session/session.testing.ts';
import { deviceName } from './device-name.ts';
import { listOwnDevices } from './list-own-devices.ts';
import { revokeDevice } from './revoke-device.ts';

vi.setConfig({ testTimeout: 60_000 });

let house: SessionTest;
beforeAll(async () => {
  house = await SessionTest.open();
});
afterAll(() => house.close());

const known = () => house.addPerson({ lastLoginAt: new Date('2026-01-01') });
const devicesOf = (person: TestPerson) =>
  house.as(person, (ctx) => listOwnDevices({ ctx, deviceId: null }));
const revoke = (person: TestPerson, deviceId: string) =>
  house.as(person, (ctx) => revokeDevice({ ctx, input: { deviceId } }));

async function toldOf(person: TestPerson): Promise<{ messages: number; notices: number }> {
  return house.run(async (ctx) => {
    const where = { recipient: person.email, template: 'newDevice' };
    const messages = await readTestMessages(ctx, where);
    const notices = await ctx.db.notification.count({
      where: { userId: person.id, kind: 'session.newDevice', severity: 'SECURITY' },
    });
    return { messages: messages.length, notices };
  });
}

test('a sign-in in an unknown browser is told of, by message and notice; from then on that browser is known', async () => {
  const person = await known();
  const { device } = await house.start(person);
  expect(await toldOf(person)).toEqual({ messages: 1, notices: 1 });
  expect(device).toMatchObject({ isNew: true, secret: expect.stringMatching(/^[\w-]{43}$/u) });
  const again = await house.start(person, { deviceSecret: device!.secret });
  expect(again.device).toMatchObject({ id: device!.id, isNew: false });
  expect(await toldOf(person)).toEqual({ messages: 1, notices: 1 });
  expect(await devicesOf(person)).toHaveLength(1);
});

test('the very first sign-in of an account is no news', async () => {
  const person = await house.addPerson();
  const { device } = await house.start(person);
  expect(await toldOf(person)).toEqual({ messages: 0, notices: 0 });
  await house.start(person, { deviceSecret: 'A'.repeat(43) });
  expect(await toldOf(person)).toEqual({ messages: 1, notices: 1 });
  expect(device).not.toBeNull();
});

test('only the hash of the secret is stored', async () => {
  const { device } = await house.start(await known());
  const row = await house.run((ctx) =>
    ctx.db.trustedDevice.findFirstOrThrow({ where: { id: device!.id } }),
  );
  expect(row.secretHash).toEqual(sha256(device!.secret));
});

test('a browser is forgotten 90 days after its last sign-in', async () => {
  const person = await known();
  const { device } = await house.start(person);
  house.platform.clock.moveBy(90 * dayMs - 1);
  const again = await house.start(person, { deviceSecret: device!.secret });
  expect(again.device).toMatchObject({ isNew: false });
  house.platform.clock.moveBy(90 * dayMs);
  const late = await house.start(person, { deviceSecret: device!.secret });
  expect(late.device).toMatchObject({ isNew: true });
});

test("another person's browser, or one that was planted, is unknown and gets a secret of its own", async () => {
  const [ada, bert] = [await known(), await known()];
  const { device } = await house.start(ada);
  const planted = await house.start(bert, { deviceSecret: device!.secret });
  expect(planted.device).toMatchObject({ isNew: true });
  expect(planted.device!.secret).not.toBe(device!.secret);
  expect(await toldOf(bert)).toEqual({ messages: 1, notices: 1 });
});

test('an application is no browser: it is told of at each sign-in, and leaves nothing to remember', async () => {
  const person = await known();
  const { device } = await house.start(person, { transport: 'TOKEN' });
  expect(device).toBeNull();
  expect(await toldOf(person)).toEqual({ messages: 1, notices: 1 });
  expect(await devicesOf(person)).toEqual([]);
});

test('revoking a browser ends its sessions and no other, and it is unknown from then on', async () => {
  const person = await known();
  const { device, token } = await house.start(person);
  const elsewhere = await house.start(person);
  await revoke(person, device!.id);
  expect(await house.find(token)).toBeNull();
  expect(await house.find(elsewhere.token)).not.toBeNull();
  expect((await devicesOf(person)).map(({ id }) => id)).toEqual([elsewhere.device!.id]);
  expect(await house.auditOf(device!.id)).toEqual(['device.revoke']);
  const again = await house.start(person, { deviceSecret: device!.secret });
  expect(again.device).toMatchObject({ isNew: true });
  expect(await codeOf(revoke(person, device!.id))).toBe('entity.not_found');
});

test("nobody revokes another person's browser, nor one of another tenant", async () => {
  const [owner, stranger] = [await known(), await known()];
  const { device, token } = await house.start(owner);
  expect(await codeOf(revoke(stranger, device!.id))).toBe('entity.not_found');
  const other = await house.elsewhere();
  const foreign = await other.addPerson();
  const call = other.as(foreign, (ctx) => revokeDevice({ ctx, input: { deviceId: device!.id } }));
  expect(await codeOf(call)).toBe('entity.not_found');
  expect(await house.find(token)).not.toBeNull();
});

test('at most 20 browsers are remembered; the one longest unseen goes', async () => {
  const person = await known();
  const first = await house.start(person);
  for (const _ of times(20, (index) => index)) {
    house.platform.clock.moveBy(1000);
    await house.start(person);
  }
  const devices = await devicesOf(person);
  expect(devices).toHaveLength(20);
  expect(devices.map(({ id }) => id)).not.toContain(first.device!.id);
});

test('a browser is named as people know it', () => {
  const firefox = 'Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0';
  expect(deviceName(firefox)).toBe('Firefox · Linux');
  expect(deviceName('')).toBeNull();
  expect(deviceName(null)).toBeNull();
});
