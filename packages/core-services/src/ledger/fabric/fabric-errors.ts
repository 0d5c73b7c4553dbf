import grpc from '@grpc/grpc-js';
import fabric from '@hyperledger/fabric-gateway';
import { LedgerError } from '../ledger-gateway.ts';

const { status } = grpc;

/**
 * Nothing was given to the orderer, and asking again changes nothing. FAILED_PRECONDITION is not among
 * them: the gateway answers it when it finds too few endorsers, e.g. because peers are away for a while.
 */
const hopeless = new Set<number>([
  status.INVALID_ARGUMENT,
  status.NOT_FOUND,
  status.UNIMPLEMENTED,
  status.PERMISSION_DENIED,
  status.UNAUTHENTICATED,
  status.OUT_OF_RANGE,
]);

/** Codes of a block that a new transaction of the same command may not meet again. */
const repeatable = new Set<number>([
  fabric.StatusCode.MVCC_READ_CONFLICT,
  fabric.StatusCode.PHANTOM_READ_CONFLICT,
]);

/**
 * What an error before the orderer was reached means: nothing happened. What the chaincode refuses
 * it answers with a validation code; an error of its own is a fault in it and given up.
 */
export function toEndorseFault(error: unknown): LedgerError {
  if (!(error instanceof fabric.GatewayError)) return unavailable(error);
  const detail = [error.message, ...error.details.map(({ message }) => message)].join('; ');
  const isChaincodeFault = error.details.some(({ message }) =>
    /chaincode response [45]\d\d/u.test(message),
  );
  if (isChaincodeFault)
    return new LedgerError('GIVE_UP', 'ledger.chaincode_failed', cut(detail), { cause: error });
  const outcome = hopeless.has(error.code) ? 'GIVE_UP' : 'RETRY';
  const code = outcome === 'GIVE_UP' ? 'ledger.endorsement_refused' : 'ledger.unavailable';
  return new LedgerError(outcome, code, cut(detail), { cause: error });
}

/** The transaction may be under way: nobody knows, so it is asked for again later. */
export function toUnknownOutcome(error: unknown): LedgerError {
  const text = error instanceof Error ? error.message : String(error);
  return new LedgerError('RETRY', 'ledger.outcome_unknown', cut(text), { cause: error });
}

/** A peer that could not be asked. */
export function unavailable(error: unknown): LedgerError {
  const text = error instanceof Error ? error.message : String(error);
  return new LedgerError('RETRY', 'ledger.unavailable', cut(text), { cause: error });
}

/** The name of a validation code of Fabric, e.g. MVCC_READ_CONFLICT. */
export function validationName(code: number): string {
  const found = Object.entries(fabric.StatusCode).find(([, value]) => value === code);
  return found?.[0] ?? `CODE_${code}`;
}

/** True for a transaction that lost a race inside its block: a new one may go better. */
export function isLostRace(code: number): boolean {
  return repeatable.has(code);
}

/** True where the call ran out of time or the connection broke, which says nothing about the transaction. */
export function isNoAnswer(error: unknown): boolean {
  if (!(error instanceof fabric.GatewayError)) return true;
  const codes: number[] = [status.DEADLINE_EXCEEDED, status.UNAVAILABLE, status.CANCELLED];
  return codes.includes(error.code);
}

function cut(text: string): string {
  return text.slice(0, 900);
}
