import type { KeyObject } from 'node:crypto';

/** How the platform reaches a peer of a Fabric network, and as whom. */
export interface FabricOptions {
  /** `host:port` of a peer with the gateway service (Fabric 2.4 or newer). */
  readonly peerEndpoint: string;
  /** Null is plain text, for a peer on the same machine. */
  readonly tls: FabricTls | null;
  readonly identity: {
    readonly mspId: string;
    /** X.509, PEM. */
    readonly certificate: Uint8Array;
    readonly privateKey: KeyObject;
  };
  readonly chaincode: string;
  /** The channel of a tenant: tenants share none. */
  readonly channelOf: (tenantId: string) => Promise<string>;
  /** How long an answer about a transaction that may be under way is waited for. */
  readonly statusTimeoutMs?: number;
  /** How long the blocks of one read may take to come. */
  readonly eventsTimeoutMs?: number;
}

export interface FabricTls {
  /** Certificates that the peer's is checked against, PEM. */
  readonly rootCertificate: Buffer;
  /** The name in the peer's certificate, where it is not the one it is reached by. */
  readonly serverName?: string | undefined;
  /** For peers that ask for a certificate of ours (mutual TLS), PEM. */
  readonly client?: { readonly privateKey: Buffer; readonly certificate: Buffer } | undefined;
}
