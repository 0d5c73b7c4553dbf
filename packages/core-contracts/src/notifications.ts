import { z } from 'zod';
import { NotificationSeverity, PushPlatform } from './enums.ts';
import { Id } from './ids.ts';
import { line } from './text.ts';

/** Every kind of in-app notification; the screens supply the words in the reader's language. */
export const NotificationKind = z.enum([
  'session.newDevice',
  'session.locked',
  'session.reused',
  'password.changed',
  'email.changed',
  'phone.changed',
  'factor.added',
  'factor.removed',
  'recoveryCodes.used',
  'recoveryCodes.renewed',
  'account.statusChanged',
  'account.informationRequested',
  'approval.informationAnswered',
  'organization.invited',
  'organization.roleChanged',
  'organization.removed',
  'organization.handedOver',
  'organization.creditsReceived',
  'organization.creditsLow',
  'subscription.expiring',
  'subscription.expired',
  'subscription.renewed',
  'apiKey.expiring',
  'webhook.disabled',
  'business.signatoryAdded',
  'business.signatoryRemoved',
  'business.signatoryChanged',
  'business.rulesChanged',
  'business.changeWaiting',
  'business.changeDecided',
  'business.approvalWaiting',
  'business.transferApproved',
  'business.transferRejected',
  'wallet.frozen',
  'wallet.unfrozen',
  'transfer.released',
  'transfer.rejected',
  'money.received',
  'money.notSent',
  'loan.approved',
  'loan.rejected',
  'loan.failed',
  'proposal.waiting',
  'proposal.decided',
]);
export type NotificationKind = z.infer<typeof NotificationKind>;

export const NotificationView = z.object({
  id: Id,
  kind: NotificationKind,
  severity: NotificationSeverity,
  parameters: z.record(z.string(), z.union([z.string(), z.number(), z.boolean(), z.null()])),
  entityType: z.string().nullable(),
  entityId: z.string().nullable(),
  readAt: z.date().nullable(),
  createdAt: z.date(),
});
export type NotificationView = z.infer<typeof NotificationView>;

/** A stretch of a long list: pass `nextCursor` on to get what follows. */
export const ListNotificationsInput = z.strictObject({
  isUnread: z.boolean().optional(),
  cursor: line(200).optional(),
  limit: z.int().min(1).max(100).default(25),
});
export type ListNotificationsInput = z.infer<typeof ListNotificationsInput>;

export const NotificationStretch = z.object({
  items: z.array(NotificationView),
  nextCursor: z.string().nullable(),
  unreadCount: z.int(),
});
export type NotificationStretch = z.infer<typeof NotificationStretch>;

/** Without ids: all of them. */
export const MarkReadInput = z.strictObject({ notificationIds: z.array(Id).max(100).optional() });
export type MarkReadInput = z.infer<typeof MarkReadInput>;

/** What the live stream says: something arrived or was read elsewhere. */
export const NotificationSignal = z.object({
  unreadCount: z.int(),
  newest: NotificationView.nullable(),
});
export type NotificationSignal = z.infer<typeof NotificationSignal>;

export const RegisterPushTokenInput = z.strictObject({
  platform: PushPlatform,
  token: z
    .string()
    .min(10)
    .max(4096, { error: 'too_long' })
    .regex(/^[\x21-\x7e]+$/u, { error: 'token' }),
  deviceName: line(120).optional(),
});
export type RegisterPushTokenInput = z.infer<typeof RegisterPushTokenInput>;

export const PushTokenView = z.object({
  id: Id,
  platform: PushPlatform,
  deviceName: z.string().nullable(),
  createdAt: z.date(),
  lastSeenAt: z.date(),
});
export type PushTokenView = z.infer<typeof PushTokenView>;

export const PushTokenInput = z.strictObject({ pushTokenId: Id });
export type PushTokenInput = z.infer<typeof PushTokenInput>;
