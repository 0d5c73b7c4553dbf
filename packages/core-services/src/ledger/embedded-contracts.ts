import type { CommandType } from '@freehold/core-contracts/enums';
import { CreateUserPayload, type UserCreatedEvent } from '@freehold/core-contracts/ledger';
import { validCode } from './ledger-gateway.ts';

export interface ContractEvent {
  readonly name: string;
  readonly version: number;
  readonly payload: object;
}

export interface StateWrite {
  readonly key: string;
  readonly value: object;
}

export interface ContractVerdict {
  /** `VALID`, or why it was refused; a refused command writes nothing and emits nothing. */
  readonly validationCode: string;
  readonly events: readonly ContractEvent[];
  readonly writes: readonly StateWrite[];
}

export interface EmbeddedContract {
  /** World-state keys the command looks at. Throws ZodError for a payload of another shape. */
  keysOf(payload: unknown): readonly string[];
  /** Decides from the payload and the state of those keys alone, so that it can be repeated. */
  execute(payload: unknown, state: ReadonlyMap<string, unknown>): ContractVerdict;
}

const userKey = (userId: string): string => `identity/user/${userId}`;

const createUser: EmbeddedContract = {
  keysOf: (payload) => [userKey(CreateUserPayload.parse(payload).userId)],
  execute(payload, state) {
    const { userId, countryCode, identityDigest } = CreateUserPayload.parse(payload);
    const key = userKey(userId);
    if (state.has(key)) return { validationCode: 'USER_EXISTS', events: [], writes: [] };
    const event: UserCreatedEvent = { userId, countryCode };
    return {
      validationCode: validCode,
      events: [{ name: 'UserCreated', version: 1, payload: event }],
      writes: [{ key, value: { countryCode, identityDigest } }],
    };
  },
};

const contracts: Partial<Record<CommandType, EmbeddedContract>> = { CREATE_USER: createUser };

/** The embedded contract behind a command type, or null while there is none. */
export function findEmbeddedContract(commandType: CommandType): EmbeddedContract | null {
  return contracts[commandType] ?? null;
}
