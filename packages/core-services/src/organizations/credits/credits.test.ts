import { randomUUID } from 'node:crypto';
import { inTransaction } from '@freehold/core-db';
import { withConnection } from '@freehold/core-db/migrate';
import { ListCreditEntriesInput } from '@freehold/core-contracts/credits';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import type { Actor } from '../../context.ts';
import { insist, manyMeetMs, tally, TestOrganizations } from '../organizations.testing.ts';
import { grantCredits } from './grant-credits.ts';
import { listCredits } from './list-credits.ts';
import { transferCredits } from './transfer-credits.ts';
import { refundCredits, useCredits } from './use-credits.ts';

let world: TestOrganizations;
vi.setConfig({ testTimeout: manyMeetMs });

beforeAll(async () => {
  world = await TestOrganizations.open();
});
afterAll(() => world.close());

const reason = 'As agreed';
const newKey = () => `key-${randomUUID()}`;

function grant(organizationId: string, amount: number, idempotencyKey = newKey(), actor?: Actor) {
  const input = { organizationId, amount, reason, idempotencyKey };
  return world.in(() => grantCredits({ ctx: world.as(actor ?? world.admin), input }));
}
function move(
  actor: Actor,
  organizationId: string,
  toSlug: string,
  amount: number,
  idempotencyKey = newKey(),
) {
  const input = { organizationId, toSlug, amount, reason, idempotencyKey };
  return world.in(() => transferCredits({ ctx: world.as(actor), input }));
}
function use(organizationId: string, amount: number, cause: string = randomUUID()) {
  const ctx = world.as({ kind: 'SYSTEM', name: 'scanner' });
  return world.in(() =>
    inTransaction(ctx.db, (tx) =>
      useCredits(tx, ctx, { organizationId, amount, reason: 'A scan', cause }),
    ),
  );
}
function refund(organizationId: string, cause: string, why = 'The scan failed') {
  const ctx = world.as({ kind: 'SYSTEM', name: 'scanner' });
  return world.in(() =>
    inTransaction(ctx.db, (tx) => refundCredits(tx, ctx, { organizationId, reason: why, cause })),
  );
}
async function balanceOf(organizationId: string): Promise<number> {
  const { scanCredits } = await world.in(() =>
    world.db.organization.findFirstOrThrow({ where: { id: organizationId } }),
  );
  return scanCredits;
}
function entriesOf(organizationId: string) {
  return world.in(() =>
    world.db.creditEntry.findMany({
      where: { organizationId },
      orderBy: [{ createdAt: 'asc' }, { id: 'asc' }],
      take: 500,
    }),
  );
}

test('64 uses of one credit each, of 10 there are: exactly 10 succeed, and nothing is below zero', async () => {
  const { id } = await world.addOrganization();
  await grant(id, 10);
  const answers = await Promise.allSettled(
    Array.from({ length: 64 }, (_, index) => insist(() => use(id, 1, `at-once-${index}`))),
  );
  expect(tally(answers)).toEqual({ succeeded: 10, codes: { 'credits.insufficient': 54 } });
  expect(await balanceOf(id)).toBe(0);
  const after = (await entriesOf(id)).map(({ balanceAfter }) => balanceAfter);
  expect(after.toSorted((one, two) => two - one)).toEqual([10, 9, 8, 7, 6, 5, 4, 3, 2, 1, 0]);
});

test('64 uses for one cause take once', async () => {
  const { id } = await world.addOrganization();
  await grant(id, 100);
  const cause = randomUUID();
  const answers = await Promise.allSettled(
    Array.from({ length: 64 }, () => insist(() => use(id, 7, cause))),
  );
  expect(tally(answers).succeeded).toBe(64);
  expect(await balanceOf(id)).toBe(93);
  await expect(use(id, 8, cause)).rejects.toMatchObject({
    ...{ kind: 'CONFLICT', code: 'credits.key_reused' },
  });
});

