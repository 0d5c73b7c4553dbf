import type { ChaincodeEvent, Network } from '@hyperledger/fabric-gateway';
import type { EventBatch, EventRange, LedgerEvent } from '../ledger-gateway.ts';
import { commandEventName, readEnvelope } from './fabric-answer.ts';
import { unavailable } from './fabric-errors.ts';

/** Given to an event that is not one of ours; it is set aside like any unknown one. */
const unreadableEvent = '(unreadable)';

/**
 * Events of a channel after a point. A peer delivers the events of a block in one message and is
 * silent where there are none, so what has come is taken for all there is once it has been silent
 * for `idleMs`; the block of the checkpoint is delivered again and what was read of it left out.
 */
export async function readFabricEvents(
  network: Network,
  chaincode: string,
  range: EventRange,
  idleMs: number,
): Promise<EventBatch> {
  const { afterBlock, afterIndex, limit } = range;
  const startBlock = afterBlock < 0n ? 0n : afterBlock;
  const lastWanted = startBlock + BigInt(limit);
  const events: LedgerEvent[] = [];
  let block = -1n;
  let eventIndex = 0;
  try {
    for await (const event of untilIdle(network, chaincode, startBlock, idleMs)) {
      if (event.blockNumber > lastWanted) break;
      if (event.blockNumber !== block) eventIndex = 0;
      block = event.blockNumber;
      for (const one of toEvents(event, range.channel)) {
        if (block > afterBlock || eventIndex > afterIndex) events.push({ ...one, eventIndex });
        eventIndex += 1;
      }
    }
  } catch (error) {
    throw unavailable(error);
  }
  return { events, throughBlock: block > afterBlock ? block : afterBlock };
}

/** Ends when nothing came for `idleMs`; the stream is closed whatever happens. */
async function* untilIdle(
  network: Network,
  chaincode: string,
  startBlock: bigint,
  idleMs: number,
): AsyncGenerator<ChaincodeEvent> {
  const stream = await network.getChaincodeEvents(chaincode, { startBlock });
  const iterator = stream[Symbol.asyncIterator]();
  try {
    for (;;) {
      const next = await orIdle(iterator.next(), idleMs);
      if (next === null || next.done === true) return;
      yield next.value;
    }
  } finally {
    stream.close();
  }
}

async function orIdle<T>(work: Promise<T>, idleMs: number): Promise<T | null> {
  let timer: NodeJS.Timeout | undefined;
  const idle = new Promise<null>((resolve) => {
    timer = setTimeout(() => resolve(null), idleMs);
  });
  // The stream is closed afterwards; what that ends the call with has no reader left.
  work.catch(() => undefined);
  try {
    return await Promise.race([work, idle]);
  } finally {
    clearTimeout(timer);
  }
}

function toEvents(event: ChaincodeEvent, channel: string): Omit<LedgerEvent, 'eventIndex'>[] {
  const { transactionId: txId, blockNumber, chaincodeName: chaincode } = event;
  const at = { txId, blockNumber, channel, chaincode };
  const envelope = event.eventName === commandEventName ? readEnvelope(event.payload) : null;
  if (envelope === null) {
    const payload = {
      eventName: event.eventName,
      bytes: Buffer.from(event.payload).toString('base64'),
    };
    return [{ ...at, name: unreadableEvent, version: 0, payload, timestamp: new Date(0) }];
  }
  const timestamp = new Date(envelope.timestamp);
  return envelope.events.map(({ name, version, payload }) => ({
    ...at,
    name,
    version,
    payload,
    timestamp,
  }));
}
