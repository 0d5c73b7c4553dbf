import type { Attack } from '../attack.ts';

const group = 'Counting and ordering';
const key = (tenantId: string, id: string) => ({ tenantId_id: { tenantId, id } });
type Amount = { readonly count: number };
const isMoreThan = (own: number) => (result: unknown) => (result as Amount).count > own;

export const counting: readonly Attack[] = [
  {
    id: 'count-all',
    group,
    title: 'count without a filter',
    run: async ({ client }) => ({ count: await client.user.count() }),
    isBreach: isMoreThan(2),
  },
  {
    id: 'count-theirs',
    group,
    title: 'count where the tenant is the other',
    run: async ({ client, theirs }) => ({
      count: await client.user.count({ where: { tenantId: theirs.tenantId } }),
    }),
    isBreach: isMoreThan(0),
  },
  {
    id: 'count-fields',
    group,
    title: 'count by fields',
    run: async ({ client }) => ({
      count: (await client.user.count({ select: { email: true } })).email,
    }),
    isBreach: isMoreThan(2),
  },
  {
    id: 'aggregate-extremes',
    group,
    title: 'aggregate: greatest and smallest values',
    run: ({ client }) => client.user.aggregate({ _max: { email: true }, _min: { lastName: true } }),
  },
  {
    id: 'aggregate-sum',
    group,
    title: 'aggregate: sum of balances',
    run: async ({ client }) => {
      const { _sum } = await client.wallet.aggregate({ _sum: { cachedBalance: true } });
      return { count: _sum.cachedBalance?.toNumber() ?? 0 };
    },
    isBreach: isMoreThan(10),
  },
  {
    id: 'group-by-tenant',
    group,
    title: 'groupBy tenant',
    run: ({ client }) => client.user.groupBy({ by: ['tenantId'], _count: true }),
  },
  {
    id: 'group-by-having',
    group,
    title: 'groupBy with HAVING on a value of theirs',
    run: ({ client, theirs }) =>
      client.user.groupBy({ by: ['email'], having: { email: { equals: theirs.email } } }),
  },
  {
    id: 'distinct',
    group,
    title: 'distinct tenants',
    run: ({ client }) =>
      client.wallet.findMany({ distinct: ['tenantId'], select: { tenantId: true } }),
  },
  {
    id: 'cursor-read',
    group,
    title: 'pagination that starts at a row of theirs',
    run: ({ client, theirs }) =>
      client.user.findMany({
        cursor: key(theirs.tenantId, theirs.userId),
        take: 5,
        orderBy: { email: 'asc' },
      }),
  },
  {
    id: 'cursor-by-field',
    group,
    title: 'pagination from a cursor by tenant and e-mail address',
    run: ({ client, theirs }) =>
      client.user.findMany({
        cursor: { tenantId_email: { tenantId: theirs.tenantId, email: theirs.email } },
        take: -5,
      }),
  },
  {
    id: 'order-by-relation',
    group,
    title: 'rows ordered by a relation',
    run: ({ client }) =>
      client.session.findMany({ orderBy: { user: { email: 'desc' } }, select: { device: true } }),
  },
  {
    id: 'skip-and-take',
    group,
    title: 'offset past the own rows',
    run: ({ client }) => client.user.findMany({ orderBy: { email: 'asc' }, skip: 2, take: 5 }),
  },
];