test('what was taken is given back once, and only what was taken', async () => {
  const { id } = await world.addOrganization();
  await grant(id, 50);
  await use(id, 20, 'scan-1');
  await Promise.all(Array.from({ length: 16 }, () => refund(id, 'scan-1')));
  expect(await balanceOf(id)).toBe(50);
  await expect(refund(id, 'scan-2')).rejects.toMatchObject({ kind: 'NOT_FOUND' });
  await expect(refund(id, 'scan-1', 'Another reason')).rejects.toMatchObject({
    code: 'credits.key_reused',
  });
  expect((await entriesOf(id)).map(({ kind, amount }) => [kind, amount])).toEqual([
    ['GRANT', 50],
    ['USE', -20],
    ['REFUND', 20],
  ]);
});

test('a grant is an entry, an audit row, an event and a notification; the same key again is none', async () => {
  const { id, owner } = await world.addOrganization();
  const key = newKey();
  const answers = await Promise.all(Array.from({ length: 8 }, () => grant(id, 500, key)));
  expect(answers).toEqual(
    Array.from({ length: 8 }, () => ({ organizationId: id, scanCredits: 500 })),
  );
  expect(await balanceOf(id)).toBe(500);
  const rows = (await world.auditOf(id)).filter(({ action }) => action === 'credits.grant');
  expect(rows).toMatchObject([
    { reason, changes: { scanCredits: { before: 0, after: 500 } }, organizationId: id },
  ]);
  expect(await world.notificationsOf(owner.userId)).toMatchObject([
    { kind: 'organization.creditsReceived', parameters: { amount: 500 } },
  ]);
  await expect(grant(id, 501, key)).rejects.toMatchObject({ code: 'credits.key_reused' });
  for (const actor of [owner.actor, world.auditor]) {
    await expect(grant(id, 1, newKey(), actor)).rejects.toMatchObject({
      code: 'organization.role_missing',
    });
  }
});

test('no balance grows past what its column holds', async () => {
  const { id } = await world.addOrganization();
  await grant(id, 1_000_000_000);
  await grant(id, 1_000_000_000);
  await expect(grant(id, 1_000_000_000)).rejects.toMatchObject({ code: 'credits.too_many' });
  expect(await balanceOf(id)).toBe(2_000_000_000);
});

test('a transfer is an entry on both sides under one id, and one audit row; again it moves nothing', async () => {
  const [from, to] = [await world.addOrganization(), await world.addOrganization()];
  await grant(from.id, 100);
  const key = newKey();
  await Promise.all(
    Array.from({ length: 8 }, () => move(from.owner.actor, from.id, to.slug, 30, key)),
  );
  expect([await balanceOf(from.id), await balanceOf(to.id)]).toEqual([70, 30]);
  const [sent] = (await entriesOf(from.id)).slice(-1);
  const [received] = await entriesOf(to.id);
  expect(sent).toMatchObject({ kind: 'TRANSFER_OUT', amount: -30, counterpartyId: to.id });
  expect(received).toMatchObject({ kind: 'TRANSFER_IN', amount: 30, counterpartyId: from.id });
  expect(sent?.transferId).toBe(received?.transferId);
  const rows = (await world.auditOf(from.id)).filter(({ action }) => action === 'credits.transfer');
  expect(rows).toMatchObject([
    {
      changes: {
        ...{ amount: 30, toOrganizationId: to.id },
        ...{ sender: { before: 100, after: 70 }, receiver: { before: 0, after: 30 } },
      },
    },
  ]);
  expect(await world.notificationsOf(to.owner.userId)).toMatchObject([
    { kind: 'organization.creditsReceived', parameters: { from: from.name, amount: 30 } },
  ]);
  const other = await world.addOrganization();
  const reused = { code: 'credits.key_reused' };
  await expect(move(from.owner.actor, from.id, to.slug, 31, key)).rejects.toMatchObject(reused);
  await expect(move(from.owner.actor, from.id, other.slug, 30, key)).rejects.toMatchObject(reused);
});

test('only the owner, a managing operator or a key with the scope sends credits', async () => {
  const [from, to] = [await world.addOrganization(), await world.addOrganization()];
  await grant(from.id, 100);
  const admin = await world.addMember(from.id, 'ADMIN');
  await expect(move(admin.actor, from.id, to.slug, 1)).rejects.toMatchObject({
    code: 'organization.role_missing',
  });
  await expect(move(to.owner.actor, from.id, to.slug, 1)).rejects.toMatchObject({
    kind: 'NOT_FOUND',
  });
  await expect(move(world.auditor, from.id, to.slug, 1)).rejects.toMatchObject({
    code: 'organization.role_missing',
  });
  await expect(
    move(world.keyActor(from.id, 'credit.read'), from.id, to.slug, 1),
  ).rejects.toMatchObject({ code: 'apiKey.scope_missing' });
  await move(world.keyActor(from.id, 'credit.transfer'), from.id, to.slug, 1);
  await move(world.admin, from.id, to.slug, 1);
  expect(await balanceOf(to.id)).toBe(2);
});

