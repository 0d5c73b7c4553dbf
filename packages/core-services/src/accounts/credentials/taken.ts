import { AppError } from '@freehold/core-contracts/errors';
import { toAppError } from '@freehold/core-db';

/** For `catch`: throws CONFLICT with this code where a unique constraint refused a write, and everything else on. */
export function throwTaken(code: 'email.taken' | 'phone.taken'): (error: unknown) => never {
  return (error) => {
    const isTaken = toAppError(error).code === 'database.already_exists';
    throw isTaken ? new AppError('CONFLICT', code) : error;
  };
}
