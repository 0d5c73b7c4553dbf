import { z } from 'zod';
import { readState, type WorldState } from './contract.ts';

const SystemValue = z.object({
  isBootstrapped: z.boolean(),
  isPaused: z.boolean(),
  isTreasuryActive: z.boolean(),
});
export type SystemValue = z.infer<typeof SystemValue>;

export const systemKey = 'admin/system';

/** What the Admin contract says of the whole chain. */
export function readSystem(state: WorldState): SystemValue {
  const initial = { isBootstrapped: false, isPaused: false, isTreasuryActive: false };
  return readState(state, systemKey, SystemValue) ?? initial;
}

export const parameterKey = (key: string): string => `admin/parameter/${key}`;

/** A whole number that operators set on the ledger, or `fallback` where there is none from 1 to 1,000. */
export function readCountParameter(state: WorldState, key: string, fallback: number): number {
  const parameter = readState(state, parameterKey(key), z.object({ value: z.string() }));
  const count = Number(parameter?.value ?? fallback);
  return Number.isInteger(count) && count >= 1 && count <= 1000 ? count : fallback;
}
