import { createDatabase, inTransaction, withTenant } from '@freehold/core-db';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { recordAudit } from '../audit/record-audit.ts';
import { approve } from '../approvals/approve.ts';
import { type Operator, TestConsole } from '../approvals/console.testing.ts';
import { deny } from '../approvals/deny.ts';
import { requestInformation } from '../approvals/request-information.ts';
import type { ServiceTenant } from '../context.ts';
import { getOverview } from './get-overview.ts';
import { utcDayStart } from './utc-day.ts';

let house: TestConsole;

beforeAll(async () => {
  house = await TestConsole.open();
});
afterAll(() => house.close());

function overviewOf(tenant: ServiceTenant, reader: Operator, now: Date) {
  const ctx = house.contextOf(tenant, reader, () => now);
  return withTenant(tenant.id, () => getOverview({ ctx }));
}

test('a tenant where nothing has happened has zeros, and 30 days of them', async () => {
  const tenant = await house.addTenant();
  const reader = await house.addStaff(await house.addTenant());
  const now = new Date('2026-03-01T00:30:00.000Z');
  const { daily, usersByStatus, ...rest } = await overviewOf(tenant, reader, now);
  expect(rest).toEqual({
    registrationsUnderWay: 0,
    signUpsToday: 0,
    signUpsLast7Days: 0,
    approvalsWaiting: 0,
    approvalsOverdue: 0,
    oldestApprovalAgeSeconds: null,
    activeUsers: 0,
    outboxWaiting: 0,
    oldestOutboxAgeSeconds: null,
    commandsFailed: 0,
    projectorLagBlocks: 0n,
    deadLettersOpen: 0,
    messagesWaiting: 0,
    messagesDead: 0,
    ledgerHeight: 0n,
    asOf: now,
  });
  expect(usersByStatus).toHaveLength(8);
  expect(daily.map(({ day }) => day)).toEqual(
    Array.from({ length: 30 }, (_, index) =>
      utcDayStart(now, 29 - index)
        .toISOString()
        .slice(0, 10),
    ),
  );
  expect(daily.at(-1)).toEqual({
    day: '2026-03-01',
    startedCount: 0,
    completedCount: 0,
    approvedCount: 0,
    deniedCount: 0,
  });
});

test('the figures are those of one tenant, whatever waits in another', async () => {
  const tenant = await house.addTenant({ approvalTargetHours: 2 });
  const reader = await house.addStaff(tenant, 'ADMIN');
  const now = new Date();
  const hoursAgo = (hours: number) => () => new Date(now.getTime() - hours * 3_600_000);
  for (const of of [tenant, await house.addTenant()]) {
    const [old, young, asked, approved, denied] = [
      await house.addPerson(of, {}, hoursAgo(3)),
      await house.addPerson(of, {}, hoursAgo(1)),
      await house.addPerson(of, {}, hoursAgo(5)),
      await house.addPerson(of, {}, hoursAgo(4)),
      await house.addPerson(of, {}, hoursAgo(4)),
    ];
    const deleted = await house.addPerson(of, {}, hoursAgo(9));
    const ctx = house.contextOf(of, reader, () => now);
    const db = house.db;
    await withTenant(of.id, async () => {
      const reason = 'OTHER';
      await requestInformation({
        ctx,
        input: { caseId: asked.caseId, version: 0, reason, comment: 'More' },
      });
      await approve({ ctx, input: { caseId: approved.caseId, version: 0, reason } });
      await deny({ ctx, input: { caseId: denied.caseId, version: 0, reason } });
      await db.user.updateMany({ where: { id: deleted.userId }, data: { deletedAt: now } });
      await db.user.updateMany({
        where: { id: young.userId },
        data: { createdAt: hoursAgo(24 * 5)() },
      });
      await db.user.updateMany({
        where: { id: old.userId },
        data: { createdAt: hoursAgo(24 * 40)() },
      });
      const live = { expiresAt: hoursAgo(-1)(), createdAt: now };
      await db.pendingRegistration.create({ data: { ...live, email: 'live@people.test' } });
      await db.pendingRegistration.create({
        data: { ...live, email: 'late@people.test', expiresAt: hoursAgo(1)() },
      });
      await db.pendingRegistration.create({
        data: {
          ...live,
          email: 'gone@people.test',
          currentStep: 'CANCELLED',
          createdAt: hoursAgo(24 * 29)(),
        },
      });
      await db.outboundMessage.updateMany({
        where: { entityId: denied.userId, template: 'approvalDenied' },
        data: { status: 'DEAD' },
      });
      await db.outboxCommand.create({
        data: {
          service: 'api',
          commandType: 'CREATE_USER',
          requestId: 'r1',
          aggregateKey: 'user:r1',
          payload: {},
          status: 'FAILED',
        },
      });
      await db.ledgerChain.create({
        data: { channel: 'main', blockNumber: 6n, hash: Buffer.alloc(32) },
      });
      await db.projectorState.create({
        data: { projectorName: 'accounts', channel: 'main', lastBlock: 4n },
      });
    });
  }
  const overview = await overviewOf(tenant, reader, now);
  expect(overview).toMatchObject({
    registrationsUnderWay: 1,
    signUpsLast7Days: 4,
    approvalsWaiting: 2,
    approvalsOverdue: 1,
    activeUsers: 1,
    outboxWaiting: 1,
    commandsFailed: 1,
    projectorLagBlocks: 2n,
    ledgerHeight: 7n,
    messagesDead: 1,
    // Six welcomes, one request, one approval; the denial is the dead one.
    messagesWaiting: 8,
  });
  expect(overview.oldestApprovalAgeSeconds).toBeCloseTo(3 * 3600, 0);
  expect(overview.oldestOutboxAgeSeconds).toBeGreaterThanOrEqual(0);
  expect(overview.oldestOutboxAgeSeconds).toBeLessThan(60);
  expect(
    Object.fromEntries(overview.usersByStatus.map(({ status, count }) => [status, count])),
  ).toMatchObject({
    PENDING_ADMIN_APPROVAL: 3,
    APPROVED_PENDING_ONCHAIN: 1,
    DENIED: 1,
    ACTIVE: 1,
    CLOSED: 0,
  });
  expect(overview.daily.at(-1)).toMatchObject({
    startedCount: 2,
    completedCount: 4,
    approvedCount: 1,
    deniedCount: 1,
  });
  expect(overview.daily.reduce((sum, { startedCount }) => sum + startedCount, 0)).toBe(3);
  expect(overview.daily.reduce((sum, { completedCount }) => sum + completedCount, 0)).toBe(5);
});

