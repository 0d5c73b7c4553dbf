import { createDatabase, withTenant } from '@freehold/core-db';
import {
  CreateApiKeyInput,
  ListApiKeysInput,
  RotateApiKeyInput,
} from '@freehold/core-contracts/api-keys';
import { ListAuditInput } from '@freehold/core-contracts/audit';
import type { ApiScope } from '@freehold/core-contracts/permissions';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { listAudit } from '../audit/list-audit.ts';
import { createCache, type SharedStore } from '../cache/cache.ts';
import { createDatabaseBus } from '../cache/database-bus.ts';
import type { Actor, ServiceContext } from '../context.ts';
import { deleteOrganization } from '../organizations/delete-organization.ts';
import { mostLiveKeys, mostLiveKeysInRotation } from '../organizations/limits.ts';
import { removeMember } from '../organizations/members/remove-member.ts';
import {
  insist,
  manyMeetMs,
  tally,
  TestOrganizations,
} from '../organizations/organizations.testing.ts';
import { restoreOrganization } from '../organizations/restore-organization.ts';
import { setSubscriptionStatus } from '../organizations/subscriptions/set-subscription-status.ts';
import { readTestMessages } from '../testing/messages.ts';
import { authenticateKey } from './authenticate-key.ts';
import { createKey } from './create-key.ts';
import { parseApiKey } from './key-text.ts';
import { listKeys } from './list-keys.ts';
import { revokeKey } from './revoke-key.ts';
import { rotateKey } from './rotate-key.ts';
import { tellOfEndingKeys } from './tell-of-ending-keys.ts';

let world: TestOrganizations;
vi.setConfig({ testTimeout: manyMeetMs });

beforeAll(async () => {
  world = await TestOrganizations.open();
});
afterAll(() => world.close());

const hourMs = 60 * 60_000;
const dayMs = 24 * hourMs;
const later = (ms: number) => () => new Date(Date.now() + ms);
const machine: Actor = { kind: 'SERVICE', service: 'rest' };

function create(
  actor: Actor,
  organizationId: string,
  options: { readonly scopes?: ApiScope[]; readonly expiresInDays?: number | null } = {},
) {
  const scopes = ['usage.read'];
  const input = CreateApiKeyInput.parse({ organizationId, name: 'Nightly', scopes, ...options });
  return world.in(() => createKey({ ctx: world.as(actor), input }));
}
function rotate(actor: Actor, apiKeyId: string, overlapHours?: number, version = 0) {
  const input = RotateApiKeyInput.parse({ apiKeyId, version, overlapHours });
  return world.in(() => rotateKey({ ctx: world.as(actor), input }));
}
function revoke(actor: Actor, apiKeyId: string, version = 0) {
  const input = { apiKeyId, version, reason: 'It leaked' };
  return world.in(() => revokeKey({ ctx: world.as(actor), input }));
}
function present(key: string, clock?: () => Date) {
  const ctx = world.as(machine, clock);
  return world.in(() => authenticateKey({ ctx, input: { key } }));
}
function list(input: Partial<ListApiKeysInput>, actor: Actor = world.auditor, clock?: () => Date) {
  return world.in(() =>
    listKeys({ ctx: world.as(actor, clock), input: ListApiKeysInput.parse(input) }),
  );
}

test('a key names its tenant, is seen once, and only its SHA-256 is stored', async () => {
  const { id, owner } = await world.addOrganization();
  const { apiKey, secret } = await create(owner.actor, id, {
    scopes: ['usage.read', 'usage.read'],
  });
  const parts = parseApiKey(secret);
  expect(parts).toMatchObject({ tenantSlug: world.tenant.slug });
  expect(parts?.secret).toHaveLength(43);
  expect(apiKey.prefix).toBe(`fhk_${world.tenant.slug}_${parts?.name}`);
  expect(apiKey.scopes).toEqual(['usage.read']);
  expect(apiKey.expiresAt?.getTime()).toBeCloseTo(Date.now() + 90 * dayMs, -5);
  await expect(present(secret)).resolves.toEqual({
    ...{ id: apiKey.id, organizationId: id, name: 'Nightly', scopes: ['usage.read'] },
  });
  const row = await world.in(() => world.db.apiKey.findFirstOrThrow({ where: { id: apiKey.id } }));
  const [audit] = await world.auditOf(apiKey.id);
  const events = await world.eventsOf(id);
  const kept = JSON.stringify([row, audit?.changes, events, await list({})]);
  expect(kept).not.toContain(parts?.secret);
  expect(audit).toMatchObject({ action: 'apiKey.create', organizationId: id });
  expect(events.map(({ eventType }) => eventType)).toContain('apiKey.created');
});

