import type { ApprovalReason } from '@freehold/core-contracts/enums';
import { CreateUserPayload } from '@freehold/core-contracts/ledger';
import { withTenant } from '@freehold/core-db';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { actorKey, type Actor, type ServiceTenant } from '../context.ts';
import { approve } from './approve.ts';
import { bulkApprove } from './bulk-approve.ts';
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

function stateOf(of: ServiceTenant, userId: string) {
  return inside(of, async () => {
    const user = await house.db.user.findFirstOrThrow({
      where: { id: userId },
      include: { approvalCase: { include: { decisions: { orderBy: { createdAt: 'asc' } } } } },
    });
    const db = house.db;
    return {
      user,
      approvalCase: user.approvalCase!,
      decisions: user.approvalCase!.decisions,
      commands: await db.outboxCommand.findMany({ where: { aggregateKey: `user:${userId}` } }),
      messages: await db.outboundMessage.findMany({
        where: { entityId: userId, template: { not: 'welcome' } },
        orderBy: { createdAt: 'asc' },
      }),
      audit: await db.auditLog.findMany({
        where: {
          entityId: { in: [userId, user.approvalCase!.id] },
          action: { notIn: ['user.register', 'user.submit', 'approval.open'] },
        },
        orderBy: { sequence: 'asc' },
      }),
    };
  });
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

  const { user, approvalCase, decisions, commands, messages, audit } = await stateOf(
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
    const { commands } = await stateOf(of, userId);
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
  const { audit, decisions } = await stateOf(tenant, userId);
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
  expect((await stateOf(tenant, userId)).audit).toEqual([]);
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
  expect((await stateOf(other, userId)).approvalCase).toMatchObject({ status: 'OPEN', version: 0 });
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
  const { commands, decisions, messages, approvalCase } = await stateOf(tenant, userId);
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
  const { user, commands, decisions, messages, approvalCase } = await stateOf(tenant, userId);
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
  expect((await stateOf(tenant, userId)).commands).toHaveLength(1);
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
  const { approvalCase, user, messages, decisions } = await stateOf(tenant, userId);
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
  expect((await stateOf(tenant, userId)).approvalCase).toMatchObject({
    status: 'OPEN',
    version: 0,
  });
});

test('a platform operator of another tenant decides, and the audit log names both tenants', async () => {
  const home = await house.addTenant();
  const operator = await house.addStaff(home, 'PLATFORM_OPERATOR', 'Petra Platform');
  const { caseId, userId } = await house.addPerson(tenant);
  await approveAs(as(operator), caseId);
  const { audit, decisions } = await stateOf(tenant, userId);
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
  expect((await stateOf(tenant, good.userId)).commands).toHaveLength(1);
  expect((await stateOf(tenant, stale.userId)).approvalCase.status).toBe('OPEN');
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
