import {
  defineReviewedSql,
  inTransaction,
  Prisma,
  queryReviewed,
  type TenantTransaction,
} from '@freehold/core-db';
import { withConnection } from '@freehold/core-db/migrate';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { recordAudit } from '../audit/record-audit.ts';
import type { ServiceContext } from '../context.ts';
import { TestMoney } from './money.testing.ts';
import { postTransfers } from './post-transfers.ts';
import { settleTransfers } from './settle-transfers.ts';
import { systemWalletId } from './system-wallets.ts';
import type { Settlement } from './transfer-request.ts';

const readRows = defineReviewedSql(
  'money.testing.rowsRead',
  'rows read so far by this transaction',
  {
    writes: [],
  },
);

let money: TestMoney;
beforeAll(async () => {
  money = await TestMoney.open();
});
afterAll(() => money.close());

type Person = Awaited<ReturnType<TestMoney['addPerson']>>;

const pay: TestMoney['payment'] = (...given) => money.payment(...given);

const audit = { action: 'transfer.test', entityType: 'Transfer', entityId: 'x' };

/** Rows that the posting of one transfer reads, by table. */
const rowsReadBy = (from: Person, to: Person) =>
  rowsReadIn(async (tx, ctx) => {
    const [verdict] = await postTransfers(tx, ctx, [pay(from, to)], { audit });
    expect(verdict?.outcome).toBe('ACCEPTED');
  });

/** Rows that the settling of one transfer reads, by table. */
async function rowsReadBySettling(from: Person, to: Person, outcome: Settlement['outcome']) {
  const { transferId } = await money.post(pay(from, to));
  const settlement = { transferId, outcome, onChainTxId: `tx-${transferId}`, reason: 'REFUSED' };
  return rowsReadIn(async (tx, ctx) => {
    const [verdict] = await settleTransfers(tx, ctx, [settlement]);
    expect(verdict?.result).toBe('SETTLED');
  });
}

function rowsReadIn(
  work: (tx: TenantTransaction, ctx: ServiceContext) => Promise<void>,
): Promise<Map<string, number>> {
  const ctx = money.as();
  return money.in(() =>
    inTransaction(ctx.db, async (tx) => {
      // The connection's counters may hold what earlier transactions have not handed in yet.
      const before = await countRows(tx);
      await work(tx, ctx);
      const after = await countRows(tx);
      return new Map([...after].map(([name, rows]) => [name, rows - (before.get(name) ?? 0)]));
    }),
  );
}

async function countRows(tx: TenantTransaction): Promise<Map<string, number>> {
  const rows = await queryReviewed<{ name: string; rows: number }>(
    tx,
    readRows,
    Prisma.sql`SELECT relname::text AS "name", (seq_tup_read + coalesce(idx_tup_fetch, 0))::int AS "rows"
      FROM pg_stat_xact_user_tables`,
  );
  return new Map(rows.map(({ name, rows: read }) => [name, read]));
}

/** People with money, given out in one movement. */
async function addPeople(count: number): Promise<Person[]> {
  const people: Person[] = [];
  for (let index = 0; index < count; index += 1) people.push(await money.addPerson());
  const issue = money.request({
    kind: 'GENESIS',
    fromWalletId: systemWalletId(money.tenant.id, 'TREASURY'),
    legs: people.map(({ walletId }) => ({ toWalletId: walletId, amount: '10' })),
  });
  await money.post(issue);
  await money.confirm(issue.transferId);
  return people;
}

test('what a transfer reads does not grow with those who sent before it', async ({ skip }) => {
  const version = await withConnection(money.platform.urls.ownerUrl, async (owner) => {
    const { rows } = await owner.query(`SELECT current_setting('server_version_num')::int AS n`);
    return Number(rows[0].n);
  });
  skip(version < 180_000, 'before PostgreSQL 18 nothing can be told to the planner beforehand');
  const people = await addPeople(20);
  const [first, second] = [people[0]!, people[1]!];
  const early = await rowsReadBy(first, second);
  await money.postAll(people.map((from, index) => pay(from, people[(index + 1) % people.length]!)));
  const late = await rowsReadBy(first, second);
  expect(early.get('TransferUsage')).toBeGreaterThan(0);
  for (const [table, rows] of late) {
    expect(rows, table).toBeLessThan((early.get(table) ?? 0) + 10);
  }
});

test.each(['CONFIRMED', 'FAILED'] as const)(
  'what settling reads does not grow with those before it, whatever the planner knew when they were few: %s',
  async (outcome) => {
    const house = money;
    money = await TestMoney.open();
    try {
      const people = await addPeople(40);
      const [first, second] = [people[0]!, people[1]!];
      await rowsReadBySettling(first, second, 'CONFIRMED');
      const { ownerUrl } = money.platform.urls;
      await withConnection(ownerUrl, (owner) => owner.query('ANALYZE'));
      await rowsReadBySettling(first, second, outcome);
      const early = await rowsReadBySettling(first, second, outcome);
      const many = people.slice(2).flatMap((from) => [pay(from, first), pay(from, second)]);
      await money.postAll(many);
      await money.settle(
        many.map(({ transferId }) => ({
          ...{ transferId, outcome: 'CONFIRMED' as const, onChainTxId: `tx-${transferId}` },
          reason: null,
        })),
      );
      const late = await rowsReadBySettling(first, second, outcome);
      expect(early.get('Transfer')).toBeGreaterThan(0);
      for (const [table, rows] of late) {
        expect(rows, table).toBeLessThan((early.get(table) ?? 0) + 10);
      }
    } finally {
      await money.close();
      money = house;
    }
  },
);

test('an audit row is written without reading the log, whatever the planner knew of it when it was short', async () => {
  const { ownerUrl } = money.platform.urls;
  await withConnection(ownerUrl, (owner) => owner.query('ANALYZE "AuditLog"'));
  const ctx = money.as();
  await money.in(() =>
    inTransaction(ctx.db, async (tx) => {
      const readLog = async () => (await countRows(tx)).get('AuditLog') ?? 0;
      const before = await readLog();
      for (let count = 0; count < 40; count += 1) await recordAudit(tx, ctx, audit);
      const atFirst = await readLog();
      for (let count = 0; count < 40; count += 1) await recordAudit(tx, ctx, audit);
      expect((await readLog()) - atFirst).toBeLessThanOrEqual(atFirst - before + 10);
    }),
  );
});