test('what is wrong in any part of a key is nobody’s', async () => {
  const { id, owner } = await world.addOrganization();
  const { secret } = await create(owner.actor, id);
  const last = secret.at(-2) === 'A' ? 'B' : 'A';
  const elsewhere = await world.house.addTenant();
  const wrong = [
    ...['', 'fhk_', `${secret} `, secret.slice(0, -1), `x${secret}`],
    secret.slice(0, -2) + last + secret.slice(-1),
    secret.replace(world.tenant.slug, elsewhere.slug),
    secret.replace(/_[0-9a-z]{8}_/u, '_00000000_'),
    'x'.repeat(100_000),
  ];
  for (const key of wrong) expect(await present(key)).toBeNull();
  const there = world.house.contextOf(elsewhere, machine);
  for (const key of [secret, secret.replace(world.tenant.slug, elsewhere.slug)]) {
    const answer = withTenant(elsewhere.id, () => authenticateKey({ ctx: there, input: { key } }));
    await expect(answer).resolves.toBeNull();
  }
});

test('a wrong secret asks the database as much as an unknown name does', async () => {
  const { id, owner } = await world.addOrganization();
  const { secret } = await create(owner.actor, id);
  const count = async (key: string) => {
    let operations = 0;
    const { appUrl } = world.house.platform.urls;
    const database = await createDatabase({ url: appUrl, onOperation: () => (operations += 1) });
    const ctx: ServiceContext = { ...world.as(machine), db: database.client };
    operations = 0;
    await world.in(() => authenticateKey({ ctx, input: { key } }));
    await database.close();
    return operations;
  };
  const flipped = secret.endsWith('A') ? 'B' : 'A';
  const wrongSecret = await count(secret.slice(0, -1) + flipped);
  const unknownName = await count(secret.replace(/_[0-9a-z]{8}_/u, '_00000000_'));
  expect(wrongSecret).toBe(unknownName);
  expect(wrongSecret).toBeGreaterThan(0);
});

test('a key ends at its time, or never', async () => {
  const { id, owner } = await world.addOrganization();
  const short = await create(owner.actor, id, { expiresInDays: 1 });
  const endless = await create(owner.actor, id, { expiresInDays: null });
  expect(await present(short.secret, later(dayMs - 5_000))).not.toBeNull();
  expect(await present(short.secret, later(dayMs))).toBeNull();
  expect(await present(endless.secret, later(10_000 * dayMs))).not.toBeNull();
});

test('rotated, both work for the overlap, then the new one alone', async () => {
  const { id, owner } = await world.addOrganization();
  const old = await create(owner.actor, id);
  const fresh = await rotate(owner.actor, old.apiKey.id);
  expect(fresh.apiKey).toMatchObject({
    ...{ name: 'Nightly', scopes: ['usage.read'], rotatedFromId: old.apiKey.id },
  });
  expect(fresh.apiKey.expiresAt?.getTime()).toBeCloseTo(Date.now() + 90 * dayMs, -5);
  for (const { secret } of [old, fresh]) expect(await present(secret)).not.toBeNull();
  expect(await present(old.secret, later(24 * hourMs - 5_000))).not.toBeNull();
  expect(await present(old.secret, later(24 * hourMs))).toBeNull();
  expect(await present(fresh.secret, later(24 * hourMs))).not.toBeNull();
  const { items } = await list({ organizationId: id });
  expect(items.find((key) => key.id === old.apiKey.id)).toMatchObject({
    replacedById: fresh.apiKey.id,
  });
  expect((await world.auditOf(old.apiKey.id)).at(-1)).toMatchObject({
    ...{ action: 'apiKey.rotate', changes: { overlapHours: 24 } },
  });
});

