import { withTenant } from '@freehold/core-db';
import { seedShared } from '@freehold/core-db/seed';
import { verifyAudit } from '@freehold/core-services/audit/verify-audit';
import { verifyLedger } from '@freehold/core-services/ledger/verify-ledger';
import type { ServiceContext } from '@freehold/core-services/context';
import { checkMoney } from '@freehold/core-services/money/check/check-money';
import { createRequestContext } from '@freehold/core-trpc/handler';
import { toServiceContext } from '@freehold/core-trpc/procedures';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { createTestApi, type TestApi } from '../testing/api.ts';
import { seedDemo } from './demo.ts';

let api: TestApi;

beforeAll(async () => {
  api = await createTestApi();
  await seedShared({ privilegedUrl: api.urls.privilegedUrl });
}, 60_000);
afterAll(() => api.close());

test('the demo has somebody in every status, somebody deleted, and a proposal that waits for its administrator', async () => {
  const signIns = await seedDemo(api.platform, 'nine brown otters paddle');
  expect(signIns?.map(({ role }) => role)).toEqual(expect.arrayContaining(['ADMIN', 'USER']));
  const tenant = await api.platform.tenants.requireBySlug('mainnet');
  const request = createRequestContext(
    api.platform,
    new Request('http://localhost/'),
    { id: 'test', ip: null },
    new Headers(),
  );
  const ctx = toServiceContext(request, tenant, { kind: 'SYSTEM', name: 'test' });
  await withTenant(tenant.id, async () => {
    const { db } = ctx;
    const rows = await db.user.groupBy({
      by: ['status'],
      where: { role: 'USER' },
      _count: { id: true },
    });
    expect(rows.map(({ status }) => status).toSorted()).toEqual([
      ...['ACTIVE', 'APPROVED_PENDING_ONCHAIN', 'DENIED', 'FROZEN'],
      ...['PENDING_ADMIN_APPROVAL', 'SUSPENDED'],
    ]);
    expect(await db.user.count({ where: { deletedAt: { not: null } } })).toBe(1);
    const admin = await db.user.findFirstOrThrow({
      where: { role: 'ADMIN' },
      select: { id: true },
    });
    const waiting = { where: { status: 'WAITING' }, select: { action: true } } as const;
    expect(await db.proposal.findMany(waiting)).toEqual([{ action: 'user.close' }]);
    const told = await db.notification.findMany({ where: { userId: admin.id } });
    expect(told.map(({ kind }) => kind)).toContain('proposal.waiting');
    expect(await verifyAudit({ ctx })).toMatchObject({ isIntact: true });
    await expectMoney(ctx);
  });
  expect(await seedDemo(api.platform, 'nine brown otters paddle')).toBeNull();
}, 120_000);

/** Weeks of it, something in every state, and books that agree to the last unit. */
async function expectMoney(ctx: ServiceContext): Promise<void> {
  const { db } = ctx;
  const states = await db.transfer.groupBy({ by: ['kind', 'status'], _count: { id: true } });
  const countOf = (kind: string, status: string) =>
    states.find((row) => row.kind === kind && row.status === status)?._count.id ?? 0;
  expect(countOf('TRANSFER', 'CONFIRMED')).toBeGreaterThan(50);
  expect(countOf('TRANSFER', 'PENDING')).toBe(1);
  expect(countOf('TRANSFER', 'AWAITING_APPROVAL')).toBe(1);
  expect(countOf('TRANSFER', 'REJECTED')).toBe(1);
  expect(countOf('TRANSFER', 'REVERSED')).toBe(1);
  expect(countOf('BUSINESS', 'CONFIRMED')).toBe(1);
  expect(countOf('BUSINESS', 'AWAITING_APPROVAL')).toBe(1);
  expect(countOf('GENESIS', 'CONFIRMED')).toBe(2);
  const oldest = await db.transaction.findFirstOrThrow({ orderBy: { timestamp: 'asc' } });
  expect(Date.now() - oldest.timestamp.getTime()).toBeGreaterThan(20 * 86_400_000);
  expect(await db.wallet.count({ where: { isFrozen: true, isFrozenOnchain: true } })).toBe(1);
  expect(await db.loan.count({ where: { status: 'APPLIED' } })).toBe(1);
  expect(await db.beneficiary.count()).toBe(3);
  expect(await db.taxRun.count({ where: { status: 'DRY_RUN', walletCount: { gt: 0 } } })).toBe(1);
  expect(await db.systemState.findFirst()).toMatchObject({ isTreasuryActive: true });
  const records = await db.governanceProposal.findMany({ orderBy: { createdAt: 'asc' } });
  expect(records.map(({ status }) => status)).toEqual(['EXECUTED', 'OPEN']);
  expect(await db.onchainOrganization.count({ where: { status: 'ACTIVE' } })).toBe(1);
  expect(await db.eventDLQ.count()).toBe(0);
  expect(await verifyLedger({ ctx })).toMatchObject({ isIntact: true });
  const broken = (await checkMoney({ ctx })).filter((verdict) => verdict.broken !== null);
  expect(broken).toEqual([]);
}
