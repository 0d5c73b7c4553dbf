import { toText } from '../attack.ts';
import type { Attack, Scene } from '../attack.ts';

const group = 'Scopes, ticks and connections';
const key = (tenantId: string, id: string) => ({ tenantId_id: { tenantId, id } });
const tenantsOf = ({ client }: Scene) => client.wallet.findMany({ select: { tenantId: true } });

/** Each answer is a list of tenants, and the first is the attacker's. */
const hasForeign = (result: unknown, { theirs }: Scene) => toText(result).includes(theirs.tenantId);

export const scopes: readonly Attack[] = [
  {
    id: 'tick-find-unique',
    group,
    title: 'findUnique by both tenants in one tick, the attacker for the row of the other',
    run: async ({ client, asMe, asThem, theirs, mine }) => {
      const find = (tenantId: string, id: string) =>
        client.user.findUnique({ where: key(tenantId, id) });
      const [, stolen] = await Promise.allSettled([
        asThem(() => find(theirs.tenantId, theirs.userId)),
        asMe(() => find(theirs.tenantId, theirs.userId)),
        asMe(() => find(mine.tenantId, mine.userId)),
      ]);
      return stolen.status === 'fulfilled' ? stolen.value : null;
    },
  },
  {
    id: 'tick-find-unique-own',
    heldBy: 'nothing depends on the scope there',
    group,
    title:
      'findUnique by both in one tick: the attacker’s first, so that the other gets nothing of its own',
    run: async ({ client, asMe, asThem, theirs, mine }) => {
      const find = (tenantId: string, id: string) =>
        client.user.findUnique({ where: key(tenantId, id) });
      const [, own] = await Promise.all([
        asMe(() => find(mine.tenantId, mine.userId)),
        asThem(() => find(theirs.tenantId, theirs.userId)),
      ]);
      return { isDenied: own === null };
    },
    isBreach: (result) => (result as { isDenied: boolean }).isDenied,
  },
  {
    id: 'tick-batch',
    group,
    title: 'batch transactions of both tenants in one tick',
    run: async ({ client, asMe, asThem }) => {
      const read = () =>
        client.$transaction([
          client.wallet.findMany({ select: { tenantId: true } }),
          client.user.findMany({ select: { tenantId: true } }),
        ]);
      const [, mine] = await Promise.all([asThem(read), asMe(read)]);
      return mine;
    },
    isBreach: hasForeign,
  },
  {
    id: 'tick-batch-after-unique',
    group,
    title: 'a batch transaction in the same tick as a findUnique of the other',
    run: async ({ client, asMe, asThem, theirs }) => {
      const [, mine] = await Promise.all([
        asThem(() => client.user.findUnique({ where: key(theirs.tenantId, theirs.userId) })),
        asMe(() => client.$transaction([client.wallet.findMany({ select: { tenantId: true } })])),
      ]);
      return mine;
    },
    isBreach: hasForeign,
  },
  {
    id: 'tick-loaders',
    group,
    title: 'included relations of both tenants in one tick',
    run: async ({ client, asMe, asThem }) => {
      const read = () =>
        client.user.findMany({ include: { sessions: true, wallets: true, country: true } });
      const results = await Promise.all([asThem(read), asMe(read), asThem(read), asMe(read)]);
      return [results[1], results[3]];
    },
  },
  {
    id: 'lazy-into-other',
    group,
    title: 'a query made in the attacker’s scope and awaited in the other’s',
    run: async (scene) => {
      const query = scene.client.wallet.findMany({ select: { tenantId: true } });
      return scene.asThem(async () => await query);
    },
    isBreach: hasForeign,
  },
  {
    id: 'lazy-into-scope',
    group,
    title: 'a query made in no scope and awaited in the other’s',
    run: async (scene) => {
      const query = await scene.asNobody(() => [tenantsOf(scene)]);
      return scene.asThem(async () => await query[0]);
    },
    isBreach: hasForeign,
  },
  {
    id: 'lazy-write',
    group,
    title: 'a write made in the attacker’s scope and awaited in the other’s',
    run: async ({ client, asThem }) => {
      const query = client.wallet.create({ data: { name: 'planted' } });
      return asThem(async () => (await query).name);
    },
  },
  {
    id: 'lazy-then-catch',
    group,
    title: 'the same started by catch and finally',
    run: async (scene) => {
      const one = tenantsOf(scene);
      const two = tenantsOf(scene);
      return scene.asThem(() => Promise.all([one.catch(() => []), two.finally(() => {})]));
    },
    isBreach: hasForeign,
  },
  {
    id: 'transaction-in-other-scope',
    group,
    title: 'the client of a transaction of the other, used by the attacker',
    run: ({ client, asMe, asThem }) =>
      asThem(() =>
        client.$transaction(async (transaction) => asMe(() => transaction.wallet.findMany())),
      ),
  },
  {
    id: 'transaction-after-end',
    heldBy: 'Prisma: the transaction is over',
    group,
    title: 'the client of a finished transaction of the other',
    run: async ({ client, asThem }) => {
      const kept = await asThem(() =>
        client.$transaction(async (transaction) => ({ transaction })),
      );
      return kept.transaction.wallet.findMany();
    },
  },
  {
    id: 'batch-mixed',
    group,
    title: 'a batch with a query of the other in it',
    run: async ({ client, asThem }) => {
      const theirQuery = await asThem(() => [client.wallet.findMany({ select: { name: true } })]);
      return client.$transaction([
        ...theirQuery,
        client.wallet.findMany({ select: { name: true } }),
      ]);
    },
  },
];