test('an overlap is 0 to 720 hours; of 0 the old one ends at the commit', async () => {
  const { id, owner } = await world.addOrganization();
  for (const [hours, isAllowed] of [
    [-1, false],
    [0, true],
    [720, true],
    [721, false],
  ] as const) {
    const input = { apiKeyId: id, version: 0, overlapHours: hours };
    expect(RotateApiKeyInput.safeParse(input).success).toBe(isAllowed);
  }
  const old = await create(owner.actor, id);
  const fresh = await rotate(owner.actor, old.apiKey.id, 0);
  expect(await present(old.secret)).toBeNull();
  expect(await present(fresh.secret)).not.toBeNull();
  await expect(rotate(owner.actor, old.apiKey.id, 0, 1)).rejects.toMatchObject({
    code: 'apiKey.not_live',
  });
});

test('an overlap never makes the old key live longer than it would have', async () => {
  const { id, owner } = await world.addOrganization();
  const old = await create(owner.actor, id, { expiresInDays: 1 });
  await rotate(owner.actor, old.apiKey.id, 720);
  expect(await present(old.secret, later(dayMs))).toBeNull();
});

test('16 rotations at once: one new key', async () => {
  const { id, owner } = await world.addOrganization();
  const old = await create(owner.actor, id);
  const answers = await Promise.allSettled(
    Array.from({ length: 16 }, () => insist(() => rotate(owner.actor, old.apiKey.id))),
  );
  expect(tally(answers)).toEqual({ succeeded: 1, codes: { 'version.stale': 15 } });
  expect((await list({ organizationId: id })).total).toBe(2);
  await expect(rotate(owner.actor, old.apiKey.id, 24, 1)).rejects.toMatchObject({
    code: 'apiKey.already_rotated',
  });
});

/** A process of its own: a cache that hears of the others, and how often it asked the database. */
async function startProcess() {
  const { appUrl } = world.house.platform.urls;
  const logger = { info: () => undefined, warn: () => undefined, error: () => undefined };
  const bus = createDatabaseBus({ listenUrl: appUrl, logger });
  const cache = createCache({ bus });
  const asked = { count: 0 };
  const database = await createDatabase({ url: appUrl, onOperation: () => (asked.count += 1) });
  bus.start(database);
  await vi.waitFor(() => expect(bus.isListening).toBe(true), { timeout: 5_000 });
  const contextOf = (actor: Actor) => ({ ...world.as(actor), cache, db: database.client });
  const ask = (key: string) =>
    world.in(() => authenticateKey({ ctx: contextOf(machine), input: { key } }));
  const stop = async () => {
    await bus.close();
    await database.close();
  };
  return { ask, asked, contextOf, stop };
}

test('revoked it stops at once, in every process that keeps it, with the reason in the trail', async () => {
  const { id, owner } = await world.addOrganization();
  const { apiKey, secret } = await create(owner.actor, id);
  const [first, second] = [await startProcess(), await startProcess()];
  const askBoth = () => Promise.all([first.ask(secret), second.ask(secret)]);
  expect(await askBoth()).toMatchObject([{ id: apiKey.id }, { id: apiKey.id }]);
  first.asked.count = second.asked.count = 0;
  expect(await askBoth()).toMatchObject([{ id: apiKey.id }, { id: apiKey.id }]);
  expect([first.asked.count, second.asked.count]).toEqual([0, 0]);
  const input = { apiKeyId: apiKey.id, version: 0, reason: 'It leaked' };
  await world.in(() => revokeKey({ ctx: first.contextOf(owner.actor), input }));
  expect(await first.ask(secret)).toBeNull();
  await vi.waitFor(async () => expect(await second.ask(secret)).toBeNull(), { timeout: 2_000 });
  await Promise.all([first.stop(), second.stop()]);
  expect((await world.auditOf(apiKey.id)).at(-1)).toMatchObject({
    ...{ action: 'apiKey.revoke', reason: 'It leaked' },
  });
  await expect(revoke(owner.actor, apiKey.id, 1)).rejects.toMatchObject({
    code: 'apiKey.already_revoked',
  });
});

