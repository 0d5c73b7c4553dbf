import { AccountView } from '@freehold/core-contracts/users';
import { WalletView } from '@freehold/core-contracts/wallets';
import { getAccount } from '@freehold/core-services/accounts/get-account';
import { listOwnWallets } from '@freehold/core-services/accounts/list-own-wallets';
import { permissionProcedure } from '@freehold/core-trpc/procedures';
import { router } from '@freehold/core-trpc/trpc';
import { z } from 'zod';

const readOwn = permissionProcedure('account.read');

export const accountRouter = router({
  get: readOwn
    .input(z.void())
    .output(AccountView)
    .query(({ ctx }) => getAccount({ ctx: ctx.service })),

  listWallets: readOwn
    .input(z.void())
    .output(z.array(WalletView))
    .query(({ ctx }) => listOwnWallets({ ctx: ctx.service })),
});
