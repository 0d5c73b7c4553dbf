import { randomUUID } from 'node:crypto';
import { inTransaction } from '@freehold/core-db';
import { withConnection } from '@freehold/core-db/migrate';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { TestConsole } from '../../approvals/console.testing.ts';
import { recordAudit } from '../../audit/record-audit.ts';
import { verifyAudit } from '../../audit/verify-audit.ts';
import { exportPerson } from '../../exports/person-export.ts';
import { deletePerson } from './delete-person.ts';
import { erasePerson } from './erase-person.ts';
import { TestHouse } from './people.testing.ts';
import { restorePerson } from './restore-person.ts';

const word = 'zebrafish';
const later = new Date('2099-01-01');
const only = { select: { id: true } } as const;
let world: TestConsole;
let house: TestHouse;
let userId: string;
let email: string;
let walletId: string;
let otherWalletId: string;

beforeAll(async () => {
  world = await TestConsole.open();
});
afterAll(() => world.close());
beforeEach(async () => {
  house = await TestHouse.in(world);
  email = `${word}.${randomUUID()}@people.test`;
  userId = await house.addActive({ email, firstName: word, lastName: word });
  const otherId = await house.addActive();
  walletId = await addWallet(userId);
  otherWalletId = await addWallet(otherId);
  await house.within(async () => {
    await fillAddressBooks(otherId);
    await fillPayments(otherId);
    await fillOffice();
  });
});

function addWallet(of: string): Promise<string> {
  return house.within(async () => {
    const data = { userId: of, name: 'Main wallet', frozenReason: of === userId ? word : null };
    const { id } = await house.db.wallet.create({ data, ...only });
    return id;
  });
}

async function fillAddressBooks(otherId: string): Promise<void> {
  const { db } = house;
  const verified = { verifiedName: `${word} ${word}`, verifiedAt: new Date() };
  await db.beneficiary.createMany({
    data: [
      { userId, walletId: otherWalletId, label: word, ...verified, verifiedName: 'Ada' },
      { userId: otherId, walletId, label: word, ...verified },
    ],
  });
  await db.contact.createMany({
    data: [
      { userId, name: word, phone: '+41780000001', note: word },
      { userId: otherId, name: word, email },
      { userId: otherId, name: word, phone: '+41780000002', contactUserId: userId },
    ],
  });
}

/** Payments both ways, one for an organization, and what was decided on them. */
async function fillPayments(otherId: string): Promise<void> {
  const { db } = house;
  const { id: organizationId } = await db.organization.create({
    data: { name: 'Acme', slug: `acme-${randomUUID()}`.slice(0, 30) },
    ...only,
  });
  const { id: businessWalletId } = await db.wallet.create({
    data: { organizationId, kind: 'ORGANIZATION', name: 'Till' },
    ...only,
  });
  const { id: businessAccountId } = await db.businessAccount.create({
    data: { organizationId, walletId: businessWalletId, name: 'Till' },
    ...only,
  });
  await db.businessSignatory.create({ data: { businessAccountId, userId, role: 'CLERK' } });
  await db.membership.create({ data: { organizationId, userId, role: 'MEMBER' }, ...only });
  const byPerson = { createdByKind: 'USER', createdById: userId, createdByName: word } as const;
  const byOther = {
    createdByKind: 'USER',
    createdById: randomUUID(),
    createdByName: 'Ada',
  } as const;
  const transfer = (data: object) =>
    db.transfer.create({
      data: {
        ...{ requestId: randomUUID(), contentDigest: new Uint8Array(32), status: 'CONFIRMED' },
        ...{ fromWalletId: walletId, toWalletId: otherWalletId, amount: '5', ...byPerson },
        ...data,
      },
      ...only,
    });
  const sent = await transfer({ senderUserId: userId, reference: word });
  await db.notification.create({
    data: {
      ...{ userId: otherId, kind: 'money.received', idempotencyKey: `money.received:${sent.id}` },
      parameters: { amount: '5', reference: word },
    },
  });
  await transfer({
    ...{ fromWalletId: otherWalletId, toWalletId: walletId, reference: word, ...byOther },
  });
  const paid = await transfer({
    ...{ fromWalletId: businessWalletId, businessAccountId, reference: 'Invoice 42' },
  });
  // For an organization they manage, without a business account; and to several at once.
  await transfer({ fromWalletId: businessWalletId, senderOrganizationId: organizationId });
  const shared = { toWalletId: null, senderOrganizationId: organizationId, reference: word };
  const { id: sharedId } = await transfer({
    fromWalletId: businessWalletId,
    ...shared,
    ...byOther,
  });
  await db.transferLeg.createMany({
    data: [walletId, otherWalletId].map((toWalletId, legIndex) => ({
      ...{ transferId: sharedId, toWalletId, legIndex, amount: '2.5' },
    })),
  });
  const reversal = { fromWalletId: otherWalletId, toWalletId: businessWalletId };
  await transfer({ ...reversal, ...byPerson, createdByKind: 'OPERATOR', reference: 'Taken back' });
  const decision = { deciderTenantId: house.tenant.id, decidedAt: new Date() };
  await db.transactionApproval.createMany({
    data: [
      {
        ...{ transferId: paid.id, deciderId: userId, deciderName: word, reason: word },
        ...{ decision: 'APPROVE', ...decision },
      },
      {
        ...{ transferId: sent.id, deciderId: randomUUID(), deciderName: 'Ada', reason: word },
        ...{ decision: 'REJECT', ...decision },
      },
    ],
  });
}