test('keys of a deleted organization stop, and work again when it is back', async () => {
  const { id, owner } = await world.addOrganization();
  const { secret } = await create(owner.actor, id);
  const input = { organizationId: id, reason: 'A test' };
  await world.in(() =>
    deleteOrganization({ ctx: world.as(owner.actor), input: { ...input, version: 0 } }),
  );
  expect(await present(secret)).toBeNull();
  await world.in(() =>
    restoreOrganization({ ctx: world.as(world.admin), input: { ...input, version: 1 } }),
  );
  expect(await present(secret)).not.toBeNull();
});

test('of a suspended organization every key stops at once and says why', async () => {
  const { id, owner } = await world.addOrganization();
  const { secret } = await create(owner.actor, id);
  const cache = createCache();
  const ask = () =>
    world.in(() =>
      authenticateKey({ ctx: { ...world.as(machine), cache }, input: { key: secret } }),
    );
  const set = (status: 'ACTIVE' | 'SUSPENDED', version: number) =>
    world.in(() =>
      setSubscriptionStatus({
        ctx: { ...world.as(world.admin), cache },
        input: { organizationId: id, version, status, reason: 'A test' },
      }),
    );
  expect(await ask()).not.toBeNull();
  await set('SUSPENDED', 0);
  await expect(ask()).rejects.toMatchObject({ kind: 'FORBIDDEN', code: 'subscription.suspended' });
  await set('ACTIVE', 1);
  expect(await ask()).not.toBeNull();
});

test('the trail of an organization holds what was done about its keys', async () => {
  const { id, owner } = await world.addOrganization();
  const { apiKey } = await create(owner.actor, id);
  await revoke(owner.actor, apiKey.id);
  await create(owner.actor, (await world.addOrganization(owner)).id);
  const input = ListAuditInput.parse({ organizationId: id, direction: 'asc' });
  const { items } = await world.in(() => listAudit({ ctx: world.as(world.auditor), input }));
  expect(items.map(({ action }) => action)).toEqual([
    'organization.create',
    'apiKey.create',
    'apiKey.revoke',
  ]);
});

test('a key outlives whoever made it', async () => {
  const { id, owner } = await world.addOrganization();
  const admin = await world.addMember(id, 'ADMIN', 'Greta Gone');
  const { secret, apiKey } = await create(admin.actor, id);
  await world.in(() =>
    removeMember({
      ctx: world.as(owner.actor),
      input: { organizationId: id, userId: admin.userId },
    }),
  );
  await world.in(() => world.db.user.deleteMany({ where: { id: admin.userId } }));
  expect(await present(secret)).not.toBeNull();
  expect((await list({ organizationId: id })).items).toMatchObject([
    { id: apiKey.id, createdByName: 'Greta Gone' },
  ]);
});

test('members make no keys, admins none that move credits, and none is shown one that does', async () => {
  const { id, owner } = await world.addOrganization();
  const [admin, member, stranger] = [
    await world.addMember(id, 'ADMIN'),
    await world.addMember(id),
    await world.addPerson(),
  ];
  const missing = { code: 'organization.role_missing' };
  await expect(create(member.actor, id)).rejects.toMatchObject(missing);
  const moving: ApiScope[] = ['usage.read', 'credit.transfer'];
  await expect(create(admin.actor, id, { scopes: moving })).rejects.toMatchObject(missing);
  const { apiKey } = await create(owner.actor, id, { scopes: moving });
  await expect(rotate(admin.actor, apiKey.id)).rejects.toMatchObject(missing);
  const strangers = { kind: 'NOT_FOUND', params: { entity: 'ApiKey' } };
  await expect(rotate(stranger.actor, apiKey.id)).rejects.toMatchObject(strangers);
  await expect(revoke(stranger.actor, apiKey.id)).rejects.toMatchObject(strangers);
  await expect(revoke(stranger.actor, id)).rejects.toMatchObject(strangers);
  await expect(revoke(world.auditor, apiKey.id)).rejects.toMatchObject(missing);
  await expect(revoke(admin.actor, apiKey.id)).resolves.toMatchObject({
    revokedAt: expect.any(Date),
  });
});

