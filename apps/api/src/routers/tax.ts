import { ActOutcome } from '@freehold/core-contracts/people';
import {
  ApplyTaxInput,
  DiscardTaxRunInput,
  DryRunTaxInput,
  GetTaxRunInput,
  ListTaxAssessmentsInput,
  ListTaxRunsInput,
  StopTaxRunInput,
  TaxAssessmentPage,
  TaxRunPage,
  TaxRunView,
} from '@freehold/core-contracts/tax';
import { applyTax } from '@freehold/core-services/tax/apply-tax';
import { discardTaxRun } from '@freehold/core-services/tax/discard-tax-run';
import { dryRunTax } from '@freehold/core-services/tax/dry-run-tax';
import { listTaxAssessments } from '@freehold/core-services/tax/list-tax-assessments';
import { getTaxRun, listTaxRuns } from '@freehold/core-services/tax/list-tax-runs';
import { stopTaxRun } from '@freehold/core-services/tax/stop-tax-run';
import { permissionProcedure } from '@freehold/core-trpc/procedures';
import { router } from '@freehold/core-trpc/trpc';

const read = permissionProcedure('treasury.read');
const manage = permissionProcedure('treasury.manage');

export const taxRouter = router({
  dryRun: manage
    .input(DryRunTaxInput)
    .output(TaxRunView)
    .mutation(({ ctx, input }) => dryRunTax({ ctx: ctx.service, input })),

  listRuns: read
    .input(ListTaxRunsInput)
    .output(TaxRunPage)
    .query(({ ctx, input }) => listTaxRuns({ ctx: ctx.service, input })),

  getRun: read
    .input(GetTaxRunInput)
    .output(TaxRunView)
    .query(({ ctx, input }) => getTaxRun({ ctx: ctx.service, input })),

  listAssessments: read
    .input(ListTaxAssessmentsInput)
    .output(TaxAssessmentPage)
    .query(({ ctx, input }) => listTaxAssessments({ ctx: ctx.service, input })),

  applyRun: permissionProcedure('treasury.manage', { isStepUpNeeded: true })
    .input(ApplyTaxInput)
    .output(ActOutcome)
    .mutation(({ ctx, input }) => applyTax({ ctx: ctx.service, input })),

  stopRun: manage
    .input(StopTaxRunInput)
    .output(TaxRunView)
    .mutation(({ ctx, input }) => stopTaxRun({ ctx: ctx.service, input })),

  discard: manage
    .input(DiscardTaxRunInput)
    .output(TaxRunView)
    .mutation(({ ctx, input }) => discardTaxRun({ ctx: ctx.service, input })),
});
