import type { StatementFilter } from '@freehold/core-contracts/wallets';
import { defineReviewedSql, inTransaction, Prisma, queryReviewed } from '@freehold/core-db';
import { withConnection } from '@freehold/core-db/migrate';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { TestMoney } from '../money/money.testing.ts';
import { listByTime } from './statement-by-time.ts';
import { readEntries } from './statement-entries.ts';

const readIndexes = defineReviewedSql(
  'statement.testing.indexesRead',
  'entries of indexes and rows of the table read so far by this transaction',
  { writes: [] },
);

const dayMs = 86_400_000;
const [days, perDay] = [100, 4];
const today = new Date('2026-07-20T12:00:00Z');
const statementIndex = 'Transaction_statement_idx';
let money: TestMoney;
let walletId: string;

beforeAll(async () => {
  money = await TestMoney.open();
  money.platform.clock.set(new Date(today.getTime() - days * dayMs));
  ({ walletId } = await money.addPerson('100000'));
  // Others move as well: a wallet is a small part of the table.
  const others: string[] = [];
  for (let count = 0; count < 60; count += 1) {
    others.push((await money.addPerson('1000')).walletId);
  }
  const pay = (fromWalletId: string, toWalletId: string) =>
    money.request({ fromWalletId, legs: [{ toWalletId, amount: '1' }] });
  for (let day = 0; day < days; day += 1) {
    money.platform.clock.moveBy(dayMs);
    const [first = ''] = others;
    await money.postAll([
      ...Array.from({ length: perDay }, () => pay(walletId, first)),
      ...others.map((from, index) => pay(from, others[(index + 1) % others.length] ?? first)),
    ]);
  }
  await withConnection(money.platform.urls.ownerUrl, (owner) =>
    // A page counts as seen by everybody once nobody looks at it from before.
    vi.waitFor(
      async () => {
        await owner.query('VACUUM ANALYZE "Transaction"');
        const { rows } = await owner.query<{ isVisible: boolean }>(
          `SELECT relallvisible >= relpages AS "isVisible" FROM pg_class WHERE relname = 'Transaction'`,
        );
        expect(rows[0]?.isVisible).toBe(true);
      },
      { timeout: 20_000, interval: 200 },
    ),
  );
});
afterAll(() => money.close());

/** How many a stretch has, and what finding them reads: entries by index, and `rows` of the table. */
async function costOf(
  filter: StatementFilter,
  before: bigint | null = null,
): Promise<Record<string, number>> {
  const ctx = money.as();
  return money.in(() =>
    inTransaction(ctx.db, async (tx) => {
      const start = await countReads(tx);
      const found = await listByTime(tx, filter, { before, limit: 26 });
      const end = await countReads(tx);
      const reads = [...end].map(
        ([name, count]) => [name, count - (start.get(name) ?? 0)] as const,
      );
      return { found: found.length, ...Object.fromEntries(reads.filter(([, count]) => count > 0)) };
    }),
  );
}

async function countReads(tx: Parameters<typeof listByTime>[0]): Promise<Map<string, number>> {
  const rows = await queryReviewed<{ name: string; count: number }>(
    tx,
    readIndexes,
    Prisma.sql`
      SELECT c.relname::text AS "name", pg_stat_get_xact_tuples_returned(i.indexrelid)::int AS "count"
      FROM pg_index i JOIN pg_class c ON c.oid = i.indexrelid
      WHERE i.indrelid = '"Transaction"'::regclass
      UNION ALL
      SELECT 'rows', (seq_tup_read + coalesce(idx_tup_fetch, 0))::int
      FROM pg_stat_xact_user_tables WHERE relid = '"Transaction"'::regclass`,
  );
  return new Map(rows.map(({ name, count }) => [name, count]));
}

const ago = (count: number) => new Date(today.getTime() - count * dayMs);

test('the last thirty days come from an index alone', async () => {
  const month = { walletId, from: ago(30) };
  const cost = await costOf(month);
  expect(Object.keys(cost)).toEqual(['found', statementIndex]);
  expect(cost['found']).toBe(26);
  const { entries } = await money.in(() =>
    readEntries(money.as(), month, { before: null, limit: 1000 }),
  );
  expect(entries).toHaveLength(31 * perDay);
});

test('an old month does not read what came after it', async () => {
  const month = { walletId, from: ago(90), to: ago(60) };
  const cost = await costOf(month);
  expect(Object.keys(cost)).toEqual(['found', statementIndex]);
  expect(cost[statementIndex]).toBeLessThan(60);
  const first = await money.in(() => readEntries(money.as(), month, { before: null, limit: 30 }));
  const further = await costOf(month, first.next);
  expect(further['found']).toBe(26);
  // One row says when the entry was that the first stretch ended with.
  expect(further['rows']).toBe(1);
  expect(further[statementIndex]).toBeLessThan(60);
});

test('a filter throws away what it does not want without reading its row', async () => {
  const cost = await costOf({ walletId, from: ago(60), direction: 'IN' });
  expect(cost).toEqual({ found: 0, [statementIndex]: 61 * perDay });
});

test('entries whose times stand the other way round are all there, once, by their numbers', async () => {
  const { walletId: small } = await money.addPerson();
  const issued = new Date(money.platform.clock());
  for (const behindMs of [0, 300, 100, 200]) {
    money.platform.clock.set(new Date(issued.getTime() - behindMs));
    await money.postAll([
      money.request({ fromWalletId: walletId, legs: [{ toWalletId: small, amount: '1' }] }),
    ]);
  }
  const filter = { walletId, from: new Date(issued.getTime() - 1000) };
  const numbers = [];
  for (let before: bigint | null = null; ;) {
    const { entries, next } = await money.in(() =>
      readEntries(money.as(), filter, { before, limit: 3 }),
    );
    const stretch = entries.map(({ sequence }) => Number(sequence));
    expect(stretch).toEqual(stretch.toSorted((left, right) => right - left));
    numbers.push(...stretch);
    if (next === null) break;
    before = next;
  }
  const last = days * perDay + 1;
  const wanted = Array.from({ length: perDay + 4 }, (_, index) => last + 4 - index);
  expect(numbers.toSorted((left, right) => right - left)).toEqual(wanted);
});