test('rotating one key again and again leaves at most 100 that work; without an overlap it goes on', async () => {
  const { id } = await world.addOrganization();
  let { apiKey } = await create(world.admin, id);
  for (let live = 1; live < mostLiveKeysInRotation; live += 1) {
    ({ apiKey } = await rotate(world.admin, apiKey.id, 720));
  }
  await expect(rotate(world.admin, apiKey.id, 720)).rejects.toMatchObject({
    ...{ kind: 'LIMIT_EXCEEDED', code: 'apiKey.too_many' },
    params: { maximum: 100 },
  });
  await expect(rotate(world.admin, apiKey.id, 0)).resolves.toMatchObject({
    apiKey: { rotatedFromId: apiKey.id },
  });
});

test('what a process keeps of a key stays in its memory, never where processes share', async () => {
  const { id } = await world.addOrganization();
  const { secret } = await create(world.admin, id);
  const seen: string[] = [];
  const shared: SharedStore = {
    find: async (_group, key) => {
      seen.push(key);
      return { text: null, ticket: '1' };
    },
    save: async (_key, { text }) => void seen.push(text),
  };
  const ctx = { ...world.as(machine), cache: createCache({ shared }) };
  const read = () => world.in(() => authenticateKey({ ctx, input: { key: secret } }));
  await expect(read()).resolves.toMatchObject({ organizationId: id });
  await expect(read()).resolves.toMatchObject({ organizationId: id });
  expect(seen).toEqual([]);
});

test('an organization has 50 keys that work, however many are asked for at once', async () => {
  const { id } = await world.addOrganization();
  const answers = await Promise.allSettled(
    Array.from({ length: mostLiveKeys + 14 }, () => insist(() => create(world.admin, id))),
  );
  expect(tally(answers)).toEqual({ succeeded: 50, codes: { 'apiKey.too_many': 14 } });
});

test('operators see all keys of the tenant, by state and by what is searched; people their own', async () => {
  const { id, name, owner } = await world.addOrganization();
  const [one, two, three] = [
    await create(owner.actor, id),
    await create(owner.actor, id, { expiresInDays: 1 }),
    await create(owner.actor, id),
  ];
  await revoke(owner.actor, three.apiKey.id);
  const ids = async (input: Partial<ListApiKeysInput>) =>
    (await list(input, world.auditor, later(2 * dayMs))).items.map((key) => key.id);
  const search = name;
  expect((await ids({ search })).length).toBe(3);
  expect(await ids({ search, state: 'LIVE' })).toEqual([one.apiKey.id]);
  expect(await ids({ search, state: 'EXPIRED' })).toEqual([two.apiKey.id]);
  expect(await ids({ search, state: 'REVOKED' })).toEqual([three.apiKey.id]);
  expect(await ids({ search: one.apiKey.prefix })).toEqual([one.apiKey.id]);
  expect(await ids({ search: one.secret.slice(0, 80) })).toEqual([one.apiKey.id]);
  expect(await ids({ search: parseApiKey(one.secret)?.name ?? '' })).toEqual([one.apiKey.id]);
  await expect(list({}, owner.actor)).rejects.toMatchObject({ kind: 'NOT_FOUND' });
  expect((await list({ organizationId: id }, owner.actor)).total).toBe(3);
});

test('7 days before its end managers hear of a key once, not of one that was replaced', async () => {
  const { id, owner } = await world.addOrganization();
  const ending = await create(owner.actor, id, { expiresInDays: 10 });
  const replaced = await create(owner.actor, id, { expiresInDays: 10 });
  await rotate(owner.actor, replaced.apiKey.id, 720);
  const tell = (days: number) => {
    const ctx = world.as({ kind: 'SYSTEM', name: 'clean-up' }, later(days * dayMs));
    return world.in(() => tellOfEndingKeys({ ctx, limit: 500 }));
  };
  await tell(2.9);
  expect(await world.notificationsOf(owner.userId)).toEqual([]);
  await Promise.all(Array.from({ length: 8 }, () => tell(3.1)));
  const told = (await world.notificationsOf(owner.userId)).filter(
    ({ parameters }) =>
      (parameters as { expiresAt: string }).expiresAt === ending.apiKey.expiresAt?.toISOString(),
  );
  expect(told).toMatchObject([{ kind: 'apiKey.expiring', parameters: { name: 'Nightly' } }]);
  const ctx = world.as(world.admin);
  const messages = await world.in(() => readTestMessages(ctx, { recipient: owner.email }));
  expect(messages.every(({ template }) => template === 'apiKeyExpiring')).toBe(true);
});
