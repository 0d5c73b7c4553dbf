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
import { CommandTypeView, SubmitCommandInput } from '@freehold/core-contracts/ledger-commands';
import { ActOutcome } from '@freehold/core-contracts/people';
import {
  CommandExplanation,
  DeadLetterExplanation,
  ExplainCommandInput,
  ExplainDeadLetterInput,
  ManageCommandsInput,
  ManageDeadLettersInput,
  ManagePipelineInput,
  ManyResult,
  PipelineView,
  RebuildProgress,
  StartRebuildInput,
} from '@freehold/core-contracts/pipeline';
import { cancelCommand } from '@freehold/core-services/ledger/cancel-command';
import { discardDeadLetter } from '@freehold/core-services/ledger/discard-dead-letter';
import { explainCommand } from '@freehold/core-services/ledger/explain-command';
import { explainDeadLetter } from '@freehold/core-services/ledger/explain-dead-letter';
import { getBlock } from '@freehold/core-services/ledger/get-block';
import { listBlocks } from '@freehold/core-services/ledger/list-blocks';
import { listCommandTypes } from '@freehold/core-services/ledger/list-command-types';
import { listCommands } from '@freehold/core-services/ledger/list-commands';
import { listDeadLetters } from '@freehold/core-services/ledger/list-dead-letters';
import { listEvents } from '@freehold/core-services/ledger/list-events';
import { listProjectors } from '@freehold/core-services/ledger/list-projectors';
import { cancelCommands, retryCommands } from '@freehold/core-services/ledger/manage-commands';
import {
  discardDeadLetters,
  replayDeadLetters,
} from '@freehold/core-services/ledger/manage-dead-letters';
import {
  getPipeline,
  pausePipeline,
  resumePipeline,
} from '@freehold/core-services/ledger/pipeline';
import { replayDeadLetter } from '@freehold/core-services/ledger/replay-dead-letter';
import { retryCommand } from '@freehold/core-services/ledger/retry-command';
import { submitCommand } from '@freehold/core-services/ledger/submit-command';
import { listRebuilds, startRebuild } from '@freehold/core-services/ledger/start-rebuild';
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

  listCommandTypes: read
    .input(z.void())
    .output(z.array(CommandTypeView))
    .query(() => listCommandTypes()),

  submitCommand: permissionProcedure('ledger.submit', { isStepUpNeeded: true })
    .input(SubmitCommandInput)
    .output(ActOutcome)
    .mutation(({ ctx, input }) => submitCommand({ ctx: ctx.service, input })),

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

  explainCommand: read
    .input(ExplainCommandInput)
    .output(CommandExplanation)
    .query(({ ctx, input }) => explainCommand({ ctx: ctx.service, input })),

  retryCommands: manage
    .input(ManageCommandsInput)
    .output(ManyResult)
    .mutation(({ ctx, input }) => retryCommands({ ctx: ctx.service, input })),

  cancelCommands: manage
    .input(ManageCommandsInput)
    .output(ManyResult)
    .mutation(({ ctx, input }) => cancelCommands({ ctx: ctx.service, input })),

  getPipeline: read
    .input(z.void())
    .output(PipelineView)
    .query(({ ctx }) => getPipeline({ ctx: ctx.service })),

  pausePipeline: manage
    .input(ManagePipelineInput)
    .output(PipelineView)
    .mutation(({ ctx, input }) => pausePipeline({ ctx: ctx.service, input })),

  resumePipeline: manage
    .input(ManagePipelineInput)
    .output(PipelineView)
    .mutation(({ ctx, input }) => resumePipeline({ ctx: ctx.service, input })),

  listEvents: read
    .input(ListEventsInput)
    .output(EventPage)
    .query(({ ctx, input }) => listEvents({ ctx: ctx.service, input })),

  listProjectors: read
    .input(z.void())
    .output(z.array(ProjectorView))
    .query(({ ctx }) => listProjectors({ ctx: ctx.service })),

  startRebuild: manage
    .input(StartRebuildInput)
    .output(RebuildProgress)
    .mutation(({ ctx, input }) => startRebuild({ ctx: ctx.service, input })),

  listRebuilds: read
    .input(z.void())
    .output(z.array(RebuildProgress))
    .query(({ ctx }) => listRebuilds({ ctx: ctx.service })),

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

  explainDeadLetter: read
    .input(ExplainDeadLetterInput)
    .output(DeadLetterExplanation)
    .query(({ ctx, input }) => explainDeadLetter({ ctx: ctx.service, input })),

  replayDeadLetters: manage
    .input(ManageDeadLettersInput)
    .output(ManyResult)
    .mutation(({ ctx, input }) => replayDeadLetters({ ctx: ctx.service, input })),

  discardDeadLetters: manage
    .input(ManageDeadLettersInput)
    .output(ManyResult)
    .mutation(({ ctx, input }) => discardDeadLetters({ ctx: ctx.service, input })),

  verify: read
    .input(z.void())
    .output(ChainVerdict)
    .query(({ ctx }) => verifyLedger({ ctx: ctx.service })),
});
