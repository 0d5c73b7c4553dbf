import { findContract } from '../contracts/find-contract.ts';
import { runContracts } from '../contracts/run-contracts.ts';
import { cancelledCode } from '../ledger-gateway.ts';

type State = ReadonlyMap<string, unknown>;

/** What a transaction has read, by version, and would write. */
export interface Pending {
  readonly txId: string;
  readonly reads: ReadonlyMap<string, number>;
  readonly writes: State;
}

/** Carries a call of the chaincode out on the world state as it is, without changing it. */
export async function simulate(
  txId: string,
  [name = '', commandId = '', payload = '']: readonly string[],
  state: State,
  versions: ReadonlyMap<string, number>,
) {
  const key = `command/${commandId}`;
  const known = state.get(key);
  const reads = new Map([[key, versions.get(key) ?? 0]]);
  if (known !== undefined) {
    return { answer: known, pending: { txId, reads, writes: new Map() }, envelope: null };
  }
  if (name === 'Commands:Cancel') {
    const answer = { txId, validationCode: cancelledCode };
    return { answer, pending: { txId, reads, writes: new Map([[key, answer]]) }, envelope: null };
  }
  const contract = findContract(name.split(':').at(-1) ?? '')!;
  const moment = new Date();
  const call = { contract, payload: JSON.parse(payload) as unknown };
  const run = await runContracts([call], moment, (keys) => {
    for (const each of keys) reads.set(each, versions.get(each) ?? 0);
    return Promise.resolve(new Map([...state].filter(([each]) => keys.includes(each))));
  });
  const verdict = run.verdicts[0]!;
  const answer = { txId, validationCode: verdict.validationCode };
  const writes = new Map<string, unknown>([[key, answer]]);
  for (const write of run.writes) writes.set(write.key, write.value);
  const envelope = { timestamp: moment.toISOString(), events: verdict.events };
  const pending: Pending = { txId, reads, writes };
  return { answer, pending, envelope: verdict.events.length === 0 ? null : envelope };
}
