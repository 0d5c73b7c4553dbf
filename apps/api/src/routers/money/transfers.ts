import { OrganizationInput } from '@freehold/core-contracts/organizations';
import {
  ListOwnTransfersInput,
  QuoteTransferInput,
  SendManyInput,
  SendMoneyInput,
  TransferBatchResult,
  TransferInput,
  TransferQuote,
  TransferResult,
  TransferStretch,
  TransferView,
} from '@freehold/core-contracts/transfers';
import { OwnWallets } from '@freehold/core-contracts/wallets';
import { getTransfer } from '@freehold/core-services/money/get-transfer';
import { listOwnTransfers } from '@freehold/core-services/money/list-own-transfers';
import { quoteTransfer } from '@freehold/core-services/money/quote-transfer';
import { sendMany } from '@freehold/core-services/money/send-many';
import { sendMoney } from '@freehold/core-services/money/send-money';
import { listOrganizationWallets } from '@freehold/core-services/wallets/list-organization-wallets';
import { apiProcedure } from '@freehold/core-trpc/api-procedure';
import { homePermissionProcedure } from '@freehold/core-trpc/procedures';

const use = homePermissionProcedure('money.use');

/** What people and machines send from wallets of their own. */
export const transferProcedures = {
  listOrganizationWallets: apiProcedure('money.use', {
    method: 'GET',
    path: '/wallets',
    scope: 'wallet.read',
    summary: 'Wallets of the organization with what may be sent from them',
    tag: 'Transfers',
  })
    .input(OrganizationInput)
    .output(OwnWallets)
    .query(({ ctx, input }) => listOrganizationWallets({ ctx: ctx.service, input })),

  quote: use
    .input(QuoteTransferInput)
    .output(TransferQuote)
    .query(({ ctx, input }) => quoteTransfer({ ctx: ctx.service, input })),

  send: apiProcedure('money.use', {
    method: 'POST',
    path: '/transfers',
    scope: 'transfer.create',
    summary:
      'Sends money from a wallet of the organization; the same requestId again moves nothing more',
    tag: 'Transfers',
  })
    .input(SendMoneyInput)
    .output(TransferResult)
    .mutation(({ ctx, input }) => sendMoney({ ctx: ctx.service, input })),

  sendMany: apiProcedure('money.use', {
    method: 'POST',
    path: '/transfers/batch',
    scope: 'transfer.create',
    summary: 'Sends up to 1,000 transfers, each on its own; a result for each, in order',
    tag: 'Transfers',
  })
    .input(SendManyInput)
    .output(TransferBatchResult)
    .mutation(({ ctx, input }) => sendMany({ ctx: ctx.service, input })),

  listTransfers: apiProcedure('money.use', {
    method: 'GET',
    path: '/transfers',
    scope: 'transfer.read',
    summary: 'Transfers from and to wallets of the organization, the newest first',
    tag: 'Transfers',
  })
    .input(ListOwnTransfersInput)
    .output(TransferStretch)
    .query(({ ctx, input }) => listOwnTransfers({ ctx: ctx.service, input })),

  getTransfer: apiProcedure('money.use', {
    method: 'GET',
    path: '/transfers/{transferId}',
    scope: 'transfer.read',
    summary: 'One transfer from or to a wallet of the organization',
    tag: 'Transfers',
  })
    .input(TransferInput)
    .output(TransferView)
    .query(({ ctx, input }) => getTransfer({ ctx: ctx.service, input })),
};