/** What operators did and said about them, and what they did as one. */
async function fillOffice(): Promise<void> {
  const { db } = house;
  const loan = await db.loan.create({
    data: { userId, walletId, amount: '5', termMonths: 3, purpose: word, status: 'REJECTED' },
    ...only,
  });
  await db.transactionLimit.create({ data: { scope: 'USER', scopeKey: userId }, ...only });
  const proposal = {
    ...{ entityName: word, input: { word }, reason: word, expiresAt: later },
    ...{ proposedById: house.admin.userId, proposedByTenantId: house.tenant.id },
    proposedByName: 'Staff',
  };
  await db.proposal.createMany({
    data: [
      { action: 'wallet.freeze', entityType: 'Wallet', entityId: walletId, ...proposal },
      { action: 'loan.approve', entityType: 'Loan', entityId: loan.id, ...proposal },
      {
        ...{ action: 'limit.set', entityType: 'TransactionLimit', entityId: `USER:${userId}` },
        ...proposal,
      },
    ],
  });
  const run = await db.taxRun.create({
    data: { cycleStart: new Date(0), cycleEnd: later, rules: {}, createdByName: word },
    ...only,
  });
  await db.ledgerPipeline.create({ data: { changedByName: word, reason: word } });
  const ctx = house.ctx({ kind: 'USER', userId, role: 'USER', name: word });
  const acts = [
    { action: 'tax.dryRun', entityType: 'TaxRun', entityId: run.id },
    { action: 'pipeline.pause', entityType: 'LedgerPipeline', entityId: house.tenant.id },
  ];
  for (const act of acts) await inTransaction(db, (tx) => recordAudit(tx, ctx, act));
  const note = { action: 'wallet.freeze', entityType: 'Wallet', entityId: walletId, reason: word };
  await inTransaction(db, (tx) => recordAudit(tx, house.ctx(), note));
}

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
        `SELECT t::text AS row FROM "${name}" t WHERE t."tenantId" = $1 AND t::text ILIKE $2`,
        [house.tenant.id, `%${word}%`],
      );
      found.push(...rows.map(({ row }) => `${name}: ${row}`));
    }
    return found;
  });
}

const act = async (verb: typeof deletePerson) => {
  const input = await house.seen(userId);
  return house.as(house.admin, (ctx) => verb({ ctx, input }));
};
const refused = (code: string) => expect.objectContaining({ code });

test('nothing that money keeps of an erased person names them, and the books are as they were', async () => {
  const tables = new Set((await findTraces()).map((line) => line.split(':')[0]));
  // If this list shrinks, the test no longer tries what it should.
  for (const name of [
    ...['AuditLog', 'Beneficiary', 'Contact', 'LedgerPipeline', 'Loan', 'Notification'],
    ...['Proposal', 'TaxRun', 'TransactionApproval', 'Transfer', 'Wallet'],
  ]) {
    expect([...tables]).toContain(name);
  }
  await act(deletePerson);
  await act(erasePerson);
  expect(await findTraces()).toEqual([]);
  const [transfers, beneficiaries, contacts] = await house.within(() =>
    Promise.all([
      house.db.transfer.findMany({ orderBy: { createdAt: 'asc' } }),
      house.db.beneficiary.count(),
      house.db.contact.count(),
    ]),
  );
  expect([beneficiaries, contacts]).toEqual([0, 0]);
  expect(transfers.map(({ amount }) => amount.toFixed())).toEqual(Array(6).fill('5'));
  // What they wrote for somebody else stays; so does who else made a payment.
  expect(transfers.map(({ reference }) => reference)).toEqual([
    ...[null, null, 'Invoice 42', null, null, 'Taken back'],
  ]);
  expect(transfers.map(({ createdByName }) => createdByName)).toEqual([
    ...['Erased person', 'Ada', 'Erased person', 'Erased person', 'Ada', 'Erased person'],
  ]);
  expect(transfers[0]?.createdById).toBe(userId);
  const verdict = await house.as(house.admin, (ctx) => verifyAudit({ ctx }));
  expect(verdict).toMatchObject({ isIntact: true, firstBroken: null });
});

