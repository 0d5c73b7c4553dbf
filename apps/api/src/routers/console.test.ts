import { randomUUID } from 'node:crypto';
import { ApprovalDetail, ApprovalPage, ApprovalSummary } from '@freehold/core-contracts/approvals';
import { AuditPage, ChainVerdict } from '@freehold/core-contracts/audit';
import { OverviewView } from '@freehold/core-contracts/overview';
import { DatabaseView } from '@freehold/core-contracts/platform';
import { CompleteRegistrationOutput } from '@freehold/core-contracts/registration';
import { PublicTenant } from '@freehold/core-contracts/tenants';
import { UserDetail, UserPage } from '@freehold/core-contracts/users';
import { withConnection } from '@freehold/core-db/migrate';
import type { ServiceTenant } from '@freehold/core-services/context';
import { createServiceTokens } from '@freehold/core-trpc/service-tokens';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { z } from 'zod';
import { createTestApi, type TestApi } from '../testing/api.ts';

const email = 'ada@people.example';
const tokens = createServiceTokens({ service: 'registration', key: new Uint8Array(32).fill(5) });

let api: TestApi;
let north: ServiceTenant;
let south: ServiceTenant;
let reviewer: string;
let admin: string;
let operator: string;

beforeAll(async () => {
  api = await createTestApi();
  await withConnection(api.urls.privilegedUrl, (client) =>
    client.query(`INSERT INTO "Country" ("code", "alpha3", "numericCode", "nameEn", "nameFr")
      VALUES ('CH', 'CHE', '756', 'Switzerland', 'Suisse') ON CONFLICT DO NOTHING`),
  );
  north = await api.makeTenant('north-net');
  south = await api.makeTenant('south-net');
  const platform = await api.makeTenant('platform', 'PLATFORM');
  reviewer = await api.signInStaff(north, 'REVIEWER');
  admin = await api.signInStaff(north, 'ADMIN');
  operator = await api.signInStaff(platform, 'PLATFORM_OPERATOR');
});
afterAll(() => api.close());

function completion(changes: object = {}) {
  return {
    registrationId: randomUUID(),
    email,
    emailVerifiedAt: new Date(),
    locale: 'en',
    firstName: 'Ada',
    lastName: 'Lovelace',
    countryCode: 'CH',
    dateOfBirth: '1985-12-10',
    gender: 'FEMALE',
    passwordHash: '$argon2id$v=19$m=19456,t=2,p=1$c29tZXNhbHQ$aGFzaGhhc2hoYXNo',
    phone: '+41781234567',
    phoneVerifiedAt: new Date(),
    isDisposableEmail: false,
    ipAddress: '198.51.100.7',
    userAgent: 'Firefox',
    failedAttempts: 0,
    startedAt: new Date(),
    ...changes,
  };
}

async function complete(tenant: ServiceTenant, changes: object = {}) {
  const bearer = await tokens.sign('api', tenant.slug);
  return api.call('internal.completeRegistration', completion(changes), {
    tenant: tenant.slug,
    bearer,
  });
}

async function register(tenant: ServiceTenant, changes: object = {}): Promise<string> {
  const answer = await complete(tenant, changes);
  expect(answer.error).toBeNull();
  return CompleteRegistrationOutput.parse(answer.data).userId;
}

async function ask<T extends z.ZodType>(
  schema: T,
  path: string,
  input: unknown,
  cookie: string,
  tenant = north,
): Promise<z.infer<T>> {
  const answer = await api.call(path, input, { tenant: tenant.slug, cookie });
  expect({ path, error: answer.error }).toEqual({ path, error: null });
  return schema.parse(answer.data);
}

async function refusal(path: string, input: unknown, cookie: string, tenant = north) {
  const { status, error } = await api.call(path, input, { tenant: tenant.slug, cookie });
  return { status, code: error?.code, params: error?.params };
}

test('a person who registered in two tenants is reviewed in each, and approved in one', async () => {
  const here = await register(north);
  const there = await register(south);
  const queue = await ask(ApprovalPage, 'approvals.list', { search: 'ADA' }, reviewer);
  expect(queue.items.map(({ userId }) => userId)).toEqual([here]);
  const caseId = queue.items[0]!.id;

  const file = await ask(ApprovalDetail, 'approvals.get', { caseId }, reviewer);
  expect(file.user).toMatchObject({ id: here, email, dateOfBirth: '1985-12-10' });
  const taken = await ask(
    ApprovalSummary,
    'approvals.assign',
    { caseId, version: file.version },
    reviewer,
  );
  expect(taken.assignee?.name).toBe('Test REVIEWER');
  const decision = { caseId, version: taken.version, reason: 'IDENTITY_CONFIRMED' };
  const approved = await ask(ApprovalSummary, 'approvals.approve', decision, reviewer);
  expect(approved).toMatchObject({ status: 'APPROVED', version: 2 });

  const user = await ask(UserDetail, 'users.get', { userId: here }, admin);
  expect(user).toMatchObject({ status: 'APPROVED_PENDING_ONCHAIN', onchainStatus: 'PENDING' });
  const people = await ask(
    UserPage,
    'users.list',
    { search: 'ada@', status: ['PENDING_ADMIN_APPROVAL'] },
    operator,
    south,
  );
  expect(people.items.map(({ id }) => id)).toEqual([there]);

  const log = await ask(AuditPage, 'audit.list', { direction: 'asc' }, admin);
  expect(log.items.map(({ action }) => action)).toEqual(
    expect.arrayContaining([
      'user.register',
      'user.submit',
      'approval.open',
      'approval.assign',
      'user.approve',
      'approval.approve',
    ]),
  );
  expect(log.items.find(({ action }) => action === 'user.register')).toMatchObject({
    actorKind: 'SERVICE',
    ip: '198.51.100.7',
  });
  const verdict = await ask(ChainVerdict, 'audit.verify', undefined, admin);
  expect(verdict).toMatchObject({ isIntact: true, checkedCount: log.items.at(-1)?.sequence });
  const overview = await ask(OverviewView, 'overview.get', undefined, admin);
  expect(overview).toMatchObject({ approvalsWaiting: 0, outboxWaiting: 1, signUpsToday: 1 });
});

