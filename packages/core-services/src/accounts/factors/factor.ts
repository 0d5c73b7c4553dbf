import { AppError } from '@freehold/core-contracts/errors';
import type { SecondFactorMethod } from '@freehold/core-contracts/enums';
import type { TenantTransaction } from '@freehold/core-db';

/** A factor that was right, and is used up in the transaction of what it allows. */
export interface ProvenFactor {
  readonly method: SecondFactorMethod;
  /** Throws like a wrong factor when it was used by somebody else meanwhile. */
  readonly use: (tx: TenantTransaction) => Promise<void>;
}

/** One answer for every factor that is not right. */
export function wrongFactor(): AppError {
  return new AppError('UNAUTHENTICATED', 'session.second_factor_wrong');
}

/** Runs what asks for a factor while a session goes on: a wrong one is a wrong input then, and nobody is signed out for it. */
export async function insideSession<T>(work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    const isFactor = error instanceof AppError && error.kind === 'UNAUTHENTICATED';
    if (!isFactor || error.code === 'session.required') throw error;
    throw new AppError('INVALID', error.code, error.params, { cause: error });
  }
}
