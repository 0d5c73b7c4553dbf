import protos from '@hyperledger/fabric-protos';

const { common, peer } = protos;

/** The event that a valid transaction of a block has set. */
export interface BlockEvent {
  readonly txId: string;
  readonly chaincode: string;
  readonly name: string;
  readonly payload: Uint8Array;
}

/** What the valid transactions of a block have set with one chaincode, in their order. */
export function readBlock(block: protos.common.Block, chaincode: string): BlockEvent[] {
  const envelopes = block.getData()?.getDataList_asU8() ?? [];
  const metadata = block.getMetadata()?.getMetadataList_asU8() ?? [];
  const codes = metadata[common.BlockMetadataIndex.TRANSACTIONS_FILTER];
  return envelopes.flatMap((envelope, index) => {
    if (codes?.[index] !== peer.TxValidationCode.VALID) return [];
    return readEnvelopeEvents(envelope).filter((event) => event.chaincode === chaincode);
  });
}

/** The number of a block; Fabric counts from 0. */
export function blockNumberOf(block: protos.common.Block): bigint {
  return BigInt(block.getHeader()?.getNumber() ?? 0);
}

function readEnvelopeEvents(bytes: Uint8Array): BlockEvent[] {
  const envelope = common.Envelope.deserializeBinary(bytes);
  const payload = common.Payload.deserializeBinary(envelope.getPayload_asU8());
  const header = common.ChannelHeader.deserializeBinary(
    payload.getHeader()?.getChannelHeader_asU8() ?? new Uint8Array(),
  );
  // Configuration of the channel is in blocks too.
  if (header.getType() !== common.HeaderType.ENDORSER_TRANSACTION) return [];
  const transaction = peer.Transaction.deserializeBinary(payload.getData_asU8());
  return transaction.getActionsList().flatMap((action) => {
    const event = readActionEvent(action);
    return event === null ? [] : [{ ...event, txId: header.getTxId() }];
  });
}

function readActionEvent(action: protos.peer.TransactionAction): Omit<BlockEvent, 'txId'> | null {
  const endorsed = peer.ChaincodeActionPayload.deserializeBinary(
    action.getPayload_asU8(),
  ).getAction();
  const response = peer.ProposalResponsePayload.deserializeBinary(
    endorsed?.getProposalResponsePayload_asU8() ?? new Uint8Array(),
  );
  const done = peer.ChaincodeAction.deserializeBinary(response.getExtension_asU8());
  const bytes = done.getEvents_asU8();
  if (bytes.length === 0) return null;
  const event = peer.ChaincodeEvent.deserializeBinary(bytes);
  const [chaincode, name] = [event.getChaincodeId(), event.getEventName()];
  return name === '' ? null : { chaincode, name, payload: event.getPayload_asU8() };
}
