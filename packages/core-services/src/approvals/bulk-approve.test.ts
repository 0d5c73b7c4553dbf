import type { ApprovalReason } from '@freehold/core-contracts/enums';
import { withTenant } from '@freehold/core-db';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Actor, ServiceTenant } from '../context.ts';
import { approve } from './approve.ts';
import { bulkApprove } from './bulk-approve.ts';
import { type Operator, TestConsole, type TestContext } from './console.testing.ts';

let house: TestConsole;
let tenant: ServiceTenant;
let rita: Operator;
let otto: Operator;

beforeAll(async () => {
  house = await TestConsole.open();
  tenant = await house.addTenant();
  rita = await house.addStaff(tenant, 'REVIEWER', 'Rita Reviewer');
  otto = await house.addStaff(tenant, 'ADMIN', 'Otto Admin');
});
afterAll(() => house.close());

const reason: ApprovalReason = 'IDENTITY_CONFIRMED';

function as(actor: Actor, of = tenant, clock?: () => Date): TestContext {
  return house.contextOf(of, actor, clock);
}

function inside<T>(of: ServiceTenant, work: () => Promise<T>): Promise<T> {
  return withTenant(of.id, work);
}

function approveAs(ctx: TestContext, caseId: string, version = 0) {
  return inside(ctx.tenant, () => approve({ ctx, input: { caseId, version, reason } }));
}

test('of several cases each gets its own verdict', async () => {
  const good = await house.addPerson(tenant);
  const decided = await house.addPerson(tenant);
  const stale = await house.addPerson(tenant);
  const foreign = await house.addPerson(await house.addTenant());
  await approveAs(as(otto), decided.caseId);
  const cases = [
    { caseId: decided.caseId, version: 0 },
    { caseId: stale.caseId, version: 7 },
    { caseId: foreign.caseId, version: 0 },
    { caseId: good.caseId, version: 0 },
    { caseId: good.caseId, version: 0 },
  ];
  const { results } = await inside(tenant, () =>
    bulkApprove({ ctx: as(rita), input: { cases, reason } }),
  );
  expect(results.map(({ isApproved, code }) => (isApproved ? 'approved' : code))).toEqual([
    'approval.already_decided',
    'version.stale',
    'entity.not_found',
    'approved',
    'approval.already_decided',
  ]);
  expect((await house.readCase(tenant, good.userId)).commands).toHaveLength(1);
  expect((await house.readCase(tenant, stale.userId)).approvalCase.status).toBe('OPEN');
});

test('a fault in one case of many is said without its details and stops no other', async () => {
  const [first, second] = [await house.addPerson(tenant), await house.addPerson(tenant)];
  const ctx = as(rita);
  let calls = 0;
  const digest: typeof ctx.keyring.digest = (...given) => {
    calls += 1;
    if (calls === 1) throw new Error('password=hunter2');
    return ctx.keyring.digest(...given);
  };
  const cases = [first, second].map(({ caseId }) => ({ caseId, version: 0 }));
  const broken = { ...ctx, keyring: { ...ctx.keyring, digest } };
  const { results } = await inside(tenant, () =>
    bulkApprove({ ctx: broken, input: { cases, reason } }),
  );
  expect(results.map(({ code }) => code)).toEqual(['internal', null]);
  expect(ctx.logged).toHaveLength(1);
});
