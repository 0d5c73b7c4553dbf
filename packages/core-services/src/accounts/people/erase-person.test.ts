import { randomUUID } from 'node:crypto';
import { inTransaction } from '@freehold/core-db';
import { withConnection } from '@freehold/core-db/migrate';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { TestConsole } from '../../approvals/console.testing.ts';
import { requestInformation } from '../../approvals/request-information.ts';
import { answerInformationRequest } from '../../approvals/answer-information-request.ts';
import { recordAudit } from '../../audit/record-audit.ts';
import { verifyAudit } from '../../audit/verify-audit.ts';
import { registerPushToken } from '../../notifications/push-tokens.ts';
import { saveView } from '../../saved-views/saved-views.ts';
import { exportPerson } from '../../exports/person-export.ts';
import { deletePerson } from './delete-person.ts';
import { erasePerson } from './erase-person.ts';
import { TestHouse } from './people.testing.ts';
import { restorePerson } from './restore-person.ts';

const word = 'zebrafish';
const phone = '+41791234567';
let world: TestConsole;
let house: TestHouse;
let userId: string;
let email: string;

beforeAll(async () => {
  world = await TestConsole.open();
});
afterAll(() => world.close());
beforeEach(async () => {
  house = await TestHouse.in(world);
  email = `${word}.${randomUUID()}@people.test`;
  await fill();
});

