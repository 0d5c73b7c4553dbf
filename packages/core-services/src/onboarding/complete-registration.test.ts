import type { CompleteRegistrationInput } from '@freehold/core-contracts/registration';
import { withTenant } from '@freehold/core-db';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { completionInput, TestConsole, type TestContext } from '../approvals/console.testing.ts';
import type { ServiceTenant } from '../context.ts';
import { completeRegistration } from './complete-registration.ts';

let house: TestConsole;
let tenant: ServiceTenant;

beforeAll(async () => {
  house = await TestConsole.open();
  tenant = await house.addTenant({ approvalTargetHours: 6 });
});
afterAll(() => house.close());

const now = new Date('2026-02-03T12:00:00.000Z');

function registrationContext(of = tenant): TestContext {
  return house.contextOf(of, { kind: 'SERVICE', service: 'registration' }, () => now);
}

function complete(input: CompleteRegistrationInput, ctx = registrationContext()) {
  return withTenant(ctx.tenant.id, () => completeRegistration({ ctx, input }));
}

function auditOf(entityIds: string[], of = tenant) {
  return withTenant(of.id, () =>
    house.db.auditLog.findMany({
      where: { entityId: { in: entityIds } },
      orderBy: { sequence: 'asc' },
      select: { action: true, actorKind: true, actorName: true, ip: true, changes: true },
    }),
  );
}

test('a finished registration makes an account that waits for approval, its case and one welcome', async () => {
  const ctx = registrationContext();
  const input = completionInput({ ipAddress: '198.51.100.7', locale: 'fr' });
  const { userId, isCreated } = await complete(input, ctx);
  expect(isCreated).toBe(true);

  const { user, messages } = await withTenant(tenant.id, async () => ({
    user: await house.db.user.findFirstOrThrow({
      where: { id: userId },
      include: { preferences: true, approvalCase: true },
    }),
    messages: await house.db.outboundMessage.findMany({
      where: { entityId: userId },
    }),
  }));
  expect(user).toMatchObject({
    email: input.email,
    phone: input.phone,
    emailVerified: true,
    phoneVerified: true,
    role: 'USER',
    status: 'PENDING_ADMIN_APPROVAL',
    isActive: false,
    locale: 'fr',
    version: 1,
    passwordHash: input.passwordHash,
    dateOfBirth: new Date('1985-12-10T00:00:00.000Z'),
  });
  expect(user.preferences).toMatchObject({ locale: 'fr', isEmailNotificationEnabled: true });
  expect(user.approvalCase).toMatchObject({
    status: 'OPEN',
    openedAt: now,
    dueAt: new Date('2026-02-03T18:00:00.000Z'),
    decidedAt: null,
  });
  expect(messages).toHaveLength(1);
  expect(messages[0]).toMatchObject({
    template: 'welcome',
    recipient: input.email,
    locale: 'fr',
    status: 'PENDING',
  });
  expect(ctx.wakes).toEqual(['messages']);
  const events = await withTenant(tenant.id, () =>
    house.db.webhookEvent.findMany({
      where: { eventType: 'user.registered' },
      select: { payload: true },
    }),
  );
  expect(events).toContainEqual({ payload: { userId } });
});

test('every step of it is in the audit log, from the device of the person', async () => {
  const input = completionInput({ ipAddress: '198.51.100.7' });
  const { userId } = await complete(input);
  const rows = await auditOf([userId]);
  expect(rows.map(({ action }) => action)).toEqual(['user.register', 'user.submit']);
  expect(rows[0]).toMatchObject({
    actorKind: 'SERVICE',
    actorName: 'service registration',
    ip: '198.51.100.7',
  });
  expect(JSON.stringify(rows)).not.toContain(input.passwordHash);
});

test('the same registration again gets the same answer and changes nothing', async () => {
  const input = completionInput();
  const first = await complete(input);
  const ctx = registrationContext();
  await expect(complete(input, ctx)).resolves.toEqual({ userId: first.userId, isCreated: false });
  expect(ctx.wakes).toEqual([]);
  expect(await auditOf([first.userId])).toHaveLength(2);
});

test.each([
  ['address', { email: 'other@people.test' }],
  ['number', { phone: '+41790000001' }],
  ['date of birth', { dateOfBirth: '1990-01-01' }],
])('the same registration with another %s is refused', async (_, changes) => {
  const input = completionInput();
  await complete(input);
  await expect(complete({ ...input, ...changes })).rejects.toMatchObject({
    kind: 'CONFLICT',
    code: 'account.registration_mismatch',
  });
});

