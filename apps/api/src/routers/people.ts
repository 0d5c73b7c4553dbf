import { PublicPerson } from '@freehold/core-contracts/people';
import { GetUserInput } from '@freehold/core-contracts/users';
import { getPublicPerson } from '@freehold/core-services/accounts/people/get-public-person';
import { apiProcedure } from '@freehold/core-trpc/api-procedure';
import { router } from '@freehold/core-trpc/trpc';

export const peopleRouter = router({
  getPublic: apiProcedure('account.read', {
    method: 'GET',
    path: '/people/{userId}',
    scope: 'user.read',
    summary: 'What anybody may know of an active person',
    tag: 'People',
  })
    .input(GetUserInput)
    .output(PublicPerson)
    .query(({ ctx, input }) => getPublicPerson({ ctx: ctx.service, input })),
});
