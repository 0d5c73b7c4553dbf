import type { ContractVerdict, EmbeddedContract, StateWrite } from './contract.ts';

export interface ContractCall {
  readonly contract: EmbeddedContract;
  readonly payload: unknown;
}

export interface ContractRun {
  /** One for each call, in order. */
  readonly verdicts: readonly ContractVerdict[];
  /** What the state is to become: the last write of each key, with the place of the call that wrote it. */
  readonly writes: readonly (StateWrite & { readonly callIndex: number })[];
}

/**
 * Runs calls in order over one world state, each seeing what those before it wrote. `load` gives
 * the stored values of keys, and is asked once for each key.
 */
export async function runContracts(
  calls: readonly ContractCall[],
  moment: Date,
  load: (keys: readonly string[]) => Promise<ReadonlyMap<string, unknown>>,
): Promise<ContractRun> {
  const state = new Map<string, unknown>();
  const known = new Set<string>();
  const learn = async (keys: readonly string[]): Promise<void> => {
    const missing = [...new Set(keys)].filter((key) => !known.has(key));
    if (missing.length === 0) return;
    const values = await load(missing);
    for (const key of missing) {
      known.add(key);
      if (values.has(key)) state.set(key, values.get(key));
    }
  };

  await learn(calls.flatMap(({ contract, payload }) => contract.keysOf(payload)));
  const verdicts: ContractVerdict[] = [];
  const writes = new Map<string, StateWrite & { callIndex: number }>();
  for (const [callIndex, { contract, payload }] of calls.entries()) {
    await learn(contract.furtherKeysOf(payload, state));
    const verdict = contract.execute(payload, state, moment);
    verdicts.push(verdict);
    for (const write of verdict.writes) {
      state.set(write.key, write.value);
      // Newer than what is stored, also where the call never looked at it.
      known.add(write.key);
      writes.set(write.key, { ...write, callIndex });
    }
  }
  return { verdicts, writes: [...writes.values()] };
}