/** A person who has left something of themselves in every table that takes it. */
async function fill(): Promise<void> {
  const {
    userId: id,
    caseId,
    input,
  } = await world.addPerson(house.tenant, {
    email,
    firstName: word,
    lastName: word,
    phone,
    userAgent: word,
    ipAddress: '203.0.113.77',
  });
  userId = id;
  const reviewer = await house.addStaff('REVIEWER');
  await house.as(reviewer, (ctx) =>
    requestInformation({
      ctx,
      input: { caseId, version: 0, reason: 'OTHER', comment: `Who is ${word}?` },
    }),
  );
  const person = { kind: 'USER', userId, role: 'USER', name: word } as const;
  await house.as(person, (ctx) => answerInformationRequest({ ctx, input: { answer: word } }));
  await world.putStatus(house.tenant, userId, 'ACTIVE');
  const seenBy = { ip: '203.0.113.77', userAgent: word };
  await house.as(person, async (ctx) => {
    const token = { platform: 'IOS', token: `${word}${'t'.repeat(20)}`, deviceName: word } as const;
    await registerPushToken({ ctx, input: token });
    await saveView({ ctx, input: { page: 'users', name: word, query: { search: word } } });
  });
  await house.within(async () => {
    const { db } = house;
    const only = { select: { id: true } } as const;
    await db.user.updateMany({
      where: { id: userId },
      data: { username: word, avatar: word, nationalIdNumber: word },
    });
    const device = await db.trustedDevice.create({
      data: { userId, secretHash: bytes(), name: word, ...seenBy, expiresAt: later },
      ...only,
    });
    const session = await db.session.create({
      data: {
        userId,
        tokenHash: bytes(),
        audience: 'PORTAL',
        device: word,
        ...seenBy,
        deviceId: device.id,
        expiresAt: later,
      },
      ...only,
    });
    await db.refreshToken.create({
      data: { userId, sessionId: session.id, tokenHash: bytes(), expiresAt: later },
      ...only,
    });
    await db.accountToken.create({
      data: {
        userId,
        purpose: 'EMAIL_CHANGE',
        tokenHash: bytes(),
        target: `new.${email}`,
        expiresAt: later,
      },
      ...only,
    });
    await db.authenticator.create({
      data: { userId, name: word, secretCiphertext: bytes() },
      ...only,
    });
    await db.passkey.create({
      data: { userId, name: word, credentialId: bytes(), publicKey: bytes(), aaguid: 'a' },
      ...only,
    });
    await db.recoveryCode.create({ data: { userId, codeDigest: bytes() }, ...only });
    await db.pendingRegistration.create({
      data: {
        id: input.registrationId,
        email,
        firstName: word,
        lastName: word,
        phone,
        ipAddress: seenBy.ip,
        userAgent: word,
        currentStep: 'COMPLETED',
        createdUserId: userId,
        expiresAt: later,
      },
      ...only,
    });
    await db.pendingRegistration.create({
      data: { email, firstName: word, currentStep: 'CANCELLED', expiresAt: later },
      ...only,
    });
    const { id: organizationId } = await db.organization.create({
      data: { name: 'Acme', slug: `acme-${randomUUID()}`.slice(0, 30) },
      ...only,
    });
    await db.membership.create({ data: { organizationId, userId, role: 'MEMBER' }, ...only });
    await db.invitation.create({
      data: {
        organizationId,
        email,
        role: 'MEMBER',
        tokenHash: bytes(),
        invitedByName: 'Somebody',
        expiresAt: later,
        status: 'DECLINED',
      },
      ...only,
    });
    await db.invitation.create({
      data: {
        organizationId,
        email: `${randomUUID()}@people.test`,
        role: 'MEMBER',
        tokenHash: bytes(),
        invitedById: userId,
        invitedByName: word,
        expiresAt: later,
      },
      ...only,
    });
    await db.apiKey.create({
      data: {
        organizationId,
        name: 'Key',
        prefix: randomUUID().slice(0, 20),
        secretHash: bytes(),
        createdById: userId,
        createdByName: word,
      },
      ...only,
    });
    await db.proposal.create({
      data: {
        action: 'user.close',
        entityType: 'User',
        entityId: userId,
        entityName: word,
        input: { word },
        reason: word,
        proposedById: house.admin.userId,
        proposedByTenantId: house.tenant.id,
        proposedByName: 'Staff',
        expiresAt: later,
      },
      ...only,
    });
    await db.proposal.create({
      data: {
        action: 'user.close',
        entityType: 'User',
        entityId: randomUUID(),
        entityName: 'Other',
        input: {},
        reason: 'x',
        proposedById: userId,
        proposedByTenantId: house.tenant.id,
        proposedByName: word,
        decidedById: userId,
        decidedByName: word,
        expiresAt: later,
      },
      ...only,
    });
    await db.approvalDecision.updateMany({
      where: { reviewerId: reviewer.userId },
      data: { comment: word },
    });
  });
  // Quoted in rows about others, in another spelling of the address.
  await house.as({ ...reviewer, name: 'Rita' }, (ctx) =>
    inTransaction(ctx.db, (tx) =>
      recordAudit(tx, ctx, {
        action: 'invitation.create',
        entityType: 'Invitation',
        entityId: randomUUID(),
        reason: `for ${email.toUpperCase()}`,
        changes: { phone },
      }),
    ),
  );
  await house.as(person, (ctx) =>
    inTransaction(ctx.db, (tx) =>
      recordAudit(
        tx,
        { ...ctx, request: { ...ctx.request, ...seenBy } },
        {
          action: 'wallet.rename',
          entityType: 'Wallet',
          entityId: 'w1',
        },
      ),
    ),
  );
}

const later = new Date('2099-01-01');
const bytes = () => crypto.getRandomValues(new Uint8Array(32));

/** Every row of every table of the tenant that holds the word, the number, the address or the network. */
async function findTraces(): Promise<string[]> {
  return withConnection(world.platform.urls.ownerUrl, async (client) => {
    const tables = await client.query<{ name: string }>(
      `SELECT relname AS name FROM pg_class
       WHERE relnamespace = 'public'::regnamespace AND relkind = 'r' ORDER BY 1`,
    );
    const found: string[] = [];
    for (const { name } of tables.rows) {
      if (name === '_prisma_migrations' || name === 'Country' || name === 'Tenant') continue;
      const { rows } = await client.query<{ row: string }>(
        `SELECT t::text AS row FROM "${name}" t WHERE t."tenantId" = $1
         AND (t::text ILIKE $2 OR strpos(t::text, $3) > 0 OR strpos(t::text, '203.0.113.77') > 0)`,
        [house.tenant.id, `%${word}%`, phone],
      );
      found.push(...rows.map(({ row }) => `${name}: ${row.slice(0, 200)}`));
    }
    return found;
  });
}

const act = async (verb: typeof deletePerson) => {
  const input = await house.seen(userId);
  return house.as(house.admin, (ctx) => verb({ ctx, input }));
};

