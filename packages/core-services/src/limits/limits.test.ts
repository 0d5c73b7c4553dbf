import { ListLimitsInput, SetLimitInput, type LimitField } from '@freehold/core-contracts/limits';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import type { z } from 'zod';
import { newId, TestMoney } from '../money/money.testing.ts';
import { getEffectiveLimits, getOwnLimits } from './effective-limits.ts';
import { listLimits } from './list-limits.ts';
import { removeLimit } from './remove-limit.ts';
import { setLimit } from './set-limit.ts';

type Person = Awaited<ReturnType<TestMoney['addPerson']>>;

let money: TestMoney;
let away: TestMoney;
let ada: Person;

beforeAll(async () => {
  money = await TestMoney.open();
  away = await money.neighbour();
});
afterAll(() => money.close());
beforeEach(async () => {
  await money.in(() => money.db.transactionLimit.deleteMany());
  ada = await money.addPerson('1000');
});

const refused = (code: string) => expect.objectContaining({ code });
const reason = 'Because of a test';

function set(
  input: Omit<z.input<typeof SetLimitInput>, 'reason' | 'version'>,
  version?: number,
  ctx = money.as(),
) {
  const parsed = SetLimitInput.parse({ ...input, reason, version: version ?? null });
  return money.in(() => setLimit({ ctx, input: parsed }));
}

const list = () =>
  money.in(() => listLimits({ ctx: money.as(), input: ListLimitsInput.parse({}) }));

async function effective(person = ada) {
  const ctx = money.as(person.actor);
  const { limits } = await money.in(() => getOwnLimits({ ctx, input: {} }));
  return Object.fromEntries(limits.map(({ field, ...rest }) => [field, rest])) as Record<
    LimitField,
    { limit: string | null; used: string | null; left: string | null; scope: string | null }
  >;
}

function send(amount: string) {
  return money.post(money.payment(ada, bela, amount));
}

let bela: Person;
beforeAll(async () => {
  bela = await money.addPerson();
});

