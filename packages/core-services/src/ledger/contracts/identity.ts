import {
  CreateUserPayload,
  type UserCreatedEvent,
} from '@freehold/core-contracts/commands/identity';
import { accept, defineContract, refuse } from './contract.ts';

const userKey = (userId: string): string => `identity/user/${userId}`;

export const createUser = defineContract(CreateUserPayload, {
  keysOf: ({ userId }) => [userKey(userId)],
  execute({ userId, countryCode, identityDigest }, state) {
    const key = userKey(userId);
    if (state.has(key)) return refuse('USER_EXISTS');
    const event: UserCreatedEvent = { userId, countryCode };
    return accept([{ key, value: { countryCode, identityDigest } }], ['UserCreated', event]);
  },
});
