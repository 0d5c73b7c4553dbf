import { AppError } from '@freehold/core-contracts/errors';
import type { ServiceContext } from '../../context.ts';
import { takeBudget, type Limit } from './take-budget.ts';

/** Takes one use or throws LIMIT_EXCEEDED, `rate.limited` unless another `code` is given, with `retryAfterSeconds`. */
export async function requireBudget(
  ctx: ServiceContext,
  limit: Limit,
  subject: string,
  code = 'rate.limited',
): Promise<void> {
  const use = await takeBudget(ctx, limit, subject);
  if (use.isTaken) return;
  const { retryAfterSeconds } = use;
  throw new AppError('LIMIT_EXCEEDED', code, { retryAfterSeconds });
}
