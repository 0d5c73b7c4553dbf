import { z } from 'zod';
import { Gender } from '../enums.ts';
import { Id } from '../ids.ts';
import { HexDigest } from './parts.ts';

/** Payload of CREATE_USER. It holds no name or address: a chain never forgets. */
export const CreateUserPayload = z.strictObject({
  userId: Id,
  countryCode: z.string().length(2),
  gender: Gender,
  /** Keyed digest of the person's identity facts. */
  identityDigest: HexDigest,
});
export type CreateUserPayload = z.infer<typeof CreateUserPayload>;

/** Event of CREATE_USER, version 1. */
export const UserCreatedEvent = z.object({ userId: Id, countryCode: z.string() });
export type UserCreatedEvent = z.infer<typeof UserCreatedEvent>;
