import { isToldApart, tellApart } from '../attack.ts';
import type { Attack, Scene } from '../attack.ts';

const group = 'Telling what exists';
const email = ({ theirs }: Scene, isThere: boolean) =>
  isThere ? theirs.email : 'nobody.at.all@example.org';
const command = (requestId: string) => ({
  service: 'accounts',
  commandType: 'CREATE_USER' as const,
  requestId,
  aggregateKey: 'user:m',
  payload: {},
});

export const tellingByOthers: readonly Attack[] = [
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
              users: {
                some: { email: email(scene, isThere), sessions: { some: { isValid: true } } },
              },
            },
          },
        }),
      ),
    isBreach: isToldApart,
  },
  {
    id: 'tell-sequence',
    doTheyWrite: true,
    group,
    title: 'how much the others queue, by the numbers of own commands',
    run: async ({ client, asThem }) => {
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
    doTheyWrite: true,
    group,
    title: 'the same, asked for by name or by a filter',
    run: async ({ client, asThem }) => {
      await asThem(() =>
        client.outboxCommand.createMany({
          data: Array.from({ length: 50 }, (_, n) => command(`b${n}`)),
        }),
      );
      await client.outboxCommand.create({ data: command('one') });
      const attempts = [
        () => client.outboxCommand.findMany({ select: { position: true } }),
        () => client.outboxCommand.aggregate({ _max: { position: true } }),
        () => client.outboxCommand.groupBy({ by: ['position'] }),
        () =>
          client.outboxCommand.groupBy({
            by: ['service'],
            having: { AND: [{ position: { _max: { gt: 40n } } }] },
          }),
        () =>
          client.outboxCommand.findMany({ where: { position: { gt: 40n } }, select: { id: true } }),
      ];
      const answers = await Promise.allSettled(attempts.map((attempt) => attempt()));
      return { answered: answers.filter(({ status }) => status === 'fulfilled').length };
    },
    isBreach: (result) => (result as { answered: number }).answered > 0,
  },
];
