import { ChainVerdict } from '@freehold/core-contracts/audit';
import {
  BlockDetail,
  BlockPage,
  CommandPage,
  CommandSummary,
  DeadLetterPage,
  DeadLetterView,
  EventPage,
  GetBlockInput,
  ListBlocksInput,
  ListCommandsInput,
  ListDeadLettersInput,
  ListEventsInput,
  ManageCommandInput,
  ManageDeadLetterInput,
  ProjectorView,
} from '@freehold/core-contracts/ledger';
import { cancelCommand } from '@freehold/core-services/ledger/cancel-command';
import { discardDeadLetter } from '@freehold/core-services/ledger/discard-dead-letter';
import { getBlock } from '@freehold/core-services/ledger/get-block';
import { listBlocks } from '@freehold/core-services/ledger/list-blocks';
import { listCommands } from '@freehold/core-services/ledger/list-commands';
import { listDeadLetters } from '@freehold/core-services/ledger/list-dead-letters';
import { listEvents } from '@freehold/core-services/ledger/list-events';
import { listProjectors } from '@freehold/core-services/ledger/list-projectors';
import { replayDeadLetter } from '@freehold/core-services/ledger/replay-dead-letter';
import { retryCommand } from '@freehold/core-services/ledger/retry-command';
import { verifyLedger } from '@freehold/core-services/ledger/verify-ledger';
import { permissionProcedure } from '@freehold/core-trpc/procedures';
import { router } from '@freehold/core-trpc/trpc';
import { z } from 'zod';

const read = permissionProcedure('ledger.read');
const manage = permissionProcedure('ledger.manage');

export const ledgerRouter = router({
  listBlocks: read
    .input(ListBlocksInput)
    .output(BlockPage)
    .query(({ ctx, input }) => listBlocks({ ctx: ctx.service, input })),

  getBlock: read
    .input(GetBlockInput)
    .output(BlockDetail)
    .query(({ ctx, input }) => getBlock({ ctx: ctx.service, input })),

  listCommands: read
    .input(ListCommandsInput)
    .output(CommandPage)
    .query(({ ctx, input }) => listCommands({ ctx: ctx.service, input })),

  retryCommand: manage
    .input(ManageCommandInput)
    .output(CommandSummary)
    .mutation(({ ctx, input }) => retryCommand({ ctx: ctx.service, input })),

  cancelCommand: manage
    .input(ManageCommandInput)
    .output(CommandSummary)
    .mutation(({ ctx, input }) => cancelCommand({ ctx: ctx.service, input })),

  listEvents: read
    .input(ListEventsInput)
    .output(EventPage)
    .query(({ ctx, input }) => listEvents({ ctx: ctx.service, input })),

  listProjectors: read
    .input(z.void())
    .output(z.array(ProjectorView))
    .query(({ ctx }) => listProjectors({ ctx: ctx.service })),

  listDeadLetters: read
    .input(ListDeadLettersInput)
    .output(DeadLetterPage)
    .query(({ ctx, input }) => listDeadLetters({ ctx: ctx.service, input })),

  replayDeadLetter: manage
    .input(ManageDeadLetterInput)
    .output(DeadLetterView)
    .mutation(({ ctx, input }) => replayDeadLetter({ ctx: ctx.service, input })),

  discardDeadLetter: manage
    .input(ManageDeadLetterInput)
    .output(DeadLetterView)
    .mutation(({ ctx, input }) => discardDeadLetter({ ctx: ctx.service, input })),

  verify: read
    .input(z.void())
    .output(ChainVerdict)
    .query(({ ctx }) => verifyLedger({ ctx: ctx.service })),
});
