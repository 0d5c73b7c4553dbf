import { AppError } from '@freehold/core-contracts/errors';
import type { GetUserInput, UserDetail } from '@freehold/core-contracts/users';
import type { ServiceContext } from '../context.ts';
import { toUserDetail, userDetailFields } from './user-fields.ts';

/** A person's file, deleted ones included: they can be restored. With the newest 20 sessions, devices, organizations and wallets. Throws NOT_FOUND `entity.not_found`. */
export async function getUser({
  ctx,
  input,
}: {
  ctx: ServiceContext;
  input: GetUserInput;
}): Promise<UserDetail> {
  const row = await ctx.db.user.findFirst({
    where: { id: input.userId },
    select: userDetailFields,
  });
  if (row === null) throw new AppError('NOT_FOUND', 'entity.not_found', { entity: 'User' });
  return toUserDetail(row, ctx.tenant.settings.currencyCode);
}
