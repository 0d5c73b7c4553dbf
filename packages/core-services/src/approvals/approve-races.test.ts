import type { ApprovalReason } from '@freehold/core-contracts/enums';
import { withTenant } from '@freehold/core-db';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Actor, ServiceTenant } from '../context.ts';
import { approve } from './approve.ts';
import { type Operator, TestConsole, type TestContext } from './console.testing.ts';
import { deny } from './deny.ts';

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

test('64 approvals at once: one wins, the others are told, and the ledger gets one command', async () => {
  const { caseId, userId } = await house.addPerson(tenant);
  const answers = await Promise.allSettled(
    Array.from({ length: 64 }, (_, index) => approveAs(as(index % 2 === 0 ? rita : otto), caseId)),
  );
  const refused = answers.filter((answer) => answer.status === 'rejected');
  expect(refused).toHaveLength(63);
  for (const { reason: error } of refused) {
    expect(['version.stale', 'approval.already_decided']).toContain(error.code);
  }
  const { commands, decisions, messages, approvalCase } = await house.readCase(tenant, userId);
  expect([commands.length, decisions.length, messages.length, approvalCase.version]).toEqual([
    1, 1, 1, 1,
  ]);
});

test('an approval and a denial that meet at the case: one of them holds, whole', async () => {
  const { caseId, userId } = await house.addPerson(tenant);
  const input = { caseId, version: 0, reason: 'OTHER' } as const;
  const [approved, denied] = await house.collideOnCase(caseId, [
    () => approveAs(as(rita), caseId),
    () => inside(tenant, () => deny({ ctx: as(otto), input })),
  ]);
  expect(approved?.status).not.toBe(denied?.status);
  const { user, commands, decisions, messages, approvalCase } = await house.readCase(
    tenant,
    userId,
  );
  const isApproved = approved?.status === 'fulfilled';
  expect(approvalCase).toMatchObject({ status: isApproved ? 'APPROVED' : 'DENIED', version: 1 });
  expect(user.status).toBe(isApproved ? 'APPROVED_PENDING_ONCHAIN' : 'DENIED');
  expect(commands).toHaveLength(isApproved ? 1 : 0);
  expect([decisions.length, messages.length]).toEqual([1, 1]);
});

test('eight approvals that meet at the case: one holds, the others are told it is decided', async () => {
  const { caseId, userId } = await house.addPerson(tenant);
  const answers = await house.collideOnCase(
    caseId,
    Array.from(
      { length: 8 },
      (_, index) => () => approveAs(as(index % 2 === 0 ? rita : otto), caseId),
    ),
  );
  const refused = answers.filter((answer) => answer.status === 'rejected');
  expect(refused).toHaveLength(7);
  for (const { reason: error } of refused) {
    expect(error).toMatchObject({
      code: 'approval.already_decided',
      params: { status: 'APPROVED' },
    });
  }
  expect((await house.readCase(tenant, userId)).commands).toHaveLength(1);
});
