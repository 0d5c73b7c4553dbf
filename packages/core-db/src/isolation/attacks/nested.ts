import type { Attack, Scene } from '../attack.ts';

const group = 'Nested writes';
const key = (tenantId: string, id: string) => ({ tenantId_id: { tenantId, id } });
const own = ({ mine }: Scene) => key(mine.tenantId, mine.userId);
const foreignWallet = ({ theirs }: Scene) => key(theirs.tenantId, theirs.walletId);

export const nested: readonly Attack[] = [
  {
    id: 'nested-create-foreign',
    group,
    title: "nested create with the other's tenantId",
    run: (scene) =>
      scene.client.country.update({
        where: { code: 'FR' },
        data: {
          users: {
            create: {
              email: 'm@example.org',
              firstName: 'M',
              lastName: 'M',
              tenant: { connect: { id: scene.theirs.tenantId } },
            },
          },
        },
      }),
  },
  {
    id: 'nested-create-in-tenant',
    group,
    title: 'create a user below the other tenant',
    run: ({ client, theirs }) =>
      client.tenant.update({
        where: { id: theirs.tenantId },
        data: { users: { create: { email: 'm@example.org', firstName: 'M', lastName: 'M' } } },
      }),
  },
  {
    id: 'nested-create-many',
    group,
    title: 'nested createMany with a foreign key in the list',
    run: ({ client, theirs }) =>
      client.tenant.update({
        where: { id: theirs.tenantId },
        data: { wallets: { createMany: { data: [{ name: 'm' }] } } },
      }),
  },
  {
    id: 'nested-connect',
    group,
    title: "connect the other's wallet to an own user",
    run: (scene) =>
      scene.client.user.update({
        where: own(scene),
        data: { wallets: { connect: foreignWallet(scene) } },
      }),
  },
  {
    id: 'nested-set',
    heldBy: 'Prisma: the row is not related to the one it goes through',
    group,
    title: "set an own user's wallets to the other's",
    run: (scene) =>
      scene.client.user.update({
        where: own(scene),
        data: { wallets: { set: [foreignWallet(scene)] } },
      }),
  },
  {
    id: 'nested-connect-or-create',
    group,
    title: "connectOrCreate on the other's wallet",
    run: (scene) =>
      scene.client.user.update({
        where: own(scene),
        data: {
          wallets: { connectOrCreate: { where: foreignWallet(scene), create: { name: 'm' } } },
        },
      }),
  },
  {
    id: 'nested-update',
    heldBy: 'Prisma: the row is not related to the one it goes through',
    group,
    title: "update of the other's wallet through an own user",
    run: (scene) =>
      scene.client.user.update({
        where: own(scene),
        data: { wallets: { update: { where: foreignWallet(scene), data: { name: 'taken' } } } },
      }),
  },
  {
    id: 'nested-update-shared',
    group,
    title: 'update of their users through a shared parent',
    run: ({ client, theirs }) =>
      client.country.update({
        where: { code: 'FR' },
        data: {
          users: {
            update: { where: key(theirs.tenantId, theirs.userId), data: { firstName: 'taken' } },
          },
        },
      }),
  },
  {
    id: 'nested-update-many',
    group,
    title: 'updateMany of all users of a country',
    run: ({ client }) =>
      client.country.update({
        where: { code: 'FR' },
        data: { users: { updateMany: { where: {}, data: { firstName: 'taken' } } } },
      }),
  },
  {
    id: 'nested-delete',
    heldBy: 'Prisma: the row is not related to the one it goes through',
    group,
    title: "delete of the other's wallet through an own user",
    run: (scene) =>
      scene.client.user.update({
        where: own(scene),
        data: { wallets: { delete: foreignWallet(scene) } },
      }),
  },
  {
    id: 'nested-delete-many',
    group,
    title: 'deleteMany of all registrations of a country',
    run: ({ client }) =>
      client.country.update({
        where: { code: 'FR' },
        data: { pendingRegistrations: { deleteMany: {} } },
      }),
  },
  {
    id: 'nested-upsert',
    heldBy: 'Prisma: the row is not related to the one it goes through',
    group,
    title: "upsert of the other's session through an own user",
    run: (scene) =>
      scene.client.user.update({
        where: own(scene),
        data: {
          wallets: {
            upsert: {
              where: foreignWallet(scene),
              create: { name: 'm' },
              update: { name: 'taken' },
            },
          },
        },
      }),
  },
  {
    id: 'nested-disconnect',
    group,
    title: 'disconnect all users from a country',
    run: ({ client, theirs }) =>
      client.country.update({
        where: { code: 'FR' },
        data: { users: { disconnect: [key(theirs.tenantId, theirs.userId)] } },
      }),
  },
  {
    id: 'nested-move',
    group,
    title: 'update through a relation that moves a row to the other tenant',
    run: (scene) =>
      scene.client.user.update({
        where: own(scene),
        data: {
          wallets: {
            update: {
              where: key(scene.mine.tenantId, scene.mine.walletId),
              data: { tenant: { connect: { id: scene.theirs.tenantId } } },
            },
          },
        },
      }),
  },
  {
    id: 'nested-to-one',
    group,
    title: 'updateMany of all registrations of a country through an own user',
    run: (scene) =>
      scene.client.user.update({
        where: own(scene),
        data: {
          country: {
            update: {
              pendingRegistrations: { updateMany: { where: {}, data: { firstName: 'taken' } } },
            },
          },
        },
      }),
  },
];
