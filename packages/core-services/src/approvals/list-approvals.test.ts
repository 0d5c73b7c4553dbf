import { ListApprovalsInput } from '@freehold/core-contracts/approvals';
import { withTenant } from '@freehold/core-db';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { z } from 'zod';
import type { ServiceTenant } from '../context.ts';
import { approve } from './approve.ts';
import { assign } from './assign.ts';
import { type Operator, TestConsole } from './console.testing.ts';
import { deny } from './deny.ts';
import { getApproval } from './get-approval.ts';
import { listApprovals } from './list-approvals.ts';
import { requestInformation } from './request-information.ts';

const now = new Date('2026-04-10T12:00:00.000Z');
const hoursAgo = (hours: number) => () => new Date(now.getTime() - hours * 3_600_000);

let house: TestConsole;
let tenant: ServiceTenant;
let rita: Operator;
const cases: Record<string, string> = {};

beforeAll(async () => {
  house = await TestConsole.open();
  tenant = await house.addTenant({ approvalTargetHours: 24 });
  rita = await house.addStaff(tenant, 'REVIEWER', 'Rita Reviewer');
  const add = async (firstName: string, hours: number, changes = {}) => {
    const { caseId } = await house.addPerson(tenant, { firstName, ...changes }, hoursAgo(hours));
    cases[firstName] = caseId;
  };
  await add('Anna', 50);
  await add('Bela', 40, { countryCode: 'FR', phone: '+33612345678' });
  await add('Carl', 30, { isDisposableEmail: true });
  await add('Dora', 20, { email: 'dora_100%@people.test' });
  await add('Emil', 10);
  await add('Fred', 5);
  const ctx = house.contextOf(tenant, rita, () => now);
  await withTenant(tenant.id, async () => {
    const reason = 'OTHER';
    await deny({ ctx, input: { caseId: cases['Emil']!, version: 0, reason } });
    await approve({ ctx, input: { caseId: cases['Fred']!, version: 0, reason } });
    await requestInformation({
      ctx,
      input: { caseId: cases['Anna']!, version: 0, reason, comment: 'More' },
    });
    await assign({ ctx, input: { caseId: cases['Bela']!, version: 0 } });
  });
  const other = await house.addTenant();
  await house.addPerson(other, { firstName: 'Anna' }, hoursAgo(60));
});
afterAll(() => house.close());

async function list(
  input: z.input<typeof ListApprovalsInput>,
  actor: Operator = rita,
  of = tenant,
) {
  const ctx = house.contextOf(of, actor, () => now);
  const page = await withTenant(of.id, () =>
    listApprovals({ ctx, input: ListApprovalsInput.parse(input) }),
  );
  return { ...page, names: page.items.map(({ firstName }) => firstName) };
}

test('the queue begins with whoever has waited longest, and knows nobody of another tenant', async () => {
  const page = await list({});
  expect(page).toMatchObject({ total: 6, totalPages: 1, page: 1, limit: 25 });
  expect(page.names).toEqual(['Anna', 'Bela', 'Carl', 'Dora', 'Emil', 'Fred']);
  expect(page.items[1]).toEqual({
    id: cases['Bela'],
    userId: expect.any(String),
    firstName: 'Bela',
    lastName: 'Lovelace',
    email: expect.any(String),
    countryCode: 'FR',
    status: 'OPEN',
    riskScore: 0,
    assignee: { id: rita.userId, name: 'Rita Reviewer' },
    openedAt: hoursAgo(40)(),
    dueAt: hoursAgo(16)(),
    decidedAt: null,
    version: 1,
  });
});

test.each<[string, z.input<typeof ListApprovalsInput>, string[]]>([
  ['status', { status: ['OPEN'] }, ['Bela', 'Carl', 'Dora']],
  [
    'open and decided statuses together',
    { status: ['OPEN', 'DENIED'] },
    ['Bela', 'Carl', 'Dora', 'Emil'],
  ],
  ['no status at all', { status: [] }, ['Anna', 'Bela', 'Carl', 'Dora', 'Emil', 'Fred']],
  ['country', { countryCode: 'FR' }, ['Bela']],
  ['risk', { minimumRisk: 40 }, ['Carl']],
  ['being overdue: waiting for a reviewer past the target', { isOverdue: true }, ['Bela', 'Carl']],
  ['not being overdue', { isOverdue: false }, ['Anna', 'Dora', 'Emil', 'Fred']],
  ['age', { minimumAgeHours: 30 }, ['Anna', 'Bela', 'Carl']],
  ['being mine', { assignee: 'ME' }, ['Bela']],
  ['being nobody’s', { assignee: 'NOBODY', status: ['OPEN'] }, ['Carl', 'Dora']],
  ['part of a name in any case', { search: 'aNN' }, ['Anna']],
  ['every word of a search', { search: 'love carl' }, ['Carl']],
  ['a wildcard taken literally', { search: '%' }, ['Dora']],
  ['an underscore taken literally', { search: 'dora_1' }, ['Dora']],
  ['a single-character wildcard, which matches nothing else', { search: 'd_ra' }, []],
  ['an address', { search: '+3361' }, ['Bela']],
])('filters by %s', async (_, input, names) => {
  const page = await list(input);
  expect(page.names).toEqual(names);
  expect(page.total).toBe(names.length);
});

