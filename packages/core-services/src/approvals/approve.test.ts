import type { ApprovalReason } from '@freehold/core-contracts/enums';
import { CreateUserPayload } from '@freehold/core-contracts/commands/identity';
import { withTenant } from '@freehold/core-db';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { actorKey, type Actor, type ServiceTenant } from '../context.ts';
import { approve } from './approve.ts';
import { type Operator, TestConsole, type TestContext } from './console.testing.ts';
import { deny } from './deny.ts';
import { requestInformation } from './request-information.ts';

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

test('an approval moves the person on, tells the ledger and the person, and is audited, all at once', async () => {
  const now = new Date('2026-03-01T09:00:00.000Z');
  const { userId, caseId, input } = await house.addPerson(tenant);
  const ctx = as(rita, tenant, () => now);
  const summary = await approveAs(ctx, caseId);
  expect(summary).toMatchObject({
    id: caseId,
    userId,
    status: 'APPROVED',
    version: 1,
    decidedAt: now,
  });

  const { user, approvalCase, decisions, commands, messages, audit } = await house.readCase(
    tenant,
    userId,
  );
  expect(user).toMatchObject({
    status: 'APPROVED_PENDING_ONCHAIN',
    onchainStatus: 'PENDING',
    version: 2,
    isActive: false,
  });
  expect(approvalCase).toMatchObject({ status: 'APPROVED', decidedAt: now, version: 1 });
  expect(decisions).toMatchObject([
    {
      decision: 'APPROVE',
      reason,
      reviewerId: rita.userId,
      reviewerName: 'Rita Reviewer',
      actorKey: actorKey(rita),
    },
  ]);
  expect(commands).toMatchObject([
    {
      commandType: 'CREATE_USER',
      requestId: `create-user:${userId}`,
      aggregateKey: `user:${userId}`,
      status: 'PENDING',
    },
  ]);
  expect(messages).toMatchObject([{ template: 'approvalGranted', recipient: input.email }]);
  expect(audit).toMatchObject([
    {
      action: 'user.approve',
      entityType: 'User',
      actorName: 'Rita Reviewer',
      actorKind: 'OPERATOR',
      actorId: rita.userId,
      actorTenantId: null,
      reason,
    },
    {
      action: 'approval.approve',
      entityType: 'ApprovalCase',
      actorName: 'Rita Reviewer',
      requestId: ctx.request.id,
    },
  ]);
  expect(ctx.wakes).toEqual(['outbox', 'messages']);
});

test('the ledger learns a keyed digest, and neither name nor address nor number', async () => {
  const facts = { firstName: 'Zebulon', lastName: 'Quill', dateOfBirth: '1971-04-05' };
  const one = await house.addPerson(tenant, facts);
  const same = await house.addPerson(tenant, facts);
  const other = await house.addPerson(tenant, { ...facts, dateOfBirth: '1971-04-06' });
  const elsewhere = await house.addTenant();
  const abroad = await house.addPerson(elsewhere, facts);
  const reviewer = await house.addStaff(elsewhere);

  for (const { caseId } of [one, same, other]) await approveAs(as(rita), caseId);
  await approveAs(as(reviewer, elsewhere), abroad.caseId);
  const payloads: Record<string, unknown>[] = [];
  for (const [of, { userId }] of [
    [tenant, one],
    [tenant, same],
    [tenant, other],
    [elsewhere, abroad],
  ] as const) {
    const { commands } = await house.readCase(of, userId);
    payloads.push(CreateUserPayload.parse(commands[0]!.payload));
  }
  expect(payloads[0]).toEqual({
    userId: one.userId,
    countryCode: 'CH',
    gender: 'FEMALE',
    identityDigest: expect.stringMatching(/^[0-9a-f]{64}$/u),
  });
  const digests = payloads.map(({ identityDigest }) => identityDigest);
  expect(digests[1]).toBe(digests[0]);
  expect(new Set(digests.slice(1)).size).toBe(3);
});

test('a reviewer who saw an older version learns the current one and who made it', async () => {
  const { caseId } = await house.addPerson(tenant);
  const ask = {
    caseId,
    version: 0,
    reason: 'INCOMPLETE_INFORMATION',
    comment: 'Which street?',
  } as const;
  await inside(tenant, () => requestInformation({ ctx: as(otto), input: ask }));
  await expect(approveAs(as(rita), caseId, 0)).rejects.toMatchObject({
    kind: 'PRECONDITION_FAILED',
    code: 'version.stale',
    params: { currentVersion: 1, changedBy: 'Otto Admin' },
  });
});

test('a decided case cannot be decided again', async () => {
  const { caseId, userId } = await house.addPerson(tenant);
  await approveAs(as(rita), caseId);
  const refusal = {
    kind: 'CONFLICT',
    code: 'approval.already_decided',
    params: { status: 'APPROVED' },
  };
  await expect(approveAs(as(otto), caseId, 1)).rejects.toMatchObject(refusal);
  await expect(
    inside(tenant, () => deny({ ctx: as(otto), input: { caseId, version: 1, reason: 'OTHER' } })),
  ).rejects.toMatchObject(refusal);
  const { audit, decisions } = await house.readCase(tenant, userId);
  expect(audit).toHaveLength(2);
  expect(decisions).toHaveLength(1);
});