test('nothing of an erased person is left in any table, and the audit chain still proves itself', async () => {
  const before = await findTraces();
  const tables = new Set(before.map((line) => line.split(':')[0]));
  // If this list shrinks, the test no longer tries what it should.
  expect([...tables].map(String).toSorted()).toEqual([
    ...['AccountToken', 'ApiKey', 'ApprovalAnswer', 'ApprovalDecision', 'AuditLog'],
    ...['Authenticator', 'Invitation', 'Notification', 'OutboundMessage', 'Passkey'],
    ...['PendingRegistration', 'Proposal', 'PushToken', 'SavedView', 'Session'],
    ...['TrustedDevice', 'User'],
  ]);
  await act(deletePerson);
  await expect(act(erasePerson)).resolves.toMatchObject({ state: 'DONE' });
  expect(await findTraces()).toEqual([]);
  expect(await house.user(userId)).toMatchObject({
    email: `${userId}@erased.invalid`,
    status: 'CLOSED',
    erasedAt: expect.any(Date),
    passwordHash: null,
  });
  const verdict = await house.as(house.admin, (ctx) => verifyAudit({ ctx }));
  expect(verdict).toMatchObject({ isIntact: true, firstBroken: null });
  expect(verdict.erasedCount).toBeGreaterThan(8n);
  expect((await house.audit(userId)).at(-1)).toMatchObject({
    action: 'user.erase',
    reason: 'Because of a test',
    changes: { auditRows: Number(verdict.erasedCount) },
    shedCount: Number(verdict.erasedCount),
  });
});

test('what an erased person did stays known as done, by an id alone', async () => {
  await act(deletePerson);
  await act(erasePerson);
  const rows = await house.within(() =>
    house.db.auditLog.findMany({ where: { actorId: userId }, orderBy: { sequence: 'asc' } }),
  );
  expect(rows.map(({ action }) => action)).toEqual([
    'approval.answerInformation',
    'pushToken.register',
    'wallet.rename',
  ]);
  for (const row of rows) expect(row).toMatchObject({ actorName: '', ip: null, userAgent: null });
});

test('the address and the number are free again', async () => {
  await act(deletePerson);
  await act(erasePerson);
  const again = await world.addPerson(house.tenant, { email, phone });
  expect(again.userId).not.toBe(userId);
});

test('only a deleted person is erased, once, and never comes back', async () => {
  await expect(act(erasePerson)).rejects.toMatchObject({ code: 'user.not_deleted' });
  await act(deletePerson);
  await act(erasePerson);
  await expect(act(erasePerson)).rejects.toMatchObject({ code: 'user.erased' });
  await expect(act(restorePerson)).rejects.toMatchObject({ code: 'user.erased' });
  await expect(
    house.as(house.admin, (ctx) => exportPerson({ ctx, input: { userId, reason: 'Why not' } })),
  ).rejects.toMatchObject({ code: 'user.erased' });
});

test('a log that was tampered with is not made unreadable: nothing at all is erased', async () => {
  await act(deletePerson);
  await withConnection(world.platform.urls.ownerUrl, async (client) => {
    await client.query('BEGIN');
    await client.query(`SET LOCAL session_replication_role = 'replica'`);
    await client.query(
      `UPDATE "AuditLog" SET "reason" = 'Forged' WHERE "tenantId" = $1 AND "entityId" = $2 AND "action" = 'user.delete'`,
      [house.tenant.id, userId],
    );
    await client.query('COMMIT');
  });
  await expect(act(erasePerson)).rejects.toMatchObject({ kind: 'CONFLICT', code: 'audit.broken' });
  expect(await house.user(userId)).toMatchObject({ email, erasedAt: null });
});

test('another tenant keeps everything it has under the same address', async () => {
  const elsewhere = await TestHouse.in(world);
  const twin = await elsewhere.addActive({ email, firstName: word });
  await act(deletePerson);
  await act(erasePerson);
  expect(await elsewhere.user(twin)).toMatchObject({ email, firstName: word, erasedAt: null });
  expect((await elsewhere.audit(twin)).length).toBeGreaterThan(0);
});
