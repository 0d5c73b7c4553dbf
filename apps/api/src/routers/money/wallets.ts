import { EffectiveLimits, OwnLimitsInput } from '@freehold/core-contracts/limits';
import {
  GetWalletInput,
  OwnWallet,
  Statement,
  StatementInput,
  WalletChart,
  WalletChartInput,
} from '@freehold/core-contracts/wallets';
import { getOwnLimits } from '@freehold/core-services/limits/effective-limits';
import { getUsableStatement } from '@freehold/core-services/wallets/get-statement';
import { getUsableWallet } from '@freehold/core-services/wallets/get-usable-wallet';
import { getUsableWalletChart } from '@freehold/core-services/wallets/get-wallet-chart';
import { listUsableWallets } from '@freehold/core-services/wallets/list-usable-wallets';
import { homePermissionProcedure } from '@freehold/core-trpc/procedures';
import { z } from 'zod';

const use = homePermissionProcedure('money.use');

/** What people do with the wallets they may use. */
export const walletProcedures = {
  listWallets: use
    .input(z.void())
    .output(z.array(OwnWallet))
    .query(({ ctx }) => listUsableWallets({ ctx: ctx.service })),

  getWallet: use
    .input(GetWalletInput)
    .output(OwnWallet)
    .query(({ ctx, input }) => getUsableWallet({ ctx: ctx.service, input })),

  statement: use
    .input(StatementInput)
    .output(Statement)
    .query(({ ctx, input }) => getUsableStatement({ ctx: ctx.service, input })),

  chart: use
    .input(WalletChartInput)
    .output(WalletChart)
    .query(({ ctx, input }) => getUsableWalletChart({ ctx: ctx.service, input })),

  getLimits: use
    .input(OwnLimitsInput)
    .output(EffectiveLimits)
    .query(({ ctx, input }) => getOwnLimits({ ctx: ctx.service, input })),
};
