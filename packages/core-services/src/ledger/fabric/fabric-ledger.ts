/*
 * The ledger on a Hyperledger Fabric network. A transaction's id is known before it is submitted and
 * kept by the caller, who marks it; after a lost answer the network is asked, never guessed at. The
 * chaincode keeps every command it was given under the command's id and answers the same for it, so
 * that a new transaction of a known command has no effect: that, and the version check of a block,
 * make a repeated submission harmless. Functions of the chaincode: docs/fabric.md.
 */
import type { Network, Proposal } from '@hyperledger/fabric-gateway';
import { canonicalJson } from '../canonical-json.ts';
import { commandCatalogue } from '../command-catalogue.ts';
import {
  LedgerError,
  type LedgerGateway,
  type LedgerHead,
  type LedgerReceipt,
} from '../ledger-gateway.ts';
import { readAnswer } from './fabric-answer.ts';
import { connectFabric } from './fabric-client.ts';
import { toEndorseFault } from './fabric-errors.ts';
import { readFabricEvents } from './fabric-events.ts';
import { readHeight } from './fabric-head.ts';
import type { FabricOptions } from './fabric-options.ts';
import { createQuestions, toReceipt, type FabricQuestions } from './fabric-questions.ts';

/** Proposals made and not submitted; more than a worker has under way at once. */
const maxKept = 2_000;
const defaults = { statusTimeoutMs: 3_000, headTimeoutMs: 5_000, eventsTimeoutMs: 10_000 };

export interface FabricLedger extends LedgerGateway {
  cancel: NonNullable<LedgerGateway['cancel']>;
  close(): void;
}

/** Talks to a peer's gateway service; one channel for each tenant. Close it when the process ends. */
export function createFabricLedger(options: FabricOptions): FabricLedger {
  const { channelOf, chaincode } = options;
  const statusTimeoutMs = options.statusTimeoutMs ?? defaults.statusTimeoutMs;
  const { gateway, close } = connectFabric(options);
  const questions = createQuestions(gateway, chaincode, statusTimeoutMs);
  const kept = new Map<string, Proposal>();
  const networkOf = async (tenantId: string) => gateway.getNetwork(await channelOf(tenantId));

  return {
    name: 'fabric',
    isTxIdReusable: false,
    close,
    async createTxId({ tenantId, commandId, commandType, payload }) {
      const network = await networkOf(tenantId);
      const contract = network.getContract(chaincode, commandCatalogue[commandType].contract);
      const proposal = contract.newProposal(commandType, {
        arguments: [commandId, canonicalJson(payload)],
      });
      if (kept.size >= maxKept) kept.delete([...kept.keys()][0] ?? '');
      kept.set(proposal.getTransactionId(), proposal);
      return proposal.getTransactionId();
    },
    async submit({ tenantId, txId }, { timeoutMs }) {
      const proposal = kept.get(txId);
      kept.delete(txId);
      if (proposal === undefined) {
        throw new LedgerError('RETRY', 'ledger.proposal_gone', 'A new transaction is needed');
      }
      const channel = await channelOf(tenantId);
      return submitProposal({ proposal, questions, channel, timeoutMs, statusTimeoutMs });
    },
    async findByCommand({ tenantId, commandId, txId }, { timeoutMs }) {
      return questions.find({ channel: await channelOf(tenantId), commandId, txId }, timeoutMs);
    },
    async cancel({ tenantId, commandId }, { timeoutMs }) {
      const channel = await channelOf(tenantId);
      const contract = gateway.getNetwork(channel).getContract(chaincode, 'Commands');
      const proposal = contract.newProposal('Cancel', { arguments: [commandId] });
      return submitProposal({ proposal, questions, channel, timeoutMs, statusTimeoutMs });
    },
    async readEvents(range) {
      const network = await networkOf(range.tenantId);
      const head = await headOf(network);
      const timeoutMs = options.eventsTimeoutMs ?? defaults.eventsTimeoutMs;
      const { blockNumber } = head;
      return readFabricEvents({ network, chaincode, range, head: blockNumber, timeoutMs });
    },
    head: async ({ tenantId }) => headOf(await networkOf(tenantId)),
  };
}

function headOf(network: Network): Promise<LedgerHead> {
  return readHeight(network, network.getName(), defaults.headTimeoutMs);
}

async function submitProposal({
  proposal,
  questions,
  channel,
  timeoutMs,
  statusTimeoutMs,
}: {
  proposal: Proposal;
  questions: FabricQuestions;
  channel: string;
  timeoutMs: number;
  statusTimeoutMs: number;
}): Promise<LedgerReceipt> {
  const deadline = Date.now() + timeoutMs;
  const transaction = await proposal.endorse({ deadline }).catch((error: unknown) => {
    throw toEndorseFault(error);
  });
  const answer = readAnswer(transaction.getResult());
  const isKnown = answer.txId !== proposal.getTransactionId();
  if (isKnown) return questions.receiptOf(channel, answer, statusTimeoutMs);
  try {
    const submitted = await transaction.submit({ deadline });
    return toReceipt(await submitted.getStatus({ deadline }), answer);
  } catch (error) {
    if (error instanceof LedgerError) throw error;
    // Given to the orderer or not: only the block knows.
    return questions.receiptOf(channel, answer, statusTimeoutMs);
  }
}
