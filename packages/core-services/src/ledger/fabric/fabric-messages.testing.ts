import protos from '@hyperledger/fabric-protos';

const { common, peer } = protos;

/** The arguments a proposal calls its chaincode with, and the proposal itself. */
export function readInvocation(signed: protos.peer.SignedProposal | undefined) {
  const proposal = peer.Proposal.deserializeBinary(signed!.getProposalBytes_asU8());
  const payload = peer.ChaincodeProposalPayload.deserializeBinary(proposal.getPayload_asU8());
  const invocation = peer.ChaincodeInvocationSpec.deserializeBinary(payload.getInput_asU8());
  const spec = invocation.getChaincodeSpec()!;
  const args = spec.getInput()!.getArgsList_asU8();
  const chaincode = spec.getChaincodeId()!.getName();
  return { proposal, chaincode, args: args.map((arg) => Buffer.from(arg).toString('utf8')) };
}

/** The envelope that a client signs and the orderer gets, down to the chaincode's answer. */
export function toEnvelope(
  proposal: protos.peer.Proposal,
  answer: unknown,
  { results, event }: { readonly results: Uint8Array; readonly event: Uint8Array | null },
): protos.common.Envelope {
  const response = new peer.Response();
  response.setStatus(200);
  response.setPayload(Buffer.from(JSON.stringify(answer)));
  const chaincodeAction = new peer.ChaincodeAction();
  chaincodeAction.setResponse(response);
  chaincodeAction.setResults(results);
  if (event !== null) chaincodeAction.setEvents(event);
  const responsePayload = new peer.ProposalResponsePayload();
  responsePayload.setExtension$(chaincodeAction.serializeBinary());
  const endorsed = new peer.ChaincodeEndorsedAction();
  endorsed.setProposalResponsePayload(responsePayload.serializeBinary());
  const actionPayload = new peer.ChaincodeActionPayload();
  actionPayload.setAction(endorsed);
  const action = new peer.TransactionAction();
  action.setPayload(actionPayload.serializeBinary());
  const transaction = new peer.Transaction();
  transaction.setActionsList([action]);
  const payload = new common.Payload();
  payload.setHeader(common.Header.deserializeBinary(proposal.getHeader_asU8()));
  payload.setData(transaction.serializeBinary());
  const envelope = new common.Envelope();
  envelope.setPayload(payload.serializeBinary());
  return envelope;
}

/** The one event that a transaction sets. */
export function toChaincodeEvent(chaincode: string, name: string, payload: unknown): Uint8Array {
  const event = new peer.ChaincodeEvent();
  event.setChaincodeId(chaincode);
  event.setEventName(name);
  event.setPayload(Buffer.from(JSON.stringify(payload)));
  return event.serializeBinary();
}

/** Stands for the read and write sets of a transaction. */
export function toRwSet(pending: { readonly reads: ReadonlyMap<string, number> }): Uint8Array {
  return Buffer.from(JSON.stringify([...pending.reads]));
}

/** The transaction that is asked about. */
export function readCommandStatus(signed: protos.gateway.SignedCommitStatusRequest): string {
  return protos.gateway.CommitStatusRequest.deserializeBinary(
    signed.getRequest_asU8(),
  ).getTransactionId();
}
