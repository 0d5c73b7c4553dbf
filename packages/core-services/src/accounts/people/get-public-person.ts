import { AppError } from '@freehold/core-contracts/errors';
import type { PublicPerson } from '@freehold/core-contracts/people';
import type { GetUserInput } from '@freehold/core-contracts/users';
import type { ServiceContext } from '../../context.ts';

/** A person as anybody of the tenant may see them: no contact, no secret. Throws NOT_FOUND `entity.not_found`. */
export async function getPublicPerson({
  ctx,
  input,
}: {
  ctx: ServiceContext;
  input: GetUserInput;
}): Promise<PublicPerson> {
  const row = await ctx.db.user.findFirst({
    where: { id: input.userId, deletedAt: null, status: 'ACTIVE' },
    select: {
      id: true,
      username: true,
      firstName: true,
      lastName: true,
      avatar: true,
      countryCode: true,
      createdAt: true,
    },
  });
  if (row === null) throw new AppError('NOT_FOUND', 'entity.not_found', { entity: 'User' });
  return row;
}
