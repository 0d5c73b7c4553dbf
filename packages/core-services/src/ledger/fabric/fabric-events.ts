import type { Network } from '@hyperledger/fabric-gateway';
import type { EventBatch, EventRange, LedgerEvent } from '../ledger-gateway.ts';
import { commandEventName, readEnvelope } from './fabric-answer.ts';
import { blockNumberOf, readBlock, type BlockEvent } from './fabric-blocks.ts';
import { unavailable } from './fabric-errors.ts';

/** Given to an event that is not one of ours; it is set aside like any unknown one. */
const unreadableEvent = '(unreadable)';

export interface ReadBlocks {
  readonly network: Network;
  readonly chaincode: string;
  readonly range: EventRange;
  /** The last block that the peer has: what is asked for beyond it would be waited for. */
  readonly head: bigint;
  readonly timeoutMs: number;
}

/**
 * Events of a channel after a point, read from its blocks: those without one count as read too, so
 * that a projector comes to the head. The checkpoint's block is read again and what was read of it
 * left out. A stream that breaks off gives the blocks that had come.
 */
export async function readFabricEvents(request: ReadBlocks): Promise<EventBatch> {
  const { network, chaincode, range, head, timeoutMs } = request;
  const { afterBlock, afterIndex, limit } = range;
  const startBlock = afterBlock < 0n ? 0n : afterBlock;
  const lastWanted = afterBlock + BigInt(limit);
  const lastBlock = lastWanted < head ? lastWanted : head;
  if (lastBlock < startBlock) return { events: [], throughBlock: afterBlock };
  const events: LedgerEvent[] = [];
  let throughBlock = afterBlock;
  try {
    const asked = network.newBlockEventsRequest({ startBlock });
    const stream = await asked.getEvents({ deadline: Date.now() + timeoutMs });
    try {
      for await (const block of stream) {
        const blockNumber = blockNumberOf(block);
        for (const [eventIndex, event] of listEvents(readBlock(block, chaincode)).entries()) {
          if (blockNumber === afterBlock && eventIndex <= afterIndex) continue;
          events.push({ ...event, channel: range.channel, blockNumber, eventIndex });
        }
        throughBlock = blockNumber;
        if (blockNumber >= lastBlock) break;
      }
    } finally {
      stream.close();
    }
  } catch (error) {
    if (throughBlock <= afterBlock) throw unavailable(error);
  }
  return { events, throughBlock };
}

function listEvents(found: readonly BlockEvent[]) {
  return found.flatMap(toEvents);
}

function toEvents({ txId, chaincode, name: eventName, payload: bytes }: BlockEvent) {
  const at = { txId, chaincode };
  const envelope = eventName === commandEventName ? readEnvelope(bytes) : null;
  if (envelope === null) {
    const payload = { eventName, bytes: Buffer.from(bytes).toString('base64') };
    return [{ ...at, name: unreadableEvent, version: 0, payload, timestamp: new Date(0) }];
  }
  const timestamp = new Date(envelope.timestamp);
  return envelope.events.map((event) => ({ ...at, ...event, timestamp }));
}
