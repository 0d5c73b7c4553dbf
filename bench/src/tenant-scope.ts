/*
 * What the tenant scope costs, in one run on one server: the same query through plain pg, through
 * plain Prisma without any tenancy, through Freehold's tenant client, and through the textbook way
 * to use row-level security from Prisma. Run by hand: `node bench/src/tenant-scope.ts`.
 */
import { createDatabase, withTenant } from '@freehold/core-db';
import { createTenant, createTestDatabase, startTestCluster } from '@freehold/core-db/testing';
import { PrismaPg } from '@prisma/adapter-pg';
import pg from 'pg';
import { PrismaClient } from '@freehold/core-db/generated';
import { measureInTurns } from './rounds.ts';
import type { Variant } from './rounds.ts';

const USERS = 2_000;
const CONNECTIONS = 10;
const CONCURRENCIES = [1, 10, 50];
const ROUNDS = 41;
const ROUND_MS = 150;

const cluster = await startTestCluster();
const server = await createTestDatabase(cluster);
const tenants = [await createTenant(server), await createTenant(server)];

const database = await createDatabase({ url: server.appUrl, pool: { max: CONNECTIONS } });
const plain = new PrismaClient({
  adapter: new PrismaPg({ connectionString: server.ownerUrl, max: CONNECTIONS }),
});
// The application's role, so that the policies hold: what most projects would write.
const textbook = new PrismaClient({
  adapter: new PrismaPg({ connectionString: server.appUrl, max: CONNECTIONS }),
});
const pool = new pg.Pool({ connectionString: server.ownerUrl, max: CONNECTIONS });

const ids = new Map<string, string[]>();
for (const { id: tenantId } of tenants) {
  const created = await withTenant(tenantId, () =>
    database.client.user.createManyAndReturn({
      data: Array.from({ length: USERS }, (_, index) => ({
        email: `user${index}@example.org`,
        firstName: 'Ada',
        lastName: `Byron ${index}`,
      })),
      select: { id: true },
    }),
  );
  ids.set(
    tenantId,
    created.map(({ id }) => id),
  );
}
await pool.query('analyze');

let turn = 0;
function next(): { tenantId: string; id: string } {
  turn += 1;
  const tenantId = tenants[turn % tenants.length]?.id ?? '';
  const id = ids.get(tenantId)?.[(turn * 7919) % USERS] ?? '';
  return { tenantId, id };
}

const select = { id: true, email: true, firstName: true, lastName: true, createdAt: true } as const;
const columns = '"id", "email", "firstName", "lastName", "createdAt"';

function toCases(): Record<string, Variant[]> {
  return {
    'one row by key': [
      {
        name: 'plain Prisma',
        run: () => plain.user.findFirst({ where: next(), select }),
      },
      {
        name: 'Freehold',
        run: () => {
          const { tenantId, id } = next();
          return withTenant(tenantId, () =>
            database.client.user.findFirst({ where: { id }, select }),
          );
        },
      },
      {
        name: 'plain pg',
        run: () => {
          const { tenantId, id } = next();
          return pool.query(
            `select ${columns} from "User" where "tenantId" = $1 and "id" = $2 limit 1`,
            [tenantId, id],
          );
        },
      },
      {
        name: 'textbook transaction',
        run: () => {
          const { tenantId, id } = next();
          return textbook.$transaction([
            textbook.$executeRaw`select set_config('app.tenant_id', ${tenantId}, true)`,
            textbook.user.findFirst({ where: { id }, select }),
          ]);
        },
      },
    ],
    'twenty rows in order': [
      {
        name: 'plain Prisma',
        run: () =>
          plain.user.findMany({
            where: { tenantId: next().tenantId },
            orderBy: { createdAt: 'desc' },
            take: 20,
            select,
          }),
      },
      {
        name: 'Freehold',
        run: () =>
          withTenant(next().tenantId, () =>
            database.client.user.findMany({ orderBy: { createdAt: 'desc' }, take: 20, select }),
          ),
      },
      {
        name: 'plain pg',
        run: () =>
          pool.query(
            `select ${columns} from "User" where "tenantId" = $1 order by "createdAt" desc limit 20`,
            [next().tenantId],
          ),
      },
    ],
    'one row changed': [
      {
        name: 'plain Prisma',
        run: () => plain.user.updateMany({ where: next(), data: { firstName: 'Augusta' } }),
      },
      {
        name: 'Freehold',
        run: () => {
          const { tenantId, id } = next();
          return withTenant(tenantId, () =>
            database.client.user.updateMany({ where: { id }, data: { firstName: 'Augusta' } }),
          );
        },
      },
      {
        name: 'plain pg',
        run: () => {
          const { tenantId, id } = next();
          return pool.query(
            `update "User" set "firstName" = $3, "updatedAt" = now() where "tenantId" = $1 and "id" = $2`,
            [tenantId, id, 'Augusta'],
          );
        },
      },
    ],
  };
}

const only = process.argv[2];
try {
  for (const [title, variants] of Object.entries(toCases())) {
    if (only && !title.includes(only)) continue;
    console.log(`\n${title}\n| | ${CONCURRENCIES.map((count) => `at ${count}`).join(' | ')} |`);
    console.log(`|---|${CONCURRENCIES.map(() => '---').join('|')}|`);
    const cells = new Map<string, string[]>(variants.map(({ name }) => [name, []]));
    for (const concurrency of CONCURRENCIES) {
      const plan = { concurrency, rounds: ROUNDS, roundMs: ROUND_MS };
      const measured = await measureInTurns(variants, plan);
      const base = measured[0]?.perSecond ?? NaN;
      for (const { name, perSecond } of measured) {
        // Time per operation against plain Prisma: below 1 is faster.
        const cost = (base / perSecond).toFixed(2);
        cells.get(name)?.push(`${cost} (${Math.round(perSecond)}/s)`);
      }
    }
    for (const [name, row] of cells) console.log(`| ${name} | ${row.join(' | ')} |`);
  }
} finally {
  await Promise.all([database.close(), plain.$disconnect(), textbook.$disconnect(), pool.end()]);
  await server.drop();
  await cluster.stop();
}
