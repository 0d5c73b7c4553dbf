import type { Attack } from '../attack.ts';

const group = 'Shared tables and relations';

export const shared: readonly Attack[] = [
  {
    id: 'shared-include',
    group,
    title: 'include the users of every tenant',
    run: async ({ client }) => {
      const tenants = await client.tenant.findMany({ include: { users: true } });
      return tenants.map(({ users }) => users);
    },
  },
  {
    id: 'shared-include-where',
    group,
    title: 'include with a filter of its own on the tenant',
    run: async ({ client, theirs }) => {
      const tenants = await client.tenant.findMany({
        select: { users: { where: { tenantId: theirs.tenantId } } },
      });
      return tenants;
    },
  },
  {
    id: 'shared-unique',
    group,
    title: "the other tenant's row by id, with its wallets",
    run: ({ client, theirs }) =>
      client.tenant.findUnique({
        where: { id: theirs.tenantId },
        select: { wallets: { select: { name: true, cachedBalance: true } } },
      }),
  },
  {
    id: 'shared-country',
    group,
    title: 'include the users of a country',
    run: ({ client }) =>
      client.country.findUnique({ where: { code: 'FR' }, select: { users: true } }),
  },
  {
    id: 'shared-country-registrations',
    group,
    title: 'include the registrations of a country',
    run: ({ client }) => client.country.findMany({ select: { pendingRegistrations: true } }),
  },
  {
    id: 'shared-deep',
    group,
    title: 'own user → country → users → sessions',
    run: ({ client, mine }) =>
      client.user.findFirst({
        where: { id: mine.userId },
        select: { country: { select: { users: { select: { sessions: true } } } } },
      }),
  },
  {
    id: 'shared-up-and-down',
    group,
    title: 'own user → tenant → registrations',
    run: ({ client, mine }) =>
      client.user.findFirst({
        where: { id: mine.userId },
        select: { country: { select: { pendingRegistrations: { include: { handles: true } } } } },
      }),
  },
  {
    id: 'shared-count',
    group,
    title: '_count of the users of a country',
    run: ({ client }) =>
      client.country.findUnique({
        where: { code: 'FR' },
        select: { _count: { select: { users: true } } },
      }),
    isBreach: (result) => ((result as { _count: { users: number } } | null)?._count.users ?? 0) > 1,
  },
  {
    id: 'shared-count-all',
    group,
    title: '_count of everything the other tenant has',
    run: ({ client, theirs }) =>
      client.tenant.findUnique({ where: { id: theirs.tenantId }, select: { _count: true } }),
    isBreach: (result) => {
      const counts = (result as { _count: Record<string, number> } | null)?._count ?? {};
      return Object.values(counts).some((count) => count > 0);
    },
  },
  {
    id: 'shared-count-where',
    group,
    title: '_count with a filter of its own',
    run: ({ client, theirs }) =>
      client.tenant.findMany({
        select: {
          _count: {
            select: {
              wallets: { where: { cachedBalance: { gt: 1_000 }, tenantId: theirs.tenantId } },
            },
          },
        },
      }),
    isBreach: (result) =>
      (result as { _count: { wallets: number } }[]).some(({ _count }) => _count.wallets > 0),
  },
  {
    id: 'shared-order-count',
    doTheyWrite: true,
    group,
    title: 'tenants ordered by how many users they have',
    run: async ({ client, theirs, mine, asThem }) => {
      const order = async () => {
        const rows = await client.tenant.findMany({
          where: { id: { in: [mine.tenantId, theirs.tenantId] } },
          orderBy: [{ wallets: { _count: 'desc' } }, { slug: 'asc' }],
          select: { slug: true },
        });
        return rows.map(({ slug }) => slug).join();
      };
      const before = await order();
      await asThem(() =>
        client.wallet.createMany({ data: [{ name: 'bravo 1' }, { name: 'bravo 2' }] }),
      );
      return { existing: await order(), missing: before };
    },
    isBreach: (result) => {
      const { existing, missing } = result as { existing: string; missing: string };
      return existing !== missing;
    },
  },
  {
    id: 'shared-chain',
    group,
    title: 'relations chained onto a query',
    run: ({ client, theirs }) =>
      client.tenant.findUnique({ where: { id: theirs.tenantId } }).users(),
  },
  {
    id: 'shared-chain-where',
    group,
    title: 'relations chained onto an own row, two steps',
    run: ({ client, mine }) =>
      client.user
        .findUnique({ where: { tenantId_id: { tenantId: mine.tenantId, id: mine.userId } } })
        .country()
        .users(),
  },
  {
    id: 'shared-write',
    group,
    title: 'rename the other tenant',
    run: ({ client, theirs }) =>
      client.tenant.update({ where: { id: theirs.tenantId }, data: { name: 'taken' } }),
  },
  {
    id: 'shared-suspend',
    group,
    title: 'suspend every tenant',
    run: ({ client }) => client.tenant.updateMany({ data: { status: 'SUSPENDED' } }),
  },
  {
    id: 'shared-delete',
    group,
    title: 'delete a shared row',
    run: async ({ client }) => {
      await client.country.updateMany({ data: { nameEn: 'Nowhere' } });
      return client.country.deleteMany({ where: { code: 'FR' } });
    },
  },
  {
    id: 'shared-create',
    group,
    title: 'create a tenant of one’s own making',
    run: async ({ client }) => {
      await client.tenant.create({ data: { slug: 'rogue', name: 'Rogue', kind: 'PLATFORM' } });
      return 'created';
    },
    isBreach: (result) => result === 'created',
  },
];