test('an address or a number that has an account by now is refused by name', async () => {
  const { email, phone } = completionInput();
  await complete(completionInput({ email, phone }));
  await expect(complete(completionInput({ email }))).rejects.toMatchObject({
    kind: 'CONFLICT',
    code: 'account.email_taken',
  });
  await expect(complete(completionInput({ phone }))).rejects.toMatchObject({
    kind: 'CONFLICT',
    code: 'account.phone_taken',
  });
});

test('the same registration id, address and number make another account in another tenant', async () => {
  const input = completionInput();
  const other = await house.addTenant();
  const here = await complete(input);
  const there = await complete(input, registrationContext(other));
  expect(there.isCreated).toBe(true);
  expect(there.userId).not.toBe(here.userId);
});

test('64 completions at once make one account, one case and one message', async () => {
  const input = completionInput();
  const answers = await Promise.all(Array.from({ length: 64 }, () => complete(input)));
  expect(new Set(answers.map(({ userId }) => userId)).size).toBe(1);
  expect(answers.filter(({ isCreated }) => isCreated)).toHaveLength(1);

  const userId = answers[0]!.userId;
  const counts = await withTenant(tenant.id, async () => [
    await house.db.user.count({ where: { email: input.email } }),
    await house.db.approvalCase.count({ where: { userId } }),
    await house.db.outboundMessage.count({ where: { recipient: input.email } }),
  ]);
  expect(counts).toEqual([1, 1, 1]);
  expect(await auditOf([userId])).toHaveLength(2);
});

test('completions that meet before any is committed make one account, and all give its id', async () => {
  const input = completionInput();
  const { registrationId, email } = input;
  const answers = await house.collide(
    {
      sql: `INSERT INTO "User" ("tenantId", "id", "email", "firstName", "lastName", "registrationId")
            VALUES ($1, gen_random_uuid(), $2, 'A', 'B', $3)`,
      values: [tenant.id, email, registrationId],
    },
    Array.from({ length: 8 }, () => () => complete(input)),
  );
  const made = answers.map((answer) => (answer.status === 'fulfilled' ? answer.value : null));
  expect(new Set(made.map((answer) => answer?.userId)).size).toBe(1);
  expect(made.filter((answer) => answer?.isCreated)).toHaveLength(1);
});

test('a completion that breaks half-way leaves nothing, and succeeds when it is tried again', async () => {
  const input = completionInput();
  const ctx = registrationContext();
  const broken = {
    ...ctx,
    keyring: {
      ...ctx.keyring,
      encrypt: () => {
        throw new Error('power cut');
      },
    },
  };
  await expect(complete(input, broken)).rejects.toThrow('power cut');
  expect(ctx.wakes).toEqual([]);
  await expect(complete(input)).resolves.toMatchObject({ isCreated: true });
});

test('where nobody is reviewed, system approves at once and tells the ledger', async () => {
  const open = await house.addTenant({ isReviewRequired: false });
  const ctx = registrationContext(open);
  const { userId } = await complete(completionInput(), ctx);

  const { user, commands } = await withTenant(open.id, async () => ({
    user: await house.db.user.findFirstOrThrow({
      where: { id: userId },
      include: { approvalCase: { include: { decisions: true } } },
    }),
    commands: await house.db.outboxCommand.findMany(),
  }));
  expect(user).toMatchObject({
    status: 'APPROVED_PENDING_ONCHAIN',
    onchainStatus: 'PENDING',
    version: 2,
  });
  expect(user.approvalCase).toMatchObject({ status: 'APPROVED', decidedAt: now });
  expect(user.approvalCase?.decisions).toMatchObject([
    { decision: 'APPROVE', actorKey: 'system:system', reviewerName: 'system', reviewerId: null },
  ]);
  expect(commands).toMatchObject([
    { commandType: 'CREATE_USER', requestId: `create-user:${userId}` },
  ]);
  expect(ctx.wakes).toEqual(['messages', 'outbox']);

  const rows = await auditOf([userId, user.approvalCase!.id], open);
  expect(rows.map(({ action, actorName }) => `${action} by ${actorName}`)).toEqual([
    'user.register by service registration',
    'user.submit by service registration',
    'approval.open by service registration',
    'user.approve by system',
    'approval.approve by system',
  ]);
});

test('registrations that share an address are counted for the risk', async () => {
  const ipAddress = '198.51.100.99';
  await withTenant(tenant.id, async () => {
    for (let count = 0; count < 3; count += 1) {
      await house.db.pendingRegistration.create({
        data: { email: `n${count}@net.test`, ipAddress, expiresAt: now, createdAt: now },
      });
    }
  });
  const { userId } = await complete(completionInput({ ipAddress }));
  const found = await withTenant(tenant.id, () =>
    house.db.approvalCase.findFirstOrThrow({ where: { userId } }),
  );
  expect(found.riskScore).toBe(15);
  expect(found.riskSignals).toMatchObject([{ code: 'SHARED_NETWORK', points: 15 }]);
});
