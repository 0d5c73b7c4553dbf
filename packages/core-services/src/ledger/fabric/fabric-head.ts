import type { Network } from '@hyperledger/fabric-gateway';
import protos from '@hyperledger/fabric-protos';
import type { LedgerHead } from '../ledger-gateway.ts';
import { unavailable } from './fabric-errors.ts';

/** The last block of a channel, from the peer's system chaincode; a peer does not tell its time. */
export async function readHeight(
  network: Network,
  channel: string,
  timeoutMs: number,
): Promise<LedgerHead> {
  const proposal = network
    .getContract('qscc')
    .newProposal('GetChainInfo', { arguments: [channel] });
  try {
    const bytes = await proposal.evaluate({ deadline: Date.now() + timeoutMs });
    const height = protos.common.BlockchainInfo.deserializeBinary(bytes).getHeight();
    return { blockNumber: BigInt(height) - 1n, blockAt: null };
  } catch (error) {
    throw unavailable(error);
  }
}
