import type { Attack } from '../attack.ts';

const group = 'Pointing across';
const key = (tenantId: string, id: string) => ({ tenantId_id: { tenantId, id } });

export const pointing: readonly Attack[] = [
  {
    id: 'point-wallet-unchecked',
    group,
    title: "own wallet, the other's user by id",
    run: ({ client, theirs }) =>
      client.wallet.create({ data: { name: 'm', userId: theirs.userId } }),
  },
  {
    id: 'point-wallet-connect',
    group,
    title: "own wallet connected to the other's user",
    run: ({ client, mine, theirs }) =>
      client.wallet.create({
        data: {
          name: 'm',
          tenant: { connect: { id: mine.tenantId } },
          user: { connect: key(theirs.tenantId, theirs.userId) },
        },
      }),
  },
  {
    id: 'point-wallet-update',
    group,
    title: "own wallet turned over to the other's user",
    run: ({ client, mine, theirs }) =>
      client.wallet.update({
        where: key(mine.tenantId, mine.walletId),
        data: { userId: theirs.userId },
      }),
  },
  {
    id: 'point-wallet-update-many',
    group,
    title: 'own wallets turned over by updateMany',
    run: ({ client, theirs }) => client.wallet.updateMany({ data: { userId: theirs.userId } }),
  },
  {
    id: 'point-session',
    group,
    title: "a session for the other's user",
    run: ({ client, theirs }) =>
      client.session.create({
        data: {
          userId: theirs.userId,
          tokenHash: new Uint8Array(32).fill(7),
          audience: 'CONSOLE',
          expiresAt: new Date(Date.now() + 60_000),
        },
      }),
  },
  {
    id: 'point-case',
    group,
    title: "an approval case on the other's user",
    run: ({ client, theirs }) =>
      client.approvalCase.create({ data: { userId: theirs.otherUserId, dueAt: new Date() } }),
  },
  {
    id: 'point-assignee',
    group,
    title: "an own approval case assigned to the other's user",
    run: ({ client, theirs }) =>
      client.approvalCase.updateMany({ data: { assigneeId: theirs.userId } }),
  },
  {
    id: 'point-decision',
    group,
    title: "a decision on the other's case",
    run: ({ client, theirs }) =>
      client.approvalDecision.create({
        data: {
          caseId: theirs.caseId,
          reviewerName: 'Mallory',
          actorKey: 'm',
          decision: 'DENY',
          reason: 'OTHER',
        },
      }),
  },
  {
    id: 'point-handle',
    group,
    title: "a device's handle on the other's registration",
    run: ({ client, theirs }) =>
      client.registrationHandle.createMany({
        data: [{ registrationId: theirs.registrationId, tokenHash: new Uint8Array(32).fill(9) }],
      }),
  },
  {
    id: 'point-preferences',
    group,
    title: "preferences for the other's user",
    run: ({ client, theirs }) =>
      client.userPreferences.create({ data: { userId: theirs.otherUserId, locale: 'fr' } }),
  },
];