test.each<[z.input<typeof ListApprovalsInput>['sort'], string[]]>([
  [{ field: 'openedAt', direction: 'desc' }, ['Dora', 'Carl', 'Bela']],
  [{ field: 'dueAt', direction: 'asc' }, ['Bela', 'Carl', 'Dora']],
])('sorts by %o', async (sort, names) => {
  expect((await list({ status: ['OPEN'], sort })).names).toEqual(names);
});

test('sorts by risk, and pages of equal risk neither repeat nor lose anybody', async () => {
  const sort = { field: 'riskScore', direction: 'desc' } as const;
  const pages = [];
  for (const page of [1, 2, 3, 4]) pages.push(await list({ sort, limit: 2, page }));
  expect(pages[0]?.names[0]).toBe('Carl');
  expect(pages.flatMap(({ names }) => names).toSorted()).toEqual([
    'Anna',
    'Bela',
    'Carl',
    'Dora',
    'Emil',
    'Fred',
  ]);
  expect(pages[0]).toMatchObject({ total: 6, totalPages: 3 });
  expect(pages[3]?.items).toEqual([]);
});

test('a platform operator who is not of this tenant has no cases of their own in it', async () => {
  const home = await house.addTenant();
  const operator = await house.addStaff(home, 'PLATFORM_OPERATOR', 'Petra Platform');
  expect((await list({ assignee: 'ME' }, operator)).total).toBe(0);
  expect((await list({}, operator)).total).toBe(6);
});

test('a deleted person is not in the queue', async () => {
  const of = await house.addTenant();
  const { userId, caseId } = await house.addPerson(of);
  await withTenant(of.id, () =>
    house.db.user.updateMany({ where: { id: userId }, data: { deletedAt: now } }),
  );
  expect((await list({}, rita, of)).total).toBe(0);
  await expect(
    withTenant(of.id, () => getApproval({ ctx: house.contextOf(of, rita), input: { caseId } })),
  ).rejects.toMatchObject({ code: 'entity.not_found' });
});

test('the file of a case has the facts, the risk, the registration and earlier decisions, and no secret', async () => {
  const registrationId = '01890000-0000-7000-8000-00000000c0de';
  const startedAt = new Date('2026-04-01T08:00:00.000Z');
  await withTenant(tenant.id, () =>
    house.db.pendingRegistration.create({
      data: {
        id: registrationId,
        email: 'grace@people.test',
        ipAddress: '203.0.113.44',
        userAgent: 'Firefox',
        createdAt: startedAt,
        expiresAt: now,
        completedAt: now,
      },
    }),
  );
  const { caseId, userId, input } = await house.addPerson(tenant, {
    registrationId,
    email: 'grace@people.test',
    failedAttempts: 9,
  });
  const ctx = house.contextOf(tenant, rita);
  const ask = {
    caseId,
    version: 0,
    reason: 'INCOMPLETE_INFORMATION',
    comment: 'Which street?',
  } as const;
  await withTenant(tenant.id, () => requestInformation({ ctx, input: ask }));
  const detail = await withTenant(tenant.id, () => getApproval({ ctx, input: { caseId } }));
  expect(detail).toMatchObject({
    id: caseId,
    userStatus: 'PENDING_ADMIN_APPROVAL',
    isSecondReviewNeeded: false,
    riskSignals: [{ code: 'MANY_ATTEMPTS' }],
    user: {
      id: userId,
      phone: input.phone,
      dateOfBirth: '1985-12-10',
      isPhoneVerified: true,
      wallets: [],
      sessions: [],
    },
    registration: { ip: '203.0.113.44', userAgent: 'Firefox', startedAt, completedAt: now },
    decisions: [
      { decision: 'REQUEST_INFORMATION', reviewerName: 'Rita Reviewer', comment: 'Which street?' },
    ],
  });
  expect(JSON.stringify(detail)).not.toContain('argon2id');
});

test('the file of another tenant’s case is not there', async () => {
  const { caseId } = await house.addPerson(await house.addTenant());
  await expect(
    withTenant(tenant.id, () =>
      getApproval({ ctx: house.contextOf(tenant, rita), input: { caseId } }),
    ),
  ).rejects.toMatchObject({ kind: 'NOT_FOUND', params: { entity: 'ApprovalCase' } });
});
