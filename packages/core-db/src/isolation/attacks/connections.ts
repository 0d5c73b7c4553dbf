import { inTransaction, withTenant } from '../../index.ts';
import type { TenantClient } from '../../index.ts';
import { toText } from '../attack.ts';
import type { Attack, Scene } from '../attack.ts';

const group = 'Scopes, ticks and connections';
const tenantsOf = ({ client }: Scene) => client.wallet.findMany({ select: { tenantId: true } });

/** Each answer is a list of tenants, and the first is the attacker's. */
const hasForeign = (result: unknown, { theirs }: Scene) => toText(result).includes(theirs.tenantId);

export const connections: readonly Attack[] = [
  {
    id: 'pool-after-error',
    group,
    title: 'the connection on which the other’s statement has just failed',
    run: async (scene) => {
      const { client, asThem, asNobody } = scene;
      await asThem(() =>
        client.user.create({ data: { email: 'B', firstName: '', lastName: '' } }),
      ).catch(() => {});
      return asNobody(() => client.wallet.findMany());
    },
  },
  {
    id: 'pool-after-failed-transaction',
    group,
    title: 'the connection on which the other’s transaction has just failed',
    run: async ({ client, asThem, asNobody }) => {
      await asThem(() =>
        client.$transaction(async (transaction) => {
          await transaction.wallet.findMany();
          throw new Error('failed');
        }),
      ).catch(() => {});
      return asNobody(() => client.wallet.findMany());
    },
  },
  {
    id: 'pool-after-timeout',
    group,
    title: 'the connection of a transaction of the other that ran out of time',
    run: async ({ client, asThem, asNobody }) => {
      await asThem(() =>
        client.$transaction(
          async (transaction) => {
            await transaction.wallet.findMany();
            await new Promise((resolve) => setTimeout(resolve, 40));
            await transaction.wallet.findMany();
          },
          { timeout: 20 },
        ),
      ).catch(() => {});
      return asNobody(() => Promise.all(Array.from({ length: 6 }, () => client.wallet.findMany())));
    },
  },
  {
    id: 'pool-interleaved',
    group,
    title: 'sixty reads of both at once over three connections, a third of them failing',
    run: async ({ client, asMe, asThem }) => {
      const results = await Promise.allSettled(
        Array.from({ length: 60 }, (_, turn) => {
          const read = (): PromiseLike<unknown> =>
            turn % 3 === 0
              ? client.user.create({ data: { email: 'B', firstName: '', lastName: '' } })
              : client.user.findMany({ select: { tenantId: true } });
          return turn % 2 === 0 ? asMe(read) : asThem(read);
        }),
      );
      return results.filter((_, turn) => turn % 2 === 0);
    },
    isBreach: hasForeign,
  },
  {
    id: 'background-task',
    group,
    title: 'a task of the attacker’s that outlives its request, while the other works',
    run: async (scene) => {
      const task = (async () => {
        await new Promise(setImmediate);
        await new Promise(setImmediate);
        return tenantsOf(scene);
      })();
      await scene.asThem(async () => {
        await tenantsOf(scene);
        await task;
      });
      return task;
    },
    isBreach: hasForeign,
  },
  {
    id: 'scope-nested',
    heldBy: 'the scope itself',
    group,
    title: 'a scope of the other opened inside one’s own',
    run: ({ client, theirs }) => withTenant(theirs.tenantId, () => client.wallet.findMany()),
  },
  {
    id: 'scope-injection',
    heldBy: 'the scope itself',
    group,
    title: 'a tenant id with SQL in it',
    run: ({ client, asNobody, theirs }) =>
      asNobody(() =>
        withTenant(`${theirs.tenantId}'; select '`, () =>
          client.$transaction(async (transaction) => transaction.wallet.findMany()),
        ),
      ),
  },
  {
    id: 'scope-none',
    group,
    title: 'no scope at all',
    run: ({ client, asNobody }) => asNobody(() => client.user.findMany()),
  },
  {
    id: 'scope-none-write',
    group,
    title: 'a write in no scope with the tenant in the data',
    run: ({ client, asNobody, theirs }) =>
      asNobody(() =>
        client.wallet.create({ data: { tenantId: theirs.tenantId, name: 'planted' } }),
      ),
  },
  {
    id: 'transaction-nested',
    group,
    title: 'a transaction of the outer client inside a transaction, which would not undo with it',
    run: async ({ client, mine }) => {
      await client
        .$transaction(async () => {
          await inTransaction(client as unknown as TenantClient, (inner) =>
            inner.wallet.create({ data: { name: 'kept after all' } }),
          );
          throw new Error('undo');
        })
        .catch(() => {});
      const kept = await client.wallet.count({ where: { tenantId: mine.tenantId } });
      return { kept };
    },
    isBreach: (result) => (result as { kept: number }).kept > 1,
  },
];
