import { z } from 'zod';
import { MessageChannel, MessageStatus } from './enums.ts';
import { Id } from './ids.ts';
import { pageOf, PageInput } from './page.ts';
import { line, Reason } from './text.ts';

export const ListMessagesInput = PageInput.extend({
  search: line(100).optional(),
  channel: MessageChannel.optional(),
  status: z.array(MessageStatus).max(5).optional(),
  template: line(60).optional(),
});
export type ListMessagesInput = z.infer<typeof ListMessagesInput>;

export const MessageSummary = z.object({
  id: Id,
  channel: MessageChannel,
  recipient: z.string(),
  template: z.string(),
  locale: z.string(),
  subject: z.string(),
  status: MessageStatus,
  attempts: z.int(),
  provider: z.string().nullable(),
  error: z.string().nullable(),
  createdAt: z.date(),
  availableAt: z.date(),
  sentAt: z.date().nullable(),
});
export type MessageSummary = z.infer<typeof MessageSummary>;

export const MessagePage = pageOf(MessageSummary);
export type MessagePage = z.infer<typeof MessagePage>;

export const GetMessageInput = z.strictObject({ messageId: Id });
export type GetMessageInput = z.infer<typeof GetMessageInput>;

/** What may be done with a message by hand. */
export const MessageAct = z.enum(['RETRY', 'RESEND', 'CANCEL']);
export type MessageAct = z.infer<typeof MessageAct>;

export const MessageDetail = MessageSummary.extend({
  /** Null where it carries a code and this is not a development system. */
  body: z.string().nullable(),
  isSecret: z.boolean(),
  /** End of what it says; null where it has none or none is known. */
  expiresAt: z.date().nullable(),
  /** What an operator who may manage messages may do with it now. */
  acts: z.array(MessageAct),
  entityType: z.string().nullable(),
  entityId: z.string().nullable(),
});
export type MessageDetail = z.infer<typeof MessageDetail>;

/** Trying again, sending once more and calling off all say which message and why. */
export const MessageActInput = z.strictObject({ messageId: Id, reason: Reason });
export type MessageActInput = z.infer<typeof MessageActInput>;