test('nothing goes to oneself, to nobody, or out of an empty purse', async () => {
  const { id, slug, owner } = await world.addOrganization();
  const other = await world.addOrganization();
  await grant(id, 5);
  await expect(move(owner.actor, id, slug, 1)).rejects.toMatchObject({
    code: 'credits.same_organization',
  });
  await expect(move(owner.actor, id, 'nobody-at-all', 1)).rejects.toMatchObject({
    kind: 'NOT_FOUND',
  });
  await expect(move(owner.actor, id, other.slug, 6)).rejects.toMatchObject({
    ...{ code: 'credits.insufficient', params: { available: 5 } },
  });
  expect([await balanceOf(id), await balanceOf(other.id)]).toEqual([5, 0]);
});

test('64 crossed transfers meet no deadlock, and whoever adds up meanwhile finds the same sum', async () => {
  const purses = [
    await world.addOrganization(),
    await world.addOrganization(),
    await world.addOrganization(),
    await world.addOrganization(),
  ];
  for (const { id } of purses) await grant(id, 1_000);
  const ids = purses.map(({ id }) => id);
  const moving = new AbortController();
  const reading = withConnection(world.house.platform.urls.ownerUrl, async (client) => {
    const sums = new Set<number>();
    while (!moving.signal.aborted) {
      const { rows } = await client.query<{ sum: number; entries: number }>(
        `SELECT (SELECT sum("scanCredits")::int FROM "Organization" WHERE "id" = ANY ($1)) AS sum,
                (SELECT sum("amount")::int FROM "CreditEntry" WHERE "organizationId" = ANY ($1)) AS entries`,
        [ids],
      );
      sums.add(rows[0]?.sum ?? -1).add(rows[0]?.entries ?? -1);
    }
    return sums;
  });
  const answers = await Promise.allSettled(
    Array.from({ length: 64 }, (_, index) => {
      const from = purses[index % 4];
      const to = purses[(index + 1 + ((index >> 2) % 3)) % 4];
      if (from === undefined || to === undefined) throw new Error('There are four');
      const key = newKey();
      return insist(() => move(world.admin, from.id, to.slug, 1 + (index % 7), key));
    }),
  );
  moving.abort();
  expect(tally(answers)).toEqual({ succeeded: 64, codes: {} });
  expect([...(await reading)]).toEqual([4_000]);
  for (const { id } of purses) {
    expect((await entriesOf(id)).at(-1)?.balanceAfter).toBe(await balanceOf(id));
  }
});

test('managers hear once when the balance falls below 100', async () => {
  const { id, owner } = await world.addOrganization();
  await grant(id, 101);
  await use(id, 1);
  await use(id, 1);
  await use(id, 1);
  const kinds = (await world.notificationsOf(owner.userId)).map(({ kind }) => kind);
  expect(kinds).toEqual(['organization.creditsReceived', 'organization.creditsLow']);
});

test('the list shows the newest first, with the other organization’s name', async () => {
  const [from, to] = [await world.addOrganization(), await world.addOrganization()];
  await grant(from.id, 10);
  await move(from.owner.actor, from.id, to.slug, 4);
  const read = (actor: Actor, organizationId: string) =>
    world.in(() =>
      listCredits({
        ctx: world.as(actor),
        input: ListCreditEntriesInput.parse({ organizationId }),
      }),
    );
  const { items, total } = await read(from.owner.actor, from.id);
  expect(total).toBe(2);
  expect(items).toMatchObject([
    { kind: 'TRANSFER_OUT', amount: -4, balanceAfter: 6, counterpartyName: to.name },
    { kind: 'GRANT', amount: 10, balanceAfter: 10, counterpartyName: null },
  ]);
  await expect(read(to.owner.actor, from.id)).rejects.toMatchObject({ kind: 'NOT_FOUND' });
});
