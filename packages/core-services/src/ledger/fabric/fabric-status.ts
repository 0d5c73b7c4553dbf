import type { Commit, Gateway } from '@hyperledger/fabric-gateway';
import protos from '@hyperledger/fabric-protos';

/** A question about the transaction of an id, which may have been submitted by another process. */
export function newCommit(gateway: Gateway, channel: string, txId: string): Commit {
  const { mspId, credentials } = gateway.getIdentity();
  const creator = new protos.msp.SerializedIdentity();
  creator.setMspid(mspId);
  creator.setIdBytes(credentials);
  const request = new protos.gateway.CommitStatusRequest();
  request.setChannelId(channel);
  request.setTransactionId(txId);
  request.setIdentity(creator.serializeBinary());
  const signed = new protos.gateway.SignedCommitStatusRequest();
  signed.setRequest(request.serializeBinary());
  return gateway.newCommit(signed.serializeBinary());
}
