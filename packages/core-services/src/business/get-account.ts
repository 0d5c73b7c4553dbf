import type {
  BusinessAccountDetail,
  BusinessAccountInput,
} from '@freehold/core-contracts/business';
import type { ServiceContext } from '../context.ts';
import { accountNotFound, requireAccount } from './account-access.ts';
import { accountDetailFields, toAccountDetail } from './account-fields.ts';

/** An account with its signatories and bands. Throws NOT_FOUND `entity.not_found`. */
export async function getAccount({
  ctx,
  input,
}: {
  ctx: ServiceContext;
  input: BusinessAccountInput;
}): Promise<BusinessAccountDetail> {
  const account = await requireAccount(ctx, input.businessAccountId);
  const row = await ctx.db.businessAccount.findFirst({
    where: { id: account.id },
    select: accountDetailFields,
  });
  if (row === null) throw accountNotFound();
  return toAccountDetail(ctx, row, account);
}
