import { router } from '@freehold/core-trpc/trpc';
import { payeeProcedures } from './money/payees.ts';
import { transferProcedures } from './money/transfers.ts';
import { walletProcedures } from './money/wallets.ts';

/** What people do with money: their wallets, whom they pay, what they may send. */
export const moneyRouter = router({
  ...walletProcedures,
  ...payeeProcedures,
  ...transferProcedures,
});
