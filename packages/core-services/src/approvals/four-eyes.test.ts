import { withTenant } from '@freehold/core-db';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { ServiceTenant } from '../context.ts';
import { approve } from './approve.ts';
import { bulkApprove } from './bulk-approve.ts';
import { type Operator, TestConsole } from './console.testing.ts';
import { requestInformation } from './request-information.ts';

let house: TestConsole;
let tenant: ServiceTenant;
let rita: Operator;
let otto: Operator;

beforeAll(async () => {
  house = await TestConsole.open();
  tenant = await house.addTenant({ isFourEyesRequired: true });
  rita = await house.addStaff(tenant, 'REVIEWER', 'Rita Reviewer');
  otto = await house.addStaff(tenant, 'ADMIN', 'Otto Admin');
});
afterAll(() => house.close());

const reason = 'IDENTITY_CONFIRMED';

function approveAs(actor: Operator, caseId: string, version: number, of = tenant) {
  const ctx = house.contextOf(of, actor);
  return withTenant(of.id, () => approve({ ctx, input: { caseId, version, reason } }));
}

function countCommands(userId: string) {
  return withTenant(tenant.id, () =>
    house.db.outboxCommand.count({ where: { aggregateKey: `user:${userId}` } }),
  );
}

test('the first approval only passes the case on, the second of somebody else approves', async () => {
  const { caseId, userId } = await house.addPerson(tenant);
  await expect(approveAs(rita, caseId, 0)).resolves.toMatchObject({
    status: 'SECOND_REVIEW',
    version: 1,
    decidedAt: null,
  });
  expect(await countCommands(userId)).toBe(0);
  const between = await withTenant(tenant.id, () =>
    house.db.user.findFirstOrThrow({ where: { id: userId } }),
  );
  expect(between.status).toBe('PENDING_ADMIN_APPROVAL');

  await expect(approveAs(otto, caseId, 1)).resolves.toMatchObject({
    status: 'APPROVED',
    version: 2,
  });
  expect(await countCommands(userId)).toBe(1);
  const audit = await withTenant(tenant.id, () =>
    house.db.auditLog.findMany({
      where: { entityId: caseId, action: 'approval.approve' },
      orderBy: { sequence: 'asc' },
    }),
  );
  expect(audit.map(({ actorName, changes }) => [actorName, changes])).toEqual([
    ['Rita Reviewer', { status: { before: 'OPEN', after: 'SECOND_REVIEW' } }],
    ['Otto Admin', { status: { before: 'SECOND_REVIEW', after: 'APPROVED' } }],
  ]);
});

test('the same reviewer is not the second pair of eyes', async () => {
  const { caseId, userId } = await house.addPerson(tenant);
  await approveAs(rita, caseId, 0);
  await expect(approveAs(rita, caseId, 1)).rejects.toMatchObject({
    kind: 'FORBIDDEN',
    code: 'approval.same_reviewer',
  });
  expect(await countCommands(userId)).toBe(0);
});

test('of many first approvals at once one holds, and the ledger hears nothing yet', async () => {
  const { caseId, userId } = await house.addPerson(tenant);
  const answers = await house.collideOnCase(
    caseId,
    [rita, otto, rita, otto].map((actor) => () => approveAs(actor, caseId, 0)),
  );
  expect(answers.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
  for (const answer of answers) {
    if (answer.status === 'rejected')
      expect(answer.reason).toMatchObject({ code: 'version.stale' });
  }
  expect(await countCommands(userId)).toBe(0);
  const decisions = await withTenant(tenant.id, () =>
    house.db.approvalDecision.count({ where: { caseId } }),
  );
  expect(decisions).toBe(1);
});

test('two people of the same id in two tenants are two pairs of eyes', async () => {
  const { caseId } = await house.addPerson(tenant);
  await approveAs(rita, caseId, 0);
  const home = await house.addTenant();
  const namesake: Operator = { ...rita, homeTenantId: home.id, role: 'PLATFORM_OPERATOR' };
  await expect(approveAs(namesake, caseId, 1)).resolves.toMatchObject({ status: 'APPROVED' });
});

test('asking for information voids the first approval', async () => {
  const { caseId } = await house.addPerson(tenant);
  await approveAs(rita, caseId, 0);
  const input = {
    caseId,
    version: 1,
    reason: 'INCOMPLETE_INFORMATION',
    comment: 'Which street?',
  } as const;
  await withTenant(tenant.id, () =>
    requestInformation({ ctx: house.contextOf(tenant, otto), input }),
  );
  await expect(approveAs(otto, caseId, 2)).resolves.toMatchObject({ status: 'SECOND_REVIEW' });
  await expect(approveAs(rita, caseId, 3)).resolves.toMatchObject({ status: 'APPROVED' });
});

test('switching four eyes off does not free a case that is under them', async () => {
  const { caseId } = await house.addPerson(tenant);
  await approveAs(rita, caseId, 0);
  const relaxed = { ...tenant, settings: { ...tenant.settings, isFourEyesRequired: false } };
  await expect(approveAs(rita, caseId, 1, relaxed)).rejects.toMatchObject({
    code: 'approval.same_reviewer',
  });
});

test('a bulk approval says which cases wait for somebody else', async () => {
  const { caseId } = await house.addPerson(tenant);
  const { results } = await withTenant(tenant.id, () =>
    bulkApprove({
      ctx: house.contextOf(tenant, rita),
      input: { cases: [{ caseId, version: 0 }], reason },
    }),
  );
  expect(results).toEqual([{ caseId, isApproved: false, code: 'approval.second_review_needed' }]);
});
