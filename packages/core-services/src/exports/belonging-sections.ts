import type { ServiceContext } from '../context.ts';
import { idAfter, page, type ExportedAccount, type Section } from './section.ts';

/** Money, organizations and views of a person. */
export function belongingSections(
  { db }: ServiceContext,
  { id: userId, email }: ExportedAccount,
): Section[] {
  return [
    {
      name: 'wallets',
      read: async (after, take) => {
        const rows = await db.wallet.findMany({
          where: { userId, ...idAfter(after) },
          ...page(take),
          select: {
            ...{ id: true, kind: true, name: true, cachedBalance: true, heldBalance: true },
            ...{ isFrozen: true, createdAt: true },
          },
        });
        return rows.map(({ cachedBalance, heldBalance, ...row }) => ({
          ...row,
          balance: cachedBalance.toFixed(),
          heldBalance: heldBalance.toFixed(),
        }));
      },
    },
    {
      name: 'memberships',
      read: (after, take) =>
        db.membership.findMany({
          where: { userId, ...idAfter(after) },
          ...page(take),
          select: {
            ...{ id: true, role: true, addedAt: true },
            organization: { select: { id: true, name: true } },
          },
        }),
    },
    {
      name: 'invitations',
      read: (after, take) =>
        db.invitation.findMany({
          where: { email, ...idAfter(after) },
          ...page(take),
          select: {
            ...{ id: true, role: true, status: true, createdAt: true, expiresAt: true },
            organization: { select: { name: true } },
          },
        }),
    },
    {
      name: 'savedViews',
      read: (after, take) =>
        db.savedView.findMany({
          where: { userId, ...idAfter(after) },
          ...page(take),
          select: { id: true, page: true, name: true, query: true, createdAt: true },
        }),
    },
  ];
}

/** What a person was told, and what the audit log holds of them. */
export function trailSections(
  { db }: ServiceContext,
  { id: userId, email, phone }: ExportedAccount,
): Section[] {
  return [
    {
      name: 'notifications',
      read: (after, take) =>
        db.notification.findMany({
          where: { userId, ...idAfter(after) },
          ...page(take),
          select: { id: true, kind: true, parameters: true, readAt: true, createdAt: true },
        }),
    },
    {
      name: 'messages',
      read: (after, take) =>
        db.outboundMessage.findMany({
          where: {
            recipient: { in: phone === null ? [email] : [email, phone] },
            ...idAfter(after),
          },
          ...page(take),
          select: {
            ...{ id: true, channel: true, recipient: true, template: true, subject: true },
            ...{ status: true, createdAt: true, sentAt: true },
          },
        }),
    },
    {
      name: 'ownActs',
      read: (after, take) =>
        db.auditLog.findMany({
          where: { actorId: userId, actorTenantId: null, ...idAfter(after) },
          ...page(take),
          select: {
            ...{ id: true, action: true, entityType: true, entityId: true },
            ...{ ip: true, userAgent: true, createdAt: true },
          },
        }),
    },
    {
      name: 'actsOnAccount',
      read: (after, take) =>
        db.auditLog.findMany({
          where: { entityType: 'User', entityId: userId, ...idAfter(after) },
          ...page(take),
          select: { id: true, action: true, createdAt: true },
        }),
    },
  ];
}