test('why somebody was to have power over an account goes, and what others were to have stays', async () => {
  const { db } = house;
  const proposal = (input: object) => ({
    ...{ entityType: 'BusinessAccount', entityName: 'Till', reason: word, expiresAt: later },
    ...{ action: 'businessAccount.addSignatory', decisionReason: word },
    ...{ proposedById: house.admin.userId, proposedByTenantId: house.tenant.id },
    ...{ proposedByName: 'Staff', input: { weight: 3, reason: word, ...input } },
  });
  const others = await house.within(async () => {
    const { id: signatoryId, businessAccountId: entityId } =
      await db.businessSignatory.findFirstOrThrow({ where: { userId } });
    for (const input of [{ userId }, { signatoryId }]) {
      await db.proposal.create({ data: { ...proposal(input), entityId }, ...only });
    }
    const input = { userId: house.admin.userId };
    return db.proposal.create({ data: { ...proposal(input), entityId }, ...only });
  });
  await act(deletePerson);
  await act(erasePerson);
  const rows = await house.within(() =>
    db.proposal.findMany({ where: { entityType: 'BusinessAccount' }, orderBy: { id: 'asc' } }),
  );
  const gone = { entityName: 'Till', reason: '', decisionReason: null };
  const kept = { reason: word, decisionReason: word, input: { weight: 3, reason: word } };
  expect(rows).toMatchObject([gone, gone, { id: others.id, ...kept }]);
  for (const { input } of rows.slice(0, 2)) {
    expect(input).toMatchObject({ weight: 3 });
    expect(JSON.stringify(input)).not.toContain(word);
  }
});

test('what somebody made for others is found by an index of its own', async () => {
  const plan = await withConnection(world.platform.urls.ownerUrl, async (client) => {
    await client.query('BEGIN');
    await client.query('SET LOCAL ROLE freehold_app');
    await client.query(`SELECT set_config('app.tenant_id', $1, true)`, [house.tenant.id]);
    await client.query('SET LOCAL enable_seqscan = off');
    const { rows } = await client.query<{ 'QUERY PLAN': string }>(
      `EXPLAIN SELECT "id" FROM "Transfer"
       WHERE "createdByKind" = 'USER' AND "senderUserId" IS NULL AND "createdById" = '${userId}'`,
    );
    await client.query('ROLLBACK');
    return rows.map((row) => row['QUERY PLAN']).join('\n');
  });
  expect(plan).toMatch(/Transfer_of_managers_idx[^]*Index Cond[^\n]*createdById/u);
});

test('a deleted person’s wallet is closed, and opens again when they are restored', async () => {
  const closed = async () =>
    (await house.within(() => house.db.wallet.findFirstOrThrow({ where: { id: walletId } })))
      .deletedAt;
  await act(deletePerson);
  expect(await closed()).not.toBeNull();
  await act(restorePerson);
  expect(await closed()).toBeNull();
});

test.each(['PENDING', 'AWAITING_APPROVAL'] as const)(
  'nobody leaves while a transfer to them is %s',
  async (status) => {
    await house.within(() =>
      house.db.transfer.updateMany({ where: { toWalletId: walletId }, data: { status } }),
    );
    await expect(act(deletePerson)).rejects.toEqual(refused('user.money_pending'));
  },
);

test('nobody leaves while a loan is on its way to them', async () => {
  await house.within(() => house.db.loan.updateMany({ data: { status: 'APPROVING' } }));
  await expect(act(deletePerson)).rejects.toEqual(refused('user.money_pending'));
});

test('the person’s own file has what money keeps of them', async () => {
  const file = await house.as(house.admin, async (ctx) => {
    let text = '';
    const lines = await exportPerson({ ctx, input: { userId, reason: 'They asked for it' } });
    for await (const line of lines) text += line;
    return JSON.parse(text) as Record<string, Record<string, unknown>[]>;
  });
  expect(file).toMatchObject({
    transfers: [{ amount: '5', reference: word, status: 'CONFIRMED' }],
    beneficiaries: [{ label: word, verifiedName: 'Ada' }],
    contacts: [{ name: word, note: word }],
    loans: [{ purpose: word, amount: '5' }],
    limits: [{ maxPerDay: null }],
    signatories: [{ role: 'CLERK', businessAccount: { name: 'Till' } }],
    transferDecisions: [{ decision: 'APPROVE', reason: word }],
    transactions: [],
  });
  // Of others they learn neither who keeps them in an address book nor what was noted about them.
  expect(JSON.stringify(file)).not.toContain('riskScore');
});