test('nobody decides on their own account', async () => {
  const { caseId, userId } = await house.addPerson(tenant);
  const self: Operator = { ...rita, userId };
  const input = { caseId, version: 0, reason, comment: 'Let me in' } as const;
  const refusal = { kind: 'FORBIDDEN', code: 'approval.own_case' };
  await expect(approveAs(as(self), caseId)).rejects.toMatchObject(refusal);
  await expect(inside(tenant, () => deny({ ctx: as(self), input }))).rejects.toMatchObject(refusal);
  await expect(
    inside(tenant, () => requestInformation({ ctx: as(self), input })),
  ).rejects.toMatchObject(refusal);
  expect((await house.readCase(tenant, userId)).audit).toEqual([]);
});

test('a case of another tenant is not there', async () => {
  const other = await house.addTenant();
  const { caseId, userId } = await house.addPerson(other);
  const input = { caseId, version: 0, reason, comment: 'Any word' } as const;
  const refusal = {
    kind: 'NOT_FOUND',
    code: 'entity.not_found',
    params: { entity: 'ApprovalCase' },
  };
  await expect(approveAs(as(rita), caseId)).rejects.toMatchObject(refusal);
  await expect(inside(tenant, () => deny({ ctx: as(rita), input }))).rejects.toMatchObject(refusal);
  await expect(
    inside(tenant, () => requestInformation({ ctx: as(rita), input })),
  ).rejects.toMatchObject(refusal);
  expect((await house.readCase(other, userId)).approvalCase).toMatchObject({
    status: 'OPEN',
    version: 0,
  });
});

test('a person who was deleted meanwhile is not there', async () => {
  const { caseId, userId } = await house.addPerson(tenant);
  await inside(tenant, () =>
    house.db.user.updateMany({ where: { id: userId }, data: { deletedAt: new Date() } }),
  );
  const input = { caseId, version: 0, reason, comment: 'Any word' } as const;
  const refusal = { code: 'entity.not_found', params: { entity: 'ApprovalCase' } };
  await expect(approveAs(as(rita), caseId)).rejects.toMatchObject(refusal);
  await expect(
    inside(tenant, () => requestInformation({ ctx: as(rita), input })),
  ).rejects.toMatchObject(refusal);
});

test('an approval that breaks before its end leaves the case open', async () => {
  const { caseId, userId } = await house.addPerson(tenant);
  const ctx = as(rita);
  const digest = () => {
    throw new Error('power cut');
  };
  await expect(approveAs({ ...ctx, keyring: { ...ctx.keyring, digest } }, caseId)).rejects.toThrow(
    'power cut',
  );
  const { approvalCase, user, messages, decisions } = await house.readCase(tenant, userId);
  expect(approvalCase).toMatchObject({ status: 'OPEN', version: 0 });
  expect(user.status).toBe('PENDING_ADMIN_APPROVAL');
  expect([messages, decisions]).toEqual([[], []]);
  expect(ctx.wakes).toEqual([]);
});

test('a person without a country cannot be approved', async () => {
  const { caseId, userId } = await house.addPerson(tenant);
  await inside(tenant, () =>
    house.db.user.updateMany({ where: { id: userId }, data: { countryCode: null } }),
  );
  await expect(approveAs(as(rita), caseId)).rejects.toMatchObject({
    kind: 'CONFLICT',
    code: 'approval.facts_missing',
    params: { field: 'countryCode' },
  });
});

test('a person whose status moved on without the case is not approved', async () => {
  const { caseId, userId } = await house.addPerson(tenant);
  await house.putStatus(tenant, userId, 'CLOSED');
  await expect(approveAs(as(rita), caseId)).rejects.toMatchObject({
    code: 'user.transition_not_allowed',
    params: { from: 'CLOSED', to: 'APPROVED_PENDING_ONCHAIN' },
  });
  expect((await house.readCase(tenant, userId)).approvalCase).toMatchObject({
    status: 'OPEN',
    version: 0,
  });
});

test('a platform operator of another tenant decides, and the audit log names both tenants', async () => {
  const home = await house.addTenant();
  const operator = await house.addStaff(home, 'PLATFORM_OPERATOR', 'Petra Platform');
  const { caseId, userId } = await house.addPerson(tenant);
  await approveAs(as(operator), caseId);
  const { audit, decisions } = await house.readCase(tenant, userId);
  expect(audit).toHaveLength(2);
  for (const row of audit) {
    expect(row).toMatchObject({
      tenantId: tenant.id,
      actorTenantId: home.id,
      actorId: operator.userId,
    });
  }
  expect(decisions).toMatchObject([
    { reviewerId: null, actorKey: `operator:${home.id}:${operator.userId}` },
  ]);
});
