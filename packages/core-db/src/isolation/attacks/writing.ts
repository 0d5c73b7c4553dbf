import type { Attack } from '../attack.ts';

const group = 'Writing rows';
const person = (email: string) => ({ email, firstName: 'Mallory', lastName: 'Alpha' });
const key = (tenantId: string, id: string) => ({ tenantId_id: { tenantId, id } });

export const writing: readonly Attack[] = [
  {
    id: 'create-foreign',
    group,
    title: "create with the other's tenantId",
    run: ({ client, theirs }) =>
      client.user.create({ data: { ...person('m@example.org'), tenantId: theirs.tenantId } }),
  },
  {
    id: 'create-connect-tenant',
    group,
    title: 'create connected to the other tenant',
    run: ({ client, theirs }) =>
      client.user.create({
        data: { ...person('m@example.org'), tenant: { connect: { id: theirs.tenantId } } },
      }),
  },
  {
    id: 'create-connect-tenant-slug',
    group,
    title: 'create connected to the other tenant by its slug',
    run: ({ client, theirs }) =>
      client.user.create({
        data: { ...person('m@example.org'), tenant: { connect: { slug: theirs.label } } },
      }),
  },
  {
    id: 'create-connect-or-create-tenant',
    group,
    title: 'create with connectOrCreate of the other tenant',
    run: ({ client, theirs }) =>
      client.user.create({
        data: {
          ...person('m@example.org'),
          tenant: {
            connectOrCreate: {
              where: { id: theirs.tenantId },
              create: { slug: 'rogue', name: 'Rogue' },
            },
          },
        },
      }),
  },
  {
    id: 'create-many',
    group,
    title: 'createMany with one foreign row among own ones',
    run: ({ client, theirs }) =>
      client.user.createMany({
        data: [
          person('m1@example.org'),
          { ...person('m2@example.org'), tenantId: theirs.tenantId },
        ],
      }),
  },
  {
    id: 'create-many-return',
    group,
    title: 'createManyAndReturn with a foreign row',
    run: ({ client, theirs }) =>
      client.wallet.createManyAndReturn({ data: [{ name: 'm', tenantId: theirs.tenantId }] }),
  },
  {
    id: 'create-changing',
    group,
    title: 'create with a tenant that reads differently the second time',
    run: ({ client, tenantClient, mine, theirs }) => {
      let reads = tenantClient ? 0 : 1;
      const data = {
        email: 'm@example.org',
        firstName: 'M',
        lastName: 'M',
        get tenantId() {
          reads += 1;
          return reads === 1 ? mine.tenantId : theirs.tenantId;
        },
      };
      return client.user.create({ data });
    },
  },
  {
    id: 'update-key',
    group,
    title: 'update by the full key',
    run: ({ client, theirs }) =>
      client.user.update({
        where: key(theirs.tenantId, theirs.userId),
        data: { firstName: 'taken' },
      }),
  },
  {
    id: 'update-other-key',
    group,
    title: 'update by tenant and e-mail address',
    run: ({ client, theirs }) =>
      client.user.update({
        where: { tenantId_email: { tenantId: theirs.tenantId, email: theirs.email } },
        data: { passwordHash: 'taken' },
      }),
  },
  {
    id: 'update-move',
    group,
    title: 'update that moves an own row to the other tenant',
    run: ({ client, mine, theirs }) =>
      client.wallet.update({
        where: key(mine.tenantId, mine.walletId),
        data: { tenantId: theirs.tenantId, userId: null },
      }),
  },
  {
    id: 'update-many-all',
    group,
    title: 'updateMany without a filter',
    run: ({ client }) => client.user.updateMany({ data: { role: 'ADMIN' } }),
  },
  {
    id: 'update-many-theirs',
    group,
    title: 'updateMany where the tenant is the other',
    run: ({ client, theirs }) =>
      client.wallet.updateMany({
        where: { tenantId: theirs.tenantId },
        data: { cachedBalance: 0 },
      }),
  },
  {
    id: 'update-many-move',
    group,
    title: 'updateMany that moves own rows to the other tenant',
    run: ({ client, theirs }) =>
      client.wallet.updateMany({ data: { tenantId: theirs.tenantId, userId: null } }),
  },
  {
    id: 'update-many-return',
    group,
    title: 'updateManyAndReturn by ids of theirs',
    run: ({ client, theirs }) =>
      client.user.updateManyAndReturn({
        where: { id: { in: [theirs.userId] } },
        data: { isActive: true },
      }),
  },
  {
    id: 'upsert-update-half',
    group,
    title: "upsert on the other's key: the update half",
    run: ({ client, theirs }) =>
      client.user.upsert({
        where: key(theirs.tenantId, theirs.userId),
        create: person('m@example.org'),
        update: { firstName: 'taken' },
      }),
  },
  {
    id: 'upsert-create-half',
    group,
    title: "upsert on an own key: the create half with the other's tenantId",
    run: ({ client, mine, theirs }) =>
      client.user.upsert({
        where: key(mine.tenantId, crypto.randomUUID()),
        create: { ...person('m@example.org'), tenantId: theirs.tenantId },
        update: {},
      }),
  },
  {
    id: 'upsert-move',
    group,
    title: 'upsert on an own key: the update half moves the row',
    run: ({ client, mine, theirs }) =>
      client.wallet.upsert({
        where: key(mine.tenantId, mine.walletId),
        create: { name: 'm' },
        update: { tenantId: theirs.tenantId, userId: null },
      }),
  },
  {
    id: 'upsert-natural-key',
    group,
    title: "upsert on the other's e-mail address, as the database does it (ON CONFLICT)",
    run: ({ client, theirs }) =>
      client.user.upsert({
        where: { tenantId_email: { tenantId: theirs.tenantId, email: theirs.email } },
        create: { ...person(theirs.email), tenantId: theirs.tenantId },
        update: { firstName: 'taken' },
      }),
  },
  {
    id: 'delete-key',
    group,
    title: 'delete by the full key',
    run: ({ client, theirs }) =>
      client.session.delete({ where: key(theirs.tenantId, theirs.sessionId) }),
  },
  {
    id: 'delete-many-all',
    group,
    title: 'deleteMany without a filter',
    run: ({ client }) => client.session.deleteMany(),
  },
  {
    id: 'delete-many-id',
    group,
    title: 'deleteMany by an id of theirs',
    run: ({ client, theirs }) =>
      client.outboxCommand.deleteMany({ where: { id: theirs.commandId } }),
  },
  {
    id: 'write-audit',
    heldBy: 'the audit trigger, which looks at the tenant itself',
    group,
    title: "an entry in the other's audit log",
    run: ({ client, theirs }) =>
      client.auditLog.create({
        data: {
          tenantId: theirs.tenantId,
          action: 'user.delete',
          entityType: 'User',
          entityId: theirs.userId,
          actorKind: 'SYSTEM',
          actorName: 'Mallory',
        },
      }),
  },
  {
    id: 'write-budget',
    group,
    title: "use up the other's budget of codes",
    run: ({ client }) => client.usageBudget.updateMany({ data: { used: { increment: 1_000 } } }),
  },
];
