import type { Gateway, Status } from '@hyperledger/fabric-gateway';
import { LedgerError, type LedgerReceipt } from '../ledger-gateway.ts';
import { readFound, type CommandAnswer } from './fabric-answer.ts';
import {
  isLostRace,
  isNoAnswer,
  toUnknownOutcome,
  unavailable,
  validationName,
} from './fabric-errors.ts';
import { newCommit } from './fabric-status.ts';

/** What the network can be asked about commands and transactions of a channel. */
export interface FabricQuestions {
  /** The receipt of a command that the chaincode knows, by the transaction it was first given in. */
  receiptOf(channel: string, answer: CommandAnswer, timeoutMs: number): Promise<LedgerReceipt>;
  /** What became of a command, and of the transaction it was last given in; null when neither is known. */
  find(asked: AskedCommand, timeoutMs: number): Promise<LedgerReceipt | null>;
}

export interface AskedCommand {
  readonly channel: string;
  readonly commandId: string;
  readonly txId: string;
}

/** Questions over one connection; a transaction that is not in a block is waited for `statusTimeoutMs`. */
export function createQuestions(
  gateway: Gateway,
  chaincode: string,
  statusTimeoutMs: number,
): FabricQuestions {
  const statusOf = (channel: string, txId: string, timeoutMs: number): Promise<Status> =>
    newCommit(gateway, channel, txId).getStatus({ deadline: Date.now() + timeoutMs });

  const findAnswer = async ({ channel, commandId }: AskedCommand, timeoutMs: number) => {
    const contract = gateway.getNetwork(channel).getContract(chaincode, 'Commands');
    const proposal = contract.newProposal('Find', { arguments: [commandId] });
    try {
      return readFound(await proposal.evaluate({ deadline: Date.now() + timeoutMs }));
    } catch (error) {
      throw error instanceof LedgerError ? error : unavailable(error);
    }
  };

  const receiptOf: FabricQuestions['receiptOf'] = async (channel, answer, timeoutMs) => {
    const status = await statusOf(channel, answer.txId, timeoutMs).catch((error: unknown) => {
      throw toUnknownOutcome(error);
    });
    return toReceipt(status, answer);
  };

  return {
    receiptOf,
    async find(asked, timeoutMs) {
      const found = await findAnswer(asked, timeoutMs);
      if (found !== null) return receiptOf(asked.channel, found, timeoutMs);
      let status: Status;
      try {
        status = await statusOf(asked.channel, asked.txId, Math.min(statusTimeoutMs, timeoutMs));
      } catch (error) {
        // Not in a block; if it gets into one after all, the newer transaction finds it there.
        if (isNoAnswer(error)) return null;
        throw unavailable(error);
      }
      if (!status.successful) return null;
      // Committed between the two questions.
      const late = await findAnswer(asked, timeoutMs);
      if (late === null) {
        const detail = 'The transaction is in a block and its command is not known yet';
        throw new LedgerError('RETRY', 'ledger.outcome_unknown', detail);
      }
      return toReceipt(status, late);
    },
  };
}

/** Throws LedgerError for a transaction that is in a block and has no effect. */
export function toReceipt(status: Status, answer: CommandAnswer): LedgerReceipt {
  const { transactionId: txId, blockNumber, code } = status;
  if (status.successful) return { txId, blockNumber, validationCode: answer.validationCode };
  const detail = `Invalid in block ${blockNumber}: ${validationName(code)}`;
  throw isLostRace(code)
    ? new LedgerError('RETRY', 'ledger.lost_race', detail)
    : new LedgerError('GIVE_UP', 'ledger.transaction_invalid', detail);
}
