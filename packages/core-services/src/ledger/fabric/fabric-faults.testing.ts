import grpc from '@grpc/grpc-js';

/** Where the peer misbehaves; each is asked once per call and may say no. */
export interface PeerFaults {
  endorse?: (() => grpc.ServiceError | null) | undefined;
  /** The orderer takes it and the answer is lost. */
  isSubmitAnswerLost?: () => boolean;
  /** The orderer never gets it. */
  isSubmitLost?: () => boolean;
  isStatusAnswerLost?: () => boolean;
  /** Puts another transaction of the same command before this one. */
  beforeCommit?: ((txId: string) => void) | undefined;
  /** A validation code that the block gives instead of VALID. */
  code?: () => number;
  /** Holds commits back until it is called. */
  isHeldBack?: () => boolean;
}

/** An error as a gRPC server gives it. */
export function fault(code: grpc.status, details: string): grpc.ServiceError {
  return Object.assign(new Error(details), { code, details, metadata: new grpc.Metadata() });
}
