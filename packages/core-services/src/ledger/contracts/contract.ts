import type { z } from 'zod';
import { validCode } from '../ledger-gateway.ts';

export interface ContractEvent {
  readonly name: string;
  readonly version: number;
  readonly payload: object;
}

export interface StateWrite {
  readonly key: string;
  readonly value: object;
}

/** World state as a contract sees it: value by key. */
export type WorldState = ReadonlyMap<string, unknown>;

export interface ContractVerdict {
  /** `VALID`, or why it was refused; a refused command writes nothing and emits nothing. */
  readonly validationCode: string;
  readonly events: readonly ContractEvent[];
  readonly writes: readonly StateWrite[];
}

/** What the embedded ledger does with one type of command. Every function throws ZodError for a payload of another shape. */
export interface EmbeddedContract {
  /** World-state keys the command looks at. */
  keysOf(payload: unknown): readonly string[];
  /** Keys that only the values of the first ones name. */
  furtherKeysOf(payload: unknown, state: WorldState): readonly string[];
  /** Decides from the payload, the state of those keys and the block's time alone, so that it can be repeated. */
  execute(payload: unknown, state: WorldState, moment: Date): ContractVerdict;
  /** Keys that a valid transaction with these events has written. */
  writtenKeysOf(payload: unknown, events: unknown): readonly string[];
}

interface Rules<P> {
  readonly keysOf: (payload: P) => readonly string[];
  readonly furtherKeysOf?: (payload: P, state: WorldState) => readonly string[];
  readonly execute: (payload: P, state: WorldState, moment: Date) => ContractVerdict;
  /** Where it is not `keysOf`. */
  readonly writtenKeysOf?: (payload: P, events: unknown) => readonly string[];
}

/** A contract whose rules see the parsed payload. */
export function defineContract<S extends z.ZodType>(
  schema: S,
  rules: Rules<z.infer<S>>,
): EmbeddedContract {
  const writtenKeysOf = rules.writtenKeysOf ?? rules.keysOf;
  return {
    keysOf: (payload) => rules.keysOf(schema.parse(payload)),
    furtherKeysOf: (payload, state) => rules.furtherKeysOf?.(schema.parse(payload), state) ?? [],
    execute: (payload, state, moment) => rules.execute(schema.parse(payload), state, moment),
    writtenKeysOf: (payload, events) => writtenKeysOf(schema.parse(payload), events),
  };
}

/** The verdict of a command that takes effect. */
export function accept(
  writes: readonly StateWrite[],
  ...events: readonly (readonly [name: string, payload: object])[]
): ContractVerdict {
  return {
    validationCode: validCode,
    events: events.map(([name, payload]) => ({ name, version: 1, payload })),
    writes,
  };
}

/** The verdict of a command that breaks a rule; `code` names the rule. */
export function refuse(code: string): ContractVerdict {
  return { validationCode: code, events: [], writes: [] };
}

/** The value of a key, or null where there is none. Throws ZodError when the state does not have the shape the contract wrote. */
export function readState<S extends z.ZodType>(
  state: WorldState,
  key: string,
  schema: S,
): z.infer<S> | null {
  return state.has(key) ? schema.parse(state.get(key)) : null;
}