test('a registration that was removed since still counts on the day it started, and one that is there only once', async () => {
  const tenant = await house.addTenant();
  const reader = await house.addStaff(tenant, 'ADMIN');
  const ctx = house.contextOf(tenant, { kind: 'SERVICE', service: 'registration' });
  await withTenant(tenant.id, async () => {
    const { id } = await house.db.pendingRegistration.create({
      data: { email: 'here@people.test', expiresAt: new Date() },
    });
    for (const entityId of [id, '01890000-0000-7000-8000-000000000001']) {
      await inTransaction(ctx.db, (tx) =>
        recordAudit(tx, ctx, {
          action: 'registration.start',
          entityType: 'PendingRegistration',
          entityId,
        }),
      );
    }
  });
  const { daily } = await overviewOf(tenant, reader, new Date());
  expect(daily.at(-1)?.startedCount).toBe(2);
});

test('days are those of UTC: a minute before midnight is yesterday', async () => {
  const tenant = await house.addTenant();
  const reader = await house.addStaff(tenant, 'ADMIN');
  const now = new Date('2026-06-10T00:00:30.000Z');
  const { userId } = await house.addPerson(tenant, {}, () => now);
  await withTenant(tenant.id, () =>
    house.db.user.updateMany({
      where: { id: userId },
      data: { createdAt: new Date('2026-06-09T23:59:30.000Z') },
    }),
  );
  const { signUpsToday, signUpsLast7Days, daily } = await overviewOf(tenant, reader, now);
  expect([signUpsToday, signUpsLast7Days]).toEqual([0, 1]);
  expect(daily.find(({ day }) => day === '2026-06-09')?.completedCount).toBe(1);
});

test('the overview takes three statements, however much there is', async () => {
  const tenant = await house.addTenant();
  const reader = await house.addStaff(tenant, 'ADMIN');
  const operations: string[] = [];
  const counted = await createDatabase({
    url: house.platform.urls.appUrl,
    onOperation: ({ model, action }) => operations.push(`${model}.${action}`),
  });
  const ctx = { ...house.contextOf(tenant, reader), db: counted.client };
  await withTenant(tenant.id, () => getOverview({ ctx }));
  await counted.close();
  expect(operations.toSorted()).toEqual([
    'User.groupBy',
    'sql.overview.daily',
    'sql.overview.queues',
  ]);
});
