import { inTransaction, withTenant } from '../index.ts';
import type { Database, TenantClient } from '../index.ts';

/** What went wrong in an interleaved run; all zero when nothing did. */
export type Interleaved = { done: number; foreign: number; missing: number; unexpected: string[] };

type Step = (client: TenantClient, tenantId: string, userId: string) => PromiseLike<unknown>;

const person = () => ({
  email: `${crypto.randomUUID()}@example.org`,
  firstName: 'Ada',
  lastName: 'B',
});
const key = (tenantId: string, id: string) => ({ tenantId_id: { tenantId, id } });

class Expected extends Error {}

// Each answers with rows that carry their tenant, or fails in the way it is meant to.
const steps: readonly Step[] = [
  (client) => client.user.findMany({ select: { tenantId: true } }),
  async (client, tenantId, userId) => [
    await client.user.findUniqueOrThrow({ where: key(tenantId, userId) }),
  ],
  async (client) => [await client.wallet.create({ data: { name: 'interleaved' } })],
  (client) => client.user.findMany({ include: { wallets: true, country: true }, take: 3 }),
  async (client) => {
    const [wallet, users] = await client.$transaction(
      [
        client.wallet.create({ data: { name: 'batch' } }),
        client.user.findMany({ select: { tenantId: true } }),
      ],
      { maxWait: 60_000, timeout: 30_000 },
    );
    return [wallet, ...users];
  },
  (client) =>
    inTransaction(
      client,
      async (transaction) => {
        const wallet = await transaction.wallet.create({ data: { name: 'transaction' } });
        const users = await transaction.user.findMany({ select: { tenantId: true } });
        return [wallet, ...users];
      },
      { maxWaitMs: 60_000, timeoutMs: 30_000 },
    ),
  (client) =>
    inTransaction(
      client,
      async (transaction) => {
        await transaction.user.create({ data: person() });
        throw new Expected('undone');
      },
      { maxWaitMs: 60_000, timeoutMs: 30_000 },
    ),
  async (client) => {
    // Too long for its column: the statement fails in the middle of its train.
    await client.user.create({ data: { ...person(), locale: 'x'.repeat(20) } }).then(
      () => {},
      (error: { code?: string }) => {
        throw error.code === 'P2000' ? new Expected('too long') : error;
      },
    );
  },
];

/** Runs operations of several tenants all at once over one database and looks at every row they got. */
export async function interleave(
  database: Database,
  tenants: readonly { tenantId: string; userId: string }[],
  count: number,
): Promise<Interleaved> {
  const result: Interleaved = { done: 0, foreign: 0, missing: 0, unexpected: [] };
  const run = async (turn: number) => {
    const tenant = tenants[turn % tenants.length];
    const step = steps[(turn * 7 + Math.floor(turn / 16)) % steps.length];
    if (!tenant || !step) throw new Error('there is nothing to interleave');
    try {
      const rows = await withTenant(tenant.tenantId, () =>
        step(database.client, tenant.tenantId, tenant.userId),
      );
      look(rows, tenant.tenantId, result);
    } catch (error) {
      if (!(error instanceof Expected)) result.unexpected.push(String(error));
    }
    result.done += 1;
  };
  await Promise.all(Array.from({ length: count }, (_, turn) => run(turn)));
  return result;
}

function look(rows: unknown, tenantId: string, result: Interleaved): void {
  const found = rows as { tenantId: string; wallets?: { tenantId: string }[] }[];
  if (found.length === 0) result.missing += 1;
  for (const row of found.flatMap((one) => [one, ...(one.wallets ?? [])])) {
    if (row.tenantId !== tenantId) result.foreign += 1;
  }
}