test('a reviewer who is too late gets 412, and 409 once the case is decided', async () => {
  const userId = await register(north, { email: 'late@people.example', phone: '+41781234568' });
  const queue = await ask(ApprovalPage, 'approvals.list', { search: 'late@' }, reviewer);
  const [{ id: caseId, userId: found }] = queue.items as [ApprovalSummary];
  expect(found).toBe(userId);
  await ask(ApprovalSummary, 'approvals.assign', { caseId, version: 0 }, admin);
  const decision = { caseId, version: 0, reason: 'OTHER' };
  expect(await refusal('approvals.deny', decision, reviewer)).toEqual({
    status: 412,
    code: 'version.stale',
    params: { currentVersion: 1, changedBy: 'Test ADMIN' },
  });
  await ask(ApprovalSummary, 'approvals.deny', { ...decision, version: 1 }, reviewer);
  expect(await refusal('approvals.approve', { ...decision, version: 2 }, admin)).toEqual({
    status: 409,
    code: 'approval.already_decided',
    params: { status: 'DENIED' },
  });
});

describe('an id of another tenant', () => {
  test('is not there, for whichever procedure takes one', async () => {
    const userId = await register(south, { email: 'south@people.example', phone: '+41781234569' });
    const queue = await ask(ApprovalPage, 'approvals.list', { search: 'south@' }, operator, south);
    const [{ id: caseId }] = queue.items as [ApprovalSummary];
    const decision = { caseId, version: 0, reason: 'OTHER', comment: 'Any word' };
    for (const [path, input] of [
      ['users.get', { userId }],
      ['approvals.get', { caseId }],
      ['approvals.assign', { caseId, version: 0 }],
      ['approvals.approve', decision],
      ['approvals.deny', decision],
      ['approvals.requestInformation', decision],
    ] as const) {
      const answer = await refusal(path, input, admin);
      expect({ path, ...answer }).toMatchObject({ path, status: 404, code: 'entity.not_found' });
    }
    const cases = [{ caseId, version: 0 }];
    const bulk = await api.call(
      'approvals.bulkApprove',
      { cases, reason: 'OTHER' },
      { tenant: north.slug, cookie: admin },
    );
    expect(bulk.data).toEqual({
      results: [{ caseId, isApproved: false, code: 'entity.not_found' }],
    });
    const log = await ask(AuditPage, 'audit.list', { entityId: caseId }, admin);
    expect(log.total).toBe(0);
  });
});

test('a platform operator’s decision in another tenant names both tenants', async () => {
  await register(south, { email: 'both@people.example', phone: '+41781234570' });
  const queue = await ask(ApprovalPage, 'approvals.list', { search: 'both@' }, operator, south);
  const [{ id: caseId }] = queue.items as [ApprovalSummary];
  const decision = { caseId, version: 0, reason: 'IDENTITY_CONFIRMED' };
  await ask(ApprovalSummary, 'approvals.approve', decision, operator, south);
  const log = await ask(
    AuditPage,
    'audit.list',
    { entityId: caseId, action: 'approval.approve' },
    operator,
    south,
  );
  const home = await api.platform.tenants.requireBySlug('platform');
  expect(log.items).toMatchObject([
    { actorTenantId: home.id, actorName: 'Test PLATFORM_OPERATOR' },
  ]);
});

test('the tenants are open to anybody, the database to platform operators alone', async () => {
  const open = await api.call('tenants.listPublic', undefined, { tenant: null });
  expect(
    z
      .array(PublicTenant)
      .parse(open.data)
      .map(({ slug }) => slug),
  ).toEqual(['north-net', 'south-net', 'platform']);
  const view = await ask(DatabaseView, 'platform.getDatabase', undefined, operator);
  expect(view.migrations.isCurrent).toBe(true);
  expect(await refusal('platform.getDatabase', undefined, admin)).toMatchObject({ status: 403 });
});

test('a country that is not on the list is refused as bad input, without a word of the database', async () => {
  const changes = { email: 'zz@people.example', phone: '+41781234571', countryCode: 'ZZ' };
  const answer = await complete(north, changes);
  expect(answer.status).toBe(400);
  expect(JSON.stringify(answer.error)).not.toMatch(/fkey|prisma|constraint/iu);
});
