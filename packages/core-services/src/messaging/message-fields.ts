import type { Prisma } from '@freehold/core-db';

/** What lists show of a message: never its body. */
export const messageSummaryFields = {
  id: true,
  channel: true,
  recipient: true,
  template: true,
  locale: true,
  subject: true,
  status: true,
  attempts: true,
  provider: true,
  error: true,
  createdAt: true,
  availableAt: true,
  sentAt: true,
} as const satisfies Prisma.OutboundMessageSelect;
