import type { Attack } from '../attack.ts';

const group = 'Reading rows';
const key = (tenantId: string, id: string) => ({ tenantId_id: { tenantId, id } });

export const reading: readonly Attack[] = [
  {
    id: 'read-all',
    group,
    title: 'findMany without a filter',
    run: ({ client }) => client.user.findMany(),
  },
  {
    id: 'read-where-tenant',
    group,
    title: 'findMany where the tenant is the other',
    run: ({ client, theirs }) => client.user.findMany({ where: { tenantId: theirs.tenantId } }),
  },
  {
    id: 'read-where-or',
    group,
    title: 'findMany with OR over both tenants',
    run: ({ client, mine, theirs }) =>
      client.user.findMany({
        where: { OR: [{ tenantId: mine.tenantId }, { tenantId: theirs.tenantId }] },
      }),
  },
  {
    id: 'read-where-not',
    group,
    title: 'findMany where the tenant is NOT the own one',
    run: ({ client, mine }) =>
      client.user.findMany({ where: { NOT: { tenantId: mine.tenantId } } }),
  },
  {
    id: 'read-where-in',
    group,
    title: 'findMany with a list of tenants',
    run: ({ client, mine, theirs }) =>
      client.user.findMany({ where: { tenantId: { in: [theirs.tenantId, mine.tenantId] } } }),
  },
  {
    id: 'read-where-undefined',
    group,
    title: 'findMany with an undefined tenant, which Prisma leaves out',
    run: ({ client }) => client.user.findMany({ where: { tenantId: undefined as never } }),
  },
  {
    id: 'read-where-inherited',
    group,
    title: 'findMany with the tenant on the prototype of the filter',
    run: ({ client, theirs }) =>
      client.user.findMany({ where: Object.create({ tenantId: theirs.tenantId }) as object }),
  },
  {
    id: 'read-where-changing',
    group,
    title: 'findMany with a tenant that reads differently the second time',
    run: ({ client, tenantClient, mine, theirs }) => {
      // The first to read it is the extension, where there is one.
      let reads = tenantClient ? 0 : 1;
      const where = {
        get tenantId() {
          reads += 1;
          return reads === 1 ? mine.tenantId : theirs.tenantId;
        },
      };
      return client.user.findMany({ where });
    },
  },
  {
    id: 'read-where-mutated',
    group,
    title: 'findMany whose filter is changed between making and awaiting',
    run: ({ client, mine, theirs }) => {
      const where = { tenantId: { equals: mine.tenantId } };
      const query = client.user.findMany({ where });
      where.tenantId.equals = theirs.tenantId;
      return query;
    },
  },
  {
    id: 'read-find-first',
    group,
    title: 'findFirst by id',
    run: ({ client, theirs }) => client.user.findFirst({ where: { id: theirs.userId } }),
  },
  {
    id: 'read-find-first-or-throw',
    group,
    title: 'findFirstOrThrow by e-mail address',
    run: ({ client, theirs }) => client.user.findFirstOrThrow({ where: { email: theirs.email } }),
  },
  {
    id: 'read-find-unique',
    group,
    title: 'findUnique by the full key',
    run: ({ client, theirs }) =>
      client.user.findUnique({ where: key(theirs.tenantId, theirs.userId) }),
  },
  {
    id: 'read-find-unique-or-throw',
    group,
    title: 'findUniqueOrThrow by the full key',
    run: ({ client, theirs }) =>
      client.user.findUniqueOrThrow({ where: key(theirs.tenantId, theirs.userId) }),
  },
  {
    id: 'read-find-unique-other-key',
    group,
    title: 'findUnique by tenant and e-mail address',
    run: ({ client, theirs }) =>
      client.user.findUnique({
        where: { tenantId_email: { tenantId: theirs.tenantId, email: theirs.email } },
      }),
  },
  {
    id: 'read-many-ids',
    group,
    title: 'findMany with more ids than fit one statement',
    run: ({ client, theirs }) =>
      client.user.findMany({
        where: {
          id: { in: [...Array.from({ length: 33_000 }, () => crypto.randomUUID()), theirs.userId] },
        },
      }),
  },
  {
    id: 'read-json',
    group,
    title: 'findMany by a path in JSON',
    run: ({ client }) =>
      client.auditLog.findMany({
        where: { changes: { path: ['secret'], string_contains: 'bravo' } },
      }),
  },
  {
    id: 'read-queue',
    group,
    title: 'the outbox as the worker reads it',
    run: ({ client }) => client.outboxCommand.findMany({ where: { status: 'PENDING' } }),
  },
  {
    id: 'read-sessions',
    group,
    title: 'every session with its token hash',
    run: ({ client }) => client.session.findMany({ select: { tenantId: true, tokenHash: true } }),
  },
  {
    id: 'read-messages',
    group,
    title: 'every message of the outbox',
    run: ({ client }) => client.outboundMessage.findMany(),
  },
];
