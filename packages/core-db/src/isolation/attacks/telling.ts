import { isToldApart, tellApart } from '../attack.ts';
import type { Attack, Scene } from '../attack.ts';

const group = 'Telling what exists';
const nobody = '018f3e5e-0000-7000-8000-0000000000ff';
const person = (email: string) => ({ email, firstName: 'M', lastName: 'M' });
const userId = ({ theirs }: Scene, isThere: boolean) => (isThere ? theirs.userId : nobody);
const email = ({ theirs }: Scene, isThere: boolean) =>
  isThere ? theirs.email : 'nobody.at.all@example.org';

/** Only whether it went through: what a caller sees of a new row is the caller's own. */
const whether = async (work: PromiseLike<unknown>) => {
  await work;
  return 'done';
};

export const telling: readonly Attack[] = [
  {
    id: 'tell-foreign-key',
    group,
    title: 'a reference to an id of theirs and to one that is nobody’s',
    run: (scene) =>
      tellApart((isThere) =>
        whether(scene.client.wallet.create({ data: { name: 'm', userId: userId(scene, isThere) } })),
      ),
    isBreach: isToldApart,
  },
  {
    id: 'tell-foreign-key-many',
    group,
    title: 'the same by createMany',
    run: (scene) =>
      tellApart((isThere) =>
        whether(
          scene.client.wallet.createMany({ data: [{ name: 'm', userId: userId(scene, isThere) }] }),
        ),
      ),
    isBreach: isToldApart,
  },
  {
    id: 'tell-unique-email',
    group,
    title: 'a new user with an e-mail address of theirs',
    run: (scene) =>
      tellApart((isThere) =>
        whether(scene.client.user.create({ data: person(email(scene, isThere)) })),
      ),
    isBreach: isToldApart,
  },
  {
    id: 'tell-unique-skip',
    group,
    title: 'createMany that skips duplicates, and how many it wrote',
    run: (scene) =>
      tellApart((isThere) =>
        scene.client.user.createMany({
          data: [person(email(scene, isThere))],
          skipDuplicates: true,
        }),
      ),
    isBreach: isToldApart,
  },
  {
    id: 'tell-unique-id',
    group,
    title: 'a new row with an id of theirs',
    run: (scene) =>
      tellApart((isThere) =>
        whether(
          scene.client.user.create({
            data: { ...person('m@example.org'), id: userId(scene, isThere), email: `m${isThere}@example.org` },
          }),
        ),
      ),
    isBreach: isToldApart,
  },
  {
    id: 'tell-unique-request',
    group,
    title: 'an idempotency key of theirs',
    run: (scene) =>
      tellApart((isThere) =>
        whether(
          scene.client.outboxCommand.create({
            data: {
              service: 'accounts',
              commandType: 'CREATE_USER',
              requestId: isThere ? `${scene.theirs.label} secret` : 'no such request',
              aggregateKey: 'user:m',
              payload: {},
            },
          }),
        ),
      ),
    isBreach: isToldApart,
  },
  {
    id: 'tell-live-registration',
    group,
    title: 'a registration with an e-mail address of theirs',
    run: (scene) =>
      tellApart((isThere) =>
        whether(
          scene.client.pendingRegistration.create({
            data: { email: email(scene, isThere), expiresAt: new Date(Date.now() + 60_000) },
          }),
        ),
      ),
    isBreach: isToldApart,
  },
  {
    id: 'tell-find-first',
    group,
    title: 'findFirstOrThrow by an id',
    run: (scene) =>
      tellApart((isThere) =>
        whether(scene.client.user.findFirstOrThrow({ where: { id: userId(scene, isThere) } })),
      ),
    isBreach: isToldApart,
  },
  {
    id: 'tell-update',
    group,
    title: 'update by the full key',
    run: (scene) =>
      tellApart((isThere) =>
        whether(
          scene.client.user.update({
            where: {
              tenantId_id: { tenantId: scene.theirs.tenantId, id: userId(scene, isThere) },
            },
            data: { lastLoginAt: null },
          }),
        ),
      ),
    isBreach: isToldApart,
  },
  {
    id: 'tell-upsert',
    group,
    title: 'upsert by an id, and whether it wrote a new row',
    run: (scene) =>
      tellApart((isThere) =>
        whether(
          scene.client.wallet.upsert({
            where: {
              tenantId_id: {
                tenantId: scene.mine.tenantId,
                id: isThere ? scene.theirs.walletId : nobody,
              },
            },
            create: { id: isThere ? scene.theirs.walletId : nobody, name: 'm' },
            update: { name: 'm' },
          }),
        ),
      ),
    isBreach: isToldApart,
  },
  {
    id: 'tell-cursor',
    group,
    title: 'what lies past a cursor of theirs',
    run: (scene) =>
      tellApart((isThere) =>
        scene.client.user.findMany({
          cursor: {
            tenantId_id: { tenantId: scene.theirs.tenantId, id: userId(scene, isThere) },
          },
          orderBy: { email: 'desc' },
          select: { email: true },
        }),
      ),
    isBreach: isToldApart,
  },
  {
    id: 'tell-shared-some',
    group,
    title: 'tenants that have some user with an e-mail address',
    run: (scene) =>
      tellApart((isThere) =>
        scene.client.tenant.count({ where: { users: { some: { email: email(scene, isThere) } } } }),
      ),
    isBreach: isToldApart,
  },
  {
    id: 'tell-shared-none',
    group,
    title: 'countries of which no user has an e-mail address',
    run: (scene) =>
      tellApart((isThere) =>
        scene.client.country.count({
          where: { users: { none: { email: email(scene, isThere) } } },
        }),
      ),
    isBreach: isToldApart,
  },
  {
    id: 'tell-shared-every',
    group,
    title: 'countries of which every user has another e-mail address',
    run: (scene) =>
      tellApart((isThere) =>
        scene.client.country.count({
          where: { users: { every: { NOT: { email: email(scene, isThere) } } } },
        }),
      ),
    isBreach: isToldApart,
  },
  {
    id: 'tell-deep',
    group,
    title: 'own users by a filter over country → users → sessions',
    run: (scene) =>
      tellApart((isThere) =>
        scene.client.user.count({
          where: {
            country: {
              users: { some: { email: email(scene, isThere), sessions: { some: { isValid: true } } } },
            },
          },
        }),
      ),
    isBreach: isToldApart,
  },
  {
    id: 'tell-sequence',
    group,
    title: 'how much the others queue, by the numbers of own commands',
    run: async ({ client, asThem }) => {
      const command = (requestId: string) => ({
        service: 'accounts',
        commandType: 'CREATE_USER' as const,
        requestId,
        aggregateKey: 'user:m',
        payload: {},
      });
      const first = await client.outboxCommand.create({ data: command('one') });
      await asThem(() =>
        client.outboxCommand.createMany({ data: [command('b1'), command('b2'), command('b3')] }),
      );
      const second = await client.outboxCommand.create({ data: command('two') });
      return [first.position, second.position];
    },
    isBreach: (result) => {
      const [first, second] = result as [bigint | undefined, bigint | undefined];
      return first !== undefined && second !== undefined && second - first > 1n;
    },
  },
  {
    id: 'tell-sequence-asked',
    group,
    title: 'the same, asked for by name or by a filter',
    run: async ({ client, asThem }) => {
      const command = (requestId: string) => ({
        service: 'accounts',
        commandType: 'CREATE_USER' as const,
        requestId,
        aggregateKey: 'user:m',
        payload: {},
      });
      await asThem(() =>
        client.outboxCommand.createMany({ data: Array.from({ length: 50 }, (_, n) => command(`b${n}`)) }),
      );
      await client.outboxCommand.create({ data: command('one') });
      const attempts = [
        () => client.outboxCommand.findMany({ select: { position: true } }),
        () => client.outboxCommand.aggregate({ _max: { position: true } }),
        () => client.outboxCommand.groupBy({ by: ['position'] }),
        () => client.outboxCommand.findMany({ where: { position: { gt: 40n } }, select: { id: true } }),
      ];
      const answers = await Promise.allSettled(attempts.map((attempt) => attempt()));
      return { answered: answers.filter(({ status }) => status === 'fulfilled').length };
    },
    isBreach: (result) => (result as { answered: number }).answered > 0,
  },
];
