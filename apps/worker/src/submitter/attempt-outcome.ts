import { LedgerError } from '@freehold/core-services/ledger/ledger-gateway';
import type { CommandOutcome } from '@freehold/core-services/ledger/settle-command';
import { backoffMs } from '../backoff.ts';
import type { ClaimedCommand } from './claim-commands.ts';
import type { SubmitterLimits } from './submitter-limits.ts';

/** RELEASED: claimed and not told; LOST: another worker has it by now. */
export type AttemptOutcome =
  | CommandOutcome
  | { readonly kind: 'RELEASED' }
  | { readonly kind: 'LOST' };
export type Attempted = ReadonlyMap<string, AttemptOutcome>;

const backoff = { baseMs: 2_000, factor: 3, maximumMs: 15 * 60_000 };

/** Of a command that was counted at every claim and never settled: whoever handled it did not live to say why. */
export function poisonous({ attempts, fabricTxId }: ClaimedCommand): CommandOutcome {
  const error = `Its worker ended ${attempts - 1} times without an answer`;
  const told = fabricTxId === null ? {} : { txId: fabricTxId };
  return { kind: 'GIVEN_UP', errorCode: 'command.poisonous', error, ...told };
}

/** Whether a command that met an error is not tried again. */
export function isFinal(
  error: unknown,
  { attempts }: ClaimedCommand,
  { maxAttempts }: SubmitterLimits,
): boolean {
  return (error instanceof LedgerError && error.outcome === 'GIVE_UP') || attempts >= maxAttempts;
}

/** What an error makes of a command; `txId` where it is not written yet. */
export function toOutcome(
  error: unknown,
  command: ClaimedCommand,
  txId: string | undefined,
  now: Date,
  limits: SubmitterLimits,
): CommandOutcome {
  const fault = {
    ...(error instanceof LedgerError
      ? { errorCode: error.code, error: error.message }
      : { errorCode: 'ledger.unavailable', error: 'The ledger could not be reached' }),
    ...(txId === undefined ? {} : { txId }),
  };
  if (isFinal(error, command, limits)) return { kind: 'GIVEN_UP', ...fault };
  const availableAt = new Date(now.getTime() + backoffMs(command.attempts, backoff));
  return { kind: 'RETRY', ...fault, availableAt };
}
