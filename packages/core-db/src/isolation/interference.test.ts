import fc from 'fast-check';
import pg from 'pg';
import { expect, test } from 'vitest';
import { requireModel } from '../client/guard-where.ts';
import { toDataModel, toDelegateName } from '../client/data-model.ts';
import type { DataModel, ModelInfo } from '../client/data-model.ts';
import { requireUnderlying } from '../client/tenant-client.ts';
import { toAppError } from '../errors/to-app-error.ts';
import { withTenant } from '../index.ts';
import { createTestDatabase } from '../testing/index.ts';
import { toText } from './attack.ts';
import { openClient, settings, takeDown } from './walls.testing.ts';
import { resetWorld } from './world.ts';
import type { World } from './world.ts';

type Query = { model: string; action: 'findMany' | 'count'; args: Record<string, unknown> };

const QUERIES = 250;
const LIMIT_MS = 180_000;

/*
 * Non-interference: a query says the same whether the other tenant has any rows or none. It covers
 * what no list of attacks can, rows as well as everything that could be told from counts, orders
 * and conditions.
 */
const silent = ['all walls', 'only extension', 'only row security'];
const tested = settings.filter(({ name }) => silent.includes(name) || name === 'no wall');

test.each(tested)(
  'what queries say of another tenant: $name',
  { timeout: LIMIT_MS },
  async (setting) => {
    const server = await createTestDatabase();
    const owner = new pg.Client({ connectionString: server.ownerUrl });
    await owner.connect();
    const opened = openClient(server, setting);
    try {
      await takeDown(owner, setting.walls);
      const world = await resetWorld(owner);
      const prisma = opened.tenantClient
        ? requireUnderlying(opened.tenantClient).client
        : opened.client;
      const queries = fc.sample(toQueries(toDataModel(prisma), world), {
        numRuns: QUERIES,
        seed: 20_260,
      });
      const ask = async ({ model, action, args }: Query) => {
        // The model is chosen at random, and so is not known by its type.
        const delegates = opened.client as unknown as Record<
          string,
          Record<string, (args: object) => PromiseLike<unknown>>
        >;
        try {
          const result = await withTenant(world.mine.tenantId, () =>
            delegates[model]?.[action]?.(args),
          );
          return Array.isArray(result) ? result.map(toText).toSorted().join('\n') : toText(result);
        } catch (error) {
          const { code } = toAppError(error);
          return code === 'internal.unexpected' ? toText((error as Error).message) : code;
        }
      };
      const withThem = [];
      for (const query of queries) withThem.push(await ask(query));
      await forgetThem(owner, world);
      const told = [];
      for (const [index, query] of queries.entries()) {
        if ((await ask(query)) !== withThem[index]) told.push(query);
      }
      if (silent.includes(setting.name)) expect(told).toEqual([]);
      else expect(told.length).toBeGreaterThan(QUERIES / 20);
      // Most of them must have been answered, or nothing was shown.
      expect(withThem.filter((answer) => /^[\d[{]/.test(answer)).length).toBeGreaterThan(
        QUERIES / 4,
      );
    } finally {
      await opened.close();
      await owner.end();
      await server.drop();
    }
  },
);

async function forgetThem(owner: pg.Client, { theirs }: World): Promise<void> {
  const { rows } = await owner.query<{ name: string }>(
    `select format('%I', c.relname) as name from pg_class c join pg_attribute a on a.attrelid = c.oid
      where c.relnamespace = 'public'::regnamespace and c.relkind = 'r' and a.attname = 'tenantId'`,
  );
  await owner.query('set session_replication_role = replica');
  for (const { name } of rows) {
    await owner.query(`delete from ${name} where "tenantId" = '${theirs.tenantId}'`);
  }
  await owner.query('reset session_replication_role');
}

function toQueries(models: DataModel, world: World): fc.Arbitrary<Query> {
  const roots = [
    'User',
    'Session',
    'Wallet',
    'ApprovalCase',
    'PendingRegistration',
    'Tenant',
    'Country',
  ];
  return fc
    .record({
      root: fc.constantFrom(...roots),
      action: fc.constantFrom('findMany' as const, 'count' as const),
    })
    .chain(({ root, action }) => {
      const model = requireModel(models, root);
      const where = toWhere(models, model, world, 3);
      const include =
        action === 'count' ? fc.constant(undefined) : toInclude(models, model, world, 2);
      return fc.record({ where, include }).map((args) => ({
        model: toDelegateName(root),
        action,
        args: Object.fromEntries(Object.entries(args).filter(([, value]) => value !== undefined)),
      }));
    });
}

function toWhere(
  models: DataModel,
  model: ModelInfo,
  world: World,
  depth: number,
): fc.Arbitrary<object> {
  const leaves = [...model.scalars].flatMap((field) => toLeaves(field, world));
  const choices: fc.Arbitrary<object>[] = [fc.constant({}), ...leaves];
  if (depth > 0) {
    const inner = toWhere(models, model, world, depth - 1);
    choices.push(
      fc.record({ NOT: inner }),
      fc.record({ OR: fc.array(inner, { minLength: 1, maxLength: 3 }) }),
    );
    choices.push(fc.record({ AND: fc.array(inner, { maxLength: 2 }) }));
    for (const [field, relation] of model.relations) {
      const target = toWhere(models, requireModel(models, relation.model), world, depth - 1);
      const operators = relation.isList ? ['some', 'none', 'every'] : ['is', 'isNot'];
      choices.push(
        fc.record({ operator: fc.constantFrom(...operators), target }).map((one) => ({
          [field]: { [one.operator]: one.target },
        })),
      );
    }
  }
  return fc.oneof(...choices);
}

function toLeaves(field: string, { mine, theirs }: World): fc.Arbitrary<object>[] {
  if (field === 'tenantId')
    return [
      fc.constant({ tenantId: mine.tenantId }),
      fc.constant({ NOT: { tenantId: mine.tenantId } }),
    ];
  if (field === 'id')
    return [fc.constantFrom(mine.userId, theirs.userId, theirs.caseId).map((id) => ({ id }))];
  if (field === 'userId')
    return [fc.constantFrom(mine.userId, theirs.userId).map((userId) => ({ userId }))];
  if (['email', 'lastName', 'device', 'name'].includes(field)) {
    return [
      fc.constantFrom('alpha', 'bravo', 'secret').map((text) => ({ [field]: { contains: text } })),
    ];
  }
  return field === 'cachedBalance' ? [fc.constant({ cachedBalance: { gt: 1_000 } })] : [];
}

function toInclude(
  models: DataModel,
  model: ModelInfo,
  world: World,
  depth: number,
): fc.Arbitrary<object | undefined> {
  const relations = [...model.relations];
  if (depth === 0 || relations.length === 0) return fc.constant(undefined);
  const part = fc.constantFrom(...relations).chain(([field, relation]) => {
    const target = requireModel(models, relation.model);
    const args = fc
      .record({
        where: relation.takesWhere
          ? fc.option(toWhere(models, target, world, 1), { nil: undefined })
          : fc.constant(undefined),
        include: toInclude(models, target, world, depth - 1),
      })
      .map((found) =>
        Object.fromEntries(Object.entries(found).filter(([, value]) => value !== undefined)),
      );
    return args.map((found) => ({ [field]: Object.keys(found).length > 0 ? found : true }));
  });
  return fc.oneof(fc.constant(undefined), fc.constant({ _count: true }), part);
}