describe('what is set', () => {
  test('is listed by name, and the audit log has what was and what is', async () => {
    await set({ scope: 'TENANT', maxPerDay: '500', maxCountPerHour: 5 });
    await set({ scope: 'USER', scopeKey: ada.userId.toUpperCase(), maxPerTransfer: '007.50' });
    await set({ scope: 'ROLE', scopeKey: 'USER', maxPerDay: '100' });
    const { items } = await list();
    expect(items).toMatchObject([
      { scope: 'TENANT', scopeKey: '', subjectName: null, maxPerDay: '500', maxCountPerHour: 5 },
      { scope: 'ROLE', scopeKey: 'USER', subjectName: null },
      { scope: 'USER', scopeKey: ada.userId, subjectName: 'Ada Byron', maxPerTransfer: '7.5' },
    ]);
    const { id, version } = items[0]!;
    await expect(set({ scope: 'TENANT', maxPerDay: '400' }, version)).resolves.toEqual({
      ...{ state: 'DONE', version: 1 },
    });
    const rows = await money.in(() =>
      money.db.auditLog.findMany({ where: { entityId: id }, orderBy: { sequence: 'asc' } }),
    );
    expect(rows.at(-1)).toMatchObject({
      ...{ action: 'limit.set', reason },
      changes: {
        maxPerDay: { before: '500', after: '400' },
        maxCountPerHour: { before: 5, after: null },
      },
    });
  });

  test.each<[string, object]>([
    ['a tenant with a key', { scope: 'TENANT', scopeKey: 'x' }],
    ['a role that is none', { scope: 'ROLE', scopeKey: 'KING' }],
    ['a person by name', { scope: 'USER', scopeKey: 'Ada' }],
    ['a number', { scope: 'TENANT', maxPerDay: 5 }],
    ['ten places', { scope: 'TENANT', maxPerDay: '0.0000000001' }],
    ['less than nothing', { scope: 'TENANT', maxPerDay: '-1' }],
    ['half a transfer', { scope: 'TENANT', maxCountPerDay: 0.5 }],
  ])('is never %s', (_, input) => {
    expect(SetLimitInput.safeParse({ ...input, reason, version: null }).success).toBe(false);
  });

  test('is refused at another version, for a stranger, and made once by two', async () => {
    const stranger = await away.addPerson();
    await expect(set({ scope: 'USER', scopeKey: stranger.userId })).rejects.toEqual(
      refused('entity.not_found'),
    );
    const both = await Promise.allSettled([
      set({ scope: 'TENANT', maxPerDay: '1' }),
      set({ scope: 'TENANT', maxPerDay: '2' }),
    ]);
    expect(both.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
    await expect(set({ scope: 'TENANT', maxPerDay: '3' })).rejects.toEqual(
      refused('version.stale'),
    );
    await expect(set({ scope: 'TENANT', maxPerDay: '3' }, 7)).rejects.toEqual(
      refused('version.stale'),
    );
  });

  test('is not for whoever it is about, nor for who manages the organization', async () => {
    const { organizationId } = await money.addOrganization();
    await money.in(() =>
      money.db.membership.create({ data: { organizationId, userId: ada.userId, role: 'OWNER' } }),
    );
    const own = money.as({
      ...{ kind: 'OPERATOR', userId: ada.userId, homeTenantId: money.tenant.id },
      ...{ role: 'TREASURER', name: 'Ada Byron' },
    });
    const about = [
      { scope: 'USER', scopeKey: ada.userId.toUpperCase() },
      { scope: 'ORGANIZATION', scopeKey: organizationId },
    ] as const;
    for (const subject of about) {
      await expect(set({ ...subject, maxPerDay: '9' }, undefined, own)).rejects.toEqual(
        refused('limit.own'),
      );
      await set({ ...subject, maxPerDay: '1' });
    }
    const { items } = await list();
    for (const { id, version } of items) {
      const input = { limitId: id, version, reason };
      await expect(money.in(() => removeLimit({ ctx: own, input }))).rejects.toEqual(
        refused('limit.own'),
      );
    }
    // What holds for everybody is no one person's.
    await expect(set({ scope: 'TENANT', maxPerDay: '5' }, undefined, own)).resolves.toMatchObject({
      state: 'DONE',
    });
  });

  test('is taken away at the version that was seen', async () => {
    await set({ scope: 'TENANT', maxPerDay: '1' });
    const [limit] = (await list()).items;
    const remove = (version: number, of = money) =>
      of.in(() => removeLimit({ ctx: of.as(), input: { limitId: limit!.id, version, reason } }));
    await expect(remove(4)).rejects.toEqual(refused('version.stale'));
    await expect(remove(0, away)).rejects.toEqual(refused('entity.not_found'));
    await remove(0);
    expect((await list()).total).toBe(0);
    await expect(remove(0)).rejects.toEqual(refused('entity.not_found'));
  });
});

describe('what holds', () => {
  test('is, field by field, what the narrowest scope says', async () => {
    await set({ scope: 'TENANT', maxPerDay: '500', maxCountPerDay: 9, maxPerTransfer: '300' });
    await set({ scope: 'ROLE', scopeKey: 'USER', maxPerDay: '100' });
    await set({ scope: 'USER', scopeKey: ada.userId, maxCountPerDay: 2 });
    expect(await effective()).toEqual({
      maxPerTransfer: { limit: '300', used: null, left: '300', scope: 'TENANT' },
      maxPerDay: { limit: '100', used: '0', left: '100', scope: 'ROLE' },
      maxPerMonth: { limit: null, used: '0', left: null, scope: null },
      maxCountPerDay: { limit: '2', used: '0', left: '2', scope: 'USER' },
      maxCountPerMonth: { limit: null, used: '0', left: null, scope: null },
      maxCountPerHour: { limit: null, used: '0', left: null, scope: null },
    });
  });

  test('is what the database decides by: what is left passes, one billionth more does not', async () => {
    await set({ scope: 'TENANT', maxPerDay: '100', maxPerTransfer: '60' });
    await set({ scope: 'USER', scopeKey: ada.userId, maxCountPerHour: 3 });
    await send('40.000000001');
    const { maxPerDay, maxCountPerHour } = await effective();
    expect(maxPerDay).toMatchObject({ used: '40.000000001', left: '59.999999999' });
    expect(maxCountPerHour).toMatchObject({ used: '1', left: '2' });
    expect(await send('60')).toMatchObject({ outcome: 'REJECTED' });
    expect(await send(maxPerDay.left ?? '')).toMatchObject({ outcome: 'ACCEPTED' });
    expect((await effective()).maxPerDay.left).toBe('0');
  });

  test('begins anew with the day and the month, UTC', async () => {
    const { clock } = money.platform;
    clock.set(new Date('2026-01-31T23:30:00Z'));
    await set({ scope: 'TENANT', maxPerDay: '100', maxPerMonth: '150' });
    await send('80');
    expect(await effective()).toMatchObject({
      maxPerDay: { left: '20' },
      maxPerMonth: { left: '70' },
    });
    clock.set(new Date('2026-02-01T00:00:00Z'));
    expect(await effective()).toMatchObject({
      maxPerDay: { used: '0', left: '100' },
      maxPerMonth: { used: '0', left: '150' },
      maxCountPerHour: { used: '1' },
    });
  });

  test('for an organization follows its tier, and only its members read it', async () => {
    const { organizationId } = await money.addOrganization();
    await set({ scope: 'TIER', scopeKey: 'FREE', maxPerDay: '10' });
    await set({ scope: 'ROLE', scopeKey: 'USER', maxPerDay: '1' });
    const read = () =>
      money.in(() => getOwnLimits({ ctx: money.as(ada.actor), input: { organizationId } }));
    await expect(read()).rejects.toEqual(refused('entity.not_found'));
    await money.in(() =>
      money.db.membership.create({
        data: { organizationId, userId: ada.userId, role: 'MEMBER' },
      }),
    );
    const { limits } = await read();
    expect(limits.find(({ field }) => field === 'maxPerDay')).toMatchObject({
      ...{ limit: '10', scope: 'TIER' },
    });
    for (const input of [{ userId: newId() }, { organizationId: newId() }]) {
      await expect(money.in(() => getEffectiveLimits({ ctx: money.as(), input }))).rejects.toEqual(
        refused('entity.not_found'),
      );
    }
  });
});
