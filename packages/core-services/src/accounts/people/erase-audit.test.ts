import { randomUUID } from 'node:crypto';
import { inTransaction } from '@freehold/core-db';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { TestConsole } from '../../approvals/console.testing.ts';
import { recordAudit } from '../../audit/record-audit.ts';
import { verifyAudit } from '../../audit/verify-audit.ts';
import { deletePerson } from './delete-person.ts';
import { erasePerson } from './erase-person.ts';
import { TestHouse } from './people.testing.ts';

const reason = 'Zoe knows the money';
const only = { select: { id: true } } as const;
let world: TestConsole;
let house: TestHouse;
let userId: string;
let otherId: string;

beforeAll(async () => {
  world = await TestConsole.open();
});
afterAll(() => world.close());
beforeEach(async () => {
  house = await TestHouse.in(world);
  [userId, otherId] = [await house.addActive({ firstName: 'Zoe' }), await house.addActive()];
});

type Changes = Parameters<typeof recordAudit>[2]['changes'];

/** An audit row by an operator, with what was said; gives its id. */
async function note(entityType: string, entityId: string, changes: Changes = {}): Promise<string> {
  await house.within(() =>
    inTransaction(house.db, (tx) =>
      recordAudit(tx, house.ctx(), { action: 'test', entityType, entityId, reason, changes }),
    ),
  );
  const row = await house.within(() =>
    house.db.auditLog.findFirstOrThrow({ orderBy: { sequence: 'desc' }, ...only }),
  );
  return row.id;
}

const noteAll = (acts: readonly (readonly [string, string, Changes?])[]) =>
  acts.reduce<Promise<string[]>>(
    async (ids, act) => [...(await ids), await note(...act)],
    Promise.resolve([]),
  );

async function saidOn(ids: readonly string[]) {
  const rows = await house.within(() =>
    house.db.auditLog.findMany({ where: { id: { in: [...ids] } }, orderBy: { sequence: 'asc' } }),
  );
  return rows.map(({ reason: said, changes }) => ({ said, changes }));
}

async function erase(): Promise<void> {
  for (const verb of [deletePerson, erasePerson]) {
    const input = await house.seen(userId);
    await house.as(house.admin, (ctx) => verb({ ctx, input }));
  }
  const verdict = await house.as(house.admin, (ctx) => verifyAudit({ ctx }));
  expect(verdict).toMatchObject({ isIntact: true, firstBroken: null });
}

const shed = { said: null, changes: {} };

test('what was said of their power over accounts, of a limit and a passkey that are gone, is shed', async () => {
  const account = randomUUID();
  const theirs = await noteAll([
    ['BusinessAccount', account, { userId, role: 'FINANCE', weight: 2 }],
    ['TransactionLimit', randomUUID(), { scope: 'USER', scopeKey: userId }],
    ['Passkey', randomUUID(), { userId, name: 'Zoe’s telephone' }],
  ]);
  const several = { signatories: [{ userId }, { userId: otherId }] };
  const kept = [
    ['BusinessAccount', account, { userId: otherId, role: 'FINANCE' }],
    ['BusinessAccount', account, several],
    ['TransactionLimit', randomUUID(), { scope: 'USER', scopeKey: otherId }],
    ['Transfer', randomUUID(), { amount: '5' }],
  ] as const;
  const others = await noteAll(kept);
  await erase();
  expect(await saidOn(theirs)).toEqual(theirs.map(() => shed));
  expect(await saidOn(others)).toEqual(kept.map(([, , changes]) => ({ said: reason, changes })));
});

/** A wallet, a loan, a limit and a place on an account's list, and a proposal about each. */
async function proposals(of: string): Promise<string[]> {
  const { db } = house;
  const slug = `acme-${randomUUID()}`.slice(0, 30);
  const { id: organizationId } = await db.organization.create({
    data: { name: 'Acme', slug },
    ...only,
  });
  const till = { organizationId, kind: 'ORGANIZATION', name: 'Till' } as const;
  const { id: tillId } = await db.wallet.create({ data: till, ...only });
  const account = { organizationId, walletId: tillId, name: 'Till' };
  const { id: businessAccountId } = await db.businessAccount.create({ data: account, ...only });
  const wallet = await db.wallet.create({ data: { userId: of, name: 'Main' }, ...only });
  const limit = await db.transactionLimit.create({
    data: { scope: 'USER', scopeKey: of },
    ...only,
  });
  const loan = { userId: of, walletId: wallet.id, amount: '5', termMonths: 3 };
  const { id: loanId } = await db.loan.create({
    data: { ...loan, purpose: '', status: 'REJECTED' },
    ...only,
  });
  const signatory = await db.businessSignatory.create({
    data: { businessAccountId, userId: of, role: 'CLERK' },
    ...only,
  });
  const about = [
    ['Wallet', wallet.id, {}],
    ['Loan', loanId, {}],
    ['TransactionLimit', limit.id, {}],
    ['TransactionLimit', `USER:${of}`, {}],
    ['BusinessAccount', businessAccountId, { userId: of }],
    ['BusinessAccount', businessAccountId, { signatoryId: signatory.id }],
  ] as const;
  const rows = await db.proposal.createManyAndReturn({
    data: about.map(([entityType, entityId, input]) => ({
      ...{ action: 'test', entityType, entityId, entityName: 'It', input, reason },
      ...{ proposedById: house.admin.userId, proposedByTenantId: house.tenant.id },
      ...{ proposedByName: 'Staff', expiresAt: new Date('2099-01-01') },
    })),
    ...only,
  });
  return rows.map(({ id }) => id);
}

test('what was said where somebody proposed something about them is shed', async () => {
  const [theirs, others] = await house.within(async () => [
    await proposals(userId),
    await proposals(otherId),
  ]);
  const noteEach = (ids: readonly string[]) => noteAll(ids.map((id) => ['Proposal', id] as const));
  const [rows, kept] = [await noteEach(theirs), await noteEach(others)];
  await erase();
  expect(await saidOn(rows)).toEqual(rows.map(() => shed));
  expect(await saidOn(kept)).toEqual(kept.map(() => ({ said: reason, changes: {} })));
});
