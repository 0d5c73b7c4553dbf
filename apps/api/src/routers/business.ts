import {
  AddSignatoryInput,
  BusinessAccountDetail,
  BusinessAccountInput,
  BusinessAccountPage,
  BusinessAccountSummary,
  BusinessTransferInput,
  BusinessTransferPage,
  BusinessTransferView,
  ChangeSignatoryInput,
  CloseBusinessAccountInput,
  CreateBusinessTransferInput,
  DecideBusinessTransferInput,
  ListBusinessAccountsInput,
  ListBusinessTransfersInput,
  ListOwnBusinessAccountsInput,
  OpenBusinessAccountInput,
  RemoveSignatoryInput,
  SetRulesInput,
} from '@freehold/core-contracts/business';
import {
  AccountChangeOutcome,
  AccountChangeView,
  DecideAccountChangeInput,
} from '@freehold/core-contracts/business-changes';
import { Done } from '@freehold/core-contracts/session';
import { addSignatory } from '@freehold/core-services/business/add-signatory';
import { changeSignatory } from '@freehold/core-services/business/change-signatory';
import { closeAccount } from '@freehold/core-services/business/close-account';
import { createBusinessTransfer } from '@freehold/core-services/business/create-business-transfer';
import { decideBusinessTransfer } from '@freehold/core-services/business/decide-business-transfer';
import {
  confirmChange,
  refuseChange,
  withdrawChange,
} from '@freehold/core-services/business/decide-change';
import { getAccount } from '@freehold/core-services/business/get-account';
import { getBusinessTransfer } from '@freehold/core-services/business/get-business-transfer';
import { listAccounts } from '@freehold/core-services/business/list-accounts';
import { listBusinessTransfers } from '@freehold/core-services/business/list-business-transfers';
import { listChanges } from '@freehold/core-services/business/list-changes';
import { listOwnAccounts } from '@freehold/core-services/business/list-own-accounts';
import { openAccount } from '@freehold/core-services/business/open-account';
import { removeSignatory } from '@freehold/core-services/business/remove-signatory';
import { setRules } from '@freehold/core-services/business/set-rules';
import { permissionProcedure } from '@freehold/core-trpc/procedures';
import { router } from '@freehold/core-trpc/trpc';
import { z } from 'zod';

const use = permissionProcedure('money.use');
const useFresh = permissionProcedure('money.use', { isStepUpNeeded: true });
const readWallets = permissionProcedure('wallet.read');
const readTransfers = permissionProcedure('transfer.read');

/** Business accounts as their signatories and owners use them. */
export const businessRouter = router({
  listAccounts: use
    .input(ListOwnBusinessAccountsInput)
    .output(z.array(BusinessAccountSummary))
    .query(({ ctx, input }) => listOwnAccounts({ ctx: ctx.service, input })),

  getAccount: use
    .input(BusinessAccountInput)
    .output(BusinessAccountDetail)
    .query(({ ctx, input }) => getAccount({ ctx: ctx.service, input })),

  open: useFresh
    .input(OpenBusinessAccountInput)
    .output(BusinessAccountDetail)
    .mutation(({ ctx, input }) => openAccount({ ctx: ctx.service, input })),

  addSignatory: useFresh
    .input(AddSignatoryInput)
    .output(AccountChangeOutcome)
    .mutation(({ ctx, input }) => addSignatory({ ctx: ctx.service, input })),

  changeSignatory: useFresh
    .input(ChangeSignatoryInput)
    .output(AccountChangeOutcome)
    .mutation(({ ctx, input }) => changeSignatory({ ctx: ctx.service, input })),

  removeSignatory: useFresh
    .input(RemoveSignatoryInput)
    .output(BusinessAccountDetail)
    .mutation(({ ctx, input }) => removeSignatory({ ctx: ctx.service, input })),

  setRules: useFresh
    .input(SetRulesInput)
    .output(AccountChangeOutcome)
    .mutation(({ ctx, input }) => setRules({ ctx: ctx.service, input })),

  close: useFresh
    .input(CloseBusinessAccountInput)
    .output(BusinessAccountDetail)
    .mutation(({ ctx, input }) => closeAccount({ ctx: ctx.service, input })),

  listChanges: use
    .input(BusinessAccountInput)
    .output(z.array(AccountChangeView))
    .query(({ ctx, input }) => listChanges({ ctx: ctx.service, input })),

  confirmChange: useFresh
    .input(DecideAccountChangeInput)
    .output(Done)
    .mutation(async ({ ctx, input }) => {
      await confirmChange({ ctx: ctx.service, input });
      return { isDone: true } as const;
    }),

  refuseChange: useFresh
    .input(DecideAccountChangeInput)
    .output(Done)
    .mutation(async ({ ctx, input }) => {
      await refuseChange({ ctx: ctx.service, input });
      return { isDone: true } as const;
    }),

  withdrawChange: use
    .input(DecideAccountChangeInput)
    .output(Done)
    .mutation(async ({ ctx, input }) => {
      await withdrawChange({ ctx: ctx.service, input });
      return { isDone: true } as const;
    }),

  listTransfers: use
    .input(ListBusinessTransfersInput)
    .output(BusinessTransferPage)
    .query(({ ctx, input }) => listBusinessTransfers({ ctx: ctx.service, input })),

  getTransfer: use
    .input(BusinessTransferInput)
    .output(BusinessTransferView)
    .query(({ ctx, input }) => getBusinessTransfer({ ctx: ctx.service, input })),

  createTransfer: use
    .input(CreateBusinessTransferInput)
    .output(BusinessTransferView)
    .mutation(({ ctx, input }) => createBusinessTransfer({ ctx: ctx.service, input })),

  decide: useFresh
    .input(DecideBusinessTransferInput)
    .output(BusinessTransferView)
    .mutation(({ ctx, input }) => decideBusinessTransfer({ ctx: ctx.service, input })),
});

/** Business accounts as operators look at them. */
export const businessAccountsRouter = router({
  list: readWallets
    .input(ListBusinessAccountsInput)
    .output(BusinessAccountPage)
    .query(({ ctx, input }) => listAccounts({ ctx: ctx.service, input })),

  get: readWallets
    .input(BusinessAccountInput)
    .output(BusinessAccountDetail)
    .query(({ ctx, input }) => getAccount({ ctx: ctx.service, input })),

  listChanges: readWallets
    .input(BusinessAccountInput)
    .output(z.array(AccountChangeView))
    .query(({ ctx, input }) => listChanges({ ctx: ctx.service, input })),

  listTransfers: readTransfers
    .input(ListBusinessTransfersInput)
    .output(BusinessTransferPage)
    .query(({ ctx, input }) => listBusinessTransfers({ ctx: ctx.service, input })),

  getTransfer: readTransfers
    .input(BusinessTransferInput)
    .output(BusinessTransferView)
    .query(({ ctx, input }) => getBusinessTransfer({ ctx: ctx.service, input })),
});
