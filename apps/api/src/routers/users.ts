import { GetUserInput, ListUsersInput, UserDetail, UserPage } from '@freehold/core-contracts/users';
import { getUser } from '@freehold/core-services/accounts/get-user';
import { listUsers } from '@freehold/core-services/accounts/list-users';
import { permissionProcedure } from '@freehold/core-trpc/procedures';
import { router } from '@freehold/core-trpc/trpc';

const read = permissionProcedure('user.read');

export const usersRouter = router({
  list: read
    .input(ListUsersInput)
    .output(UserPage)
    .query(({ ctx, input }) => listUsers({ ctx: ctx.service, input })),

  get: read
    .input(GetUserInput)
    .output(UserDetail)
    .query(({ ctx, input }) => getUser({ ctx: ctx.service, input })),
});
