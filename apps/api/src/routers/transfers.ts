import { ActOutcome } from '@freehold/core-contracts/people';
import {
  DecideTransferInput,
  ListTransfersInput,
  ListWaitingTransfersInput,
  ReverseTransferInput,
  TransferDetail,
  TransferInput,
  TransferPage,
} from '@freehold/core-contracts/transfers';
import { decideTransfer } from '@freehold/core-services/money/decide-transfer';
import { getTransferDetail } from '@freehold/core-services/money/get-transfer-detail';
import { listTransfers, listWaitingTransfers } from '@freehold/core-services/money/list-transfers';
import { reverseTransfer } from '@freehold/core-services/money/reverse-transfer';
import { permissionProcedure } from '@freehold/core-trpc/procedures';
import { router } from '@freehold/core-trpc/trpc';

const read = permissionProcedure('transfer.read');

export const transfersRouter = router({
  list: read
    .input(ListTransfersInput)
    .output(TransferPage)
    .query(({ ctx, input }) => listTransfers({ ctx: ctx.service, input })),

  listWaiting: read
    .input(ListWaitingTransfersInput)
    .output(TransferPage)
    .query(({ ctx, input }) => listWaitingTransfers({ ctx: ctx.service, input })),

  get: read
    .input(TransferInput)
    .output(TransferDetail)
    .query(({ ctx, input }) => getTransferDetail({ ctx: ctx.service, input })),

  decide: permissionProcedure('transfer.decide', { isStepUpNeeded: true })
    .input(DecideTransferInput)
    .output(TransferDetail)
    .mutation(({ ctx, input }) => decideTransfer({ ctx: ctx.service, input })),

  reverse: permissionProcedure('transfer.reverse', { isStepUpNeeded: true })
    .input(ReverseTransferInput)
    .output(ActOutcome)
    .mutation(({ ctx, input }) => reverseTransfer({ ctx: ctx.service, input })),
});
