import { ActOutcome } from '@freehold/core-contracts/people';
import {
  GetWalletInput,
  ListWalletsInput,
  Statement,
  StatementInput,
  WalletActInput,
  WalletChart,
  WalletChartInput,
  WalletDetail,
  WalletPage,
} from '@freehold/core-contracts/wallets';
import { freezeWallet } from '@freehold/core-services/wallets/freeze-wallet';
import { getStatement } from '@freehold/core-services/wallets/get-statement';
import { getWallet } from '@freehold/core-services/wallets/get-wallet';
import { getWalletChart } from '@freehold/core-services/wallets/get-wallet-chart';
import { listWallets } from '@freehold/core-services/wallets/list-wallets';
import { unfreezeWallet } from '@freehold/core-services/wallets/unfreeze-wallet';
import { permissionProcedure } from '@freehold/core-trpc/procedures';
import { router } from '@freehold/core-trpc/trpc';

const read = permissionProcedure('wallet.read');
const freeze = permissionProcedure('wallet.freeze', { isStepUpNeeded: true });

export const walletsRouter = router({
  list: read
    .input(ListWalletsInput)
    .output(WalletPage)
    .query(({ ctx, input }) => listWallets({ ctx: ctx.service, input })),

  get: read
    .input(GetWalletInput)
    .output(WalletDetail)
    .query(({ ctx, input }) => getWallet({ ctx: ctx.service, input })),

  statement: read
    .input(StatementInput)
    .output(Statement)
    .query(({ ctx, input }) => getStatement({ ctx: ctx.service, input })),

  chart: read
    .input(WalletChartInput)
    .output(WalletChart)
    .query(({ ctx, input }) => getWalletChart({ ctx: ctx.service, input })),

  freeze: freeze
    .input(WalletActInput)
    .output(ActOutcome)
    .mutation(({ ctx, input }) => freezeWallet({ ctx: ctx.service, input })),

  unfreeze: freeze
    .input(WalletActInput)
    .output(ActOutcome)
    .mutation(({ ctx, input }) => unfreezeWallet({ ctx: ctx.service, input })),
});
