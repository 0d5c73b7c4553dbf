import { createHash, X509Certificate } from 'node:crypto';
import grpc from '@grpc/grpc-js';
import fabric, { type Gateway } from '@hyperledger/fabric-gateway';
import type { FabricOptions } from './fabric-options.ts';

export interface FabricConnection {
  readonly gateway: Gateway;
  readonly close: () => void;
}

/** Opens the connection to a peer; it is made with the first call and again whenever it breaks. */
export function connectFabric({ peerEndpoint, tls, identity }: FabricOptions): FabricConnection {
  const credentials =
    tls === null
      ? grpc.credentials.createInsecure()
      : grpc.credentials.createSsl(
          tls.rootCertificate,
          tls.client?.privateKey ?? null,
          tls.client?.certificate ?? null,
        );
  const client = new grpc.Client(peerEndpoint, credentials, {
    ...(tls?.serverName === undefined ? {} : { 'grpc.ssl_target_name_override': tls.serverName }),
    // Fabric's own bound on a message: a block may be larger than what gRPC takes by itself.
    'grpc.max_receive_message_length': 100 * 1024 * 1024,
    // A peer that went away without a word is noticed, and one that comes back is met again soon.
    'grpc.keepalive_time_ms': 30_000,
    'grpc.keepalive_timeout_ms': 10_000,
    'grpc.initial_reconnect_backoff_ms': 200,
    'grpc.max_reconnect_backoff_ms': 5_000,
  });
  const tlsClientCertificateHash = tls?.client
    ? createHash('sha256').update(new X509Certificate(tls.client.certificate).raw).digest()
    : undefined;
  const gateway = fabric.connect({
    client,
    identity: { mspId: identity.mspId, credentials: identity.certificate },
    signer: fabric.signers.newPrivateKeySigner(identity.privateKey),
    hash: fabric.hash.sha256,
    ...(tlsClientCertificateHash === undefined ? {} : { tlsClientCertificateHash }),
  });
  return {
    gateway,
    close() {
      gateway.close();
      client.close();
    },
  };
}
