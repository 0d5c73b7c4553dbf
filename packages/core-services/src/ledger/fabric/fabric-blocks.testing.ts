import protos from '@hyperledger/fabric-protos';

const { common, orderer, peer } = protos;

/** A block of one transaction, as a peer delivers it. */
export function toBlock(
  number: number,
  block: { readonly envelope: Uint8Array; readonly code: number },
): protos.peer.DeliverResponse {
  const header = new common.BlockHeader();
  header.setNumber(number);
  const data = new common.BlockData();
  data.setDataList([block.envelope]);
  const metadata = new common.BlockMetadata();
  metadata.setMetadataList([new Uint8Array(), new Uint8Array(), Uint8Array.of(block.code)]);
  const made = new common.Block();
  made.setHeader(header);
  made.setData(data);
  made.setMetadata(metadata);
  const response = new peer.DeliverResponse();
  response.setBlock(made);
  return response;
}

/** A transaction that configures the channel: no command, no event. */
export function toConfiguration(): Uint8Array {
  const channelHeader = new common.ChannelHeader();
  channelHeader.setType(common.HeaderType.CONFIG);
  const header = new common.Header();
  header.setChannelHeader(channelHeader.serializeBinary());
  const payload = new common.Payload();
  payload.setHeader(header);
  payload.setData(Buffer.from('a configuration'));
  const envelope = new common.Envelope();
  envelope.setPayload(payload.serializeBinary());
  return envelope.serializeBinary();
}

/** The block from which one asks to be told. */
export function readSeekStart(envelope: protos.common.Envelope): number {
  const payload = common.Payload.deserializeBinary(envelope.getPayload_asU8());
  const seek = orderer.SeekInfo.deserializeBinary(payload.getData_asU8());
  return seek.getStart()?.getSpecified()?.getNumber() ?? 0;
}
