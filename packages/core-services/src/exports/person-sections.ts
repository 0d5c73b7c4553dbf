import type { ServiceContext } from '../context.ts';
import { belongingSections, trailSections } from './belonging-sections.ts';
import { moneySections } from './money-sections.ts';
import { idAfter, page, type ExportedAccount, type Section } from './section.ts';

/** Every table that holds something about a person, as lists; secrets and their hashes are left out. */
export function listSections(ctx: ServiceContext, account: ExportedAccount): Section[] {
  return [
    ...signInSections(ctx, account.id),
    ...applicationSections(ctx, account),
    ...belongingSections(ctx, account),
    ...moneySections(ctx, account),
    ...trailSections(ctx, account),
  ];
}

function signInSections({ db }: ServiceContext, userId: string): Section[] {
  const times = { id: true, createdAt: true } as const;
  return [
    {
      name: 'sessions',
      read: (after, take) =>
        db.session.findMany({
          where: { userId, ...idAfter(after) },
          ...page(take),
          select: {
            ...times,
            ...{ audience: true, transport: true, device: true, ip: true, userAgent: true },
            ...{ lastActivityAt: true, expiresAt: true, endedAt: true, endReason: true },
          },
        }),
    },
    {
      name: 'devices',
      read: (after, take) =>
        db.trustedDevice.findMany({
          where: { userId, ...idAfter(after) },
          ...page(take),
          select: {
            ...times,
            name: true,
            ip: true,
            userAgent: true,
            lastSeenAt: true,
            revokedAt: true,
          },
        }),
    },
    {
      name: 'authenticators',
      read: (after, take) =>
        db.authenticator.findMany({
          where: { userId, ...idAfter(after) },
          ...page(take),
          select: { ...times, name: true, confirmedAt: true, lastUsedAt: true },
        }),
    },
    {
      name: 'passkeys',
      read: (after, take) =>
        db.passkey.findMany({
          where: { userId, ...idAfter(after) },
          ...page(take),
          select: { ...times, name: true, isBackedUp: true, lastUsedAt: true },
        }),
    },
    {
      name: 'pushTokens',
      read: (after, take) =>
        db.pushToken.findMany({
          where: { userId, ...idAfter(after) },
          ...page(take),
          select: { ...times, platform: true, deviceName: true, lastSeenAt: true, revokedAt: true },
        }),
    },
  ];
}

function applicationSections({ db }: ServiceContext, { id: userId }: ExportedAccount): Section[] {
  return [
    {
      name: 'registrations',
      read: (after, take) =>
        db.pendingRegistration.findMany({
          where: { createdUserId: userId, ...idAfter(after) },
          ...page(take),
          select: {
            ...{ id: true, email: true, firstName: true, lastName: true, countryCode: true },
            ...{
              phone: true,
              ipAddress: true,
              userAgent: true,
              createdAt: true,
              completedAt: true,
            },
          },
        }),
    },
    {
      name: 'applications',
      read: (after, take) =>
        db.approvalCase.findMany({
          where: { userId, ...idAfter(after) },
          ...page(take),
          select: { id: true, status: true, openedAt: true, decidedAt: true },
        }),
    },
    {
      name: 'informationRequests',
      read: (after, take) =>
        db.approvalDecision.findMany({
          where: { case: { userId }, decision: 'REQUEST_INFORMATION', ...idAfter(after) },
          ...page(take),
          select: { id: true, reason: true, comment: true, createdAt: true },
        }),
    },
    {
      name: 'informationAnswers',
      read: (after, take) =>
        db.approvalAnswer.findMany({
          where: { case: { userId }, ...idAfter(after) },
          ...page(take),
          select: { id: true, answer: true, createdAt: true },
        }),
    },
  ];
}
