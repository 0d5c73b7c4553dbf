import type { Prisma } from '@freehold/core-db';

export interface EventContent {
  readonly eventType: string;
  readonly createdAt: Date;
  readonly payload: Prisma.JsonValue;
}

/** The body that is signed and sent: the same text at every attempt. */
export function toEventBody({ eventType, createdAt, payload }: EventContent): string {
  return JSON.stringify({ type: eventType, timestamp: createdAt.toISOString(), data: payload });
}
