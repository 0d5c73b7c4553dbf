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
        whether(
          scene.client.wallet.create({ data: { name: 'm', userId: userId(scene, isThere) } }),
        ),
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
            data: {
              ...person('m@example.org'),
              id: userId(scene, isThere),
              email: `m${isThere}@example.org`,
            },
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
];
