import type { BulkApproveInput, BulkApproveOutput } from '@freehold/core-contracts/approvals';
import { AppError } from '@freehold/core-contracts/errors';
import type { ServiceContext } from '../context.ts';
import { approve } from './approve.ts';

/** Approves up to 50 cases one after the other, each in its own transaction, with a verdict for each; one refusal stops no other. */
export async function bulkApprove({
  ctx,
  input,
}: {
  ctx: ServiceContext;
  input: BulkApproveInput;
}): Promise<BulkApproveOutput> {
  const { cases, reason, comment } = input;
  const results: BulkApproveOutput['results'] = [];
  for (const { caseId, version } of cases) {
    const code = await tryApprove(ctx, { caseId, version, reason, comment });
    results.push({ caseId, isApproved: code === null, code });
  }
  return { results };
}

async function tryApprove(
  ctx: ServiceContext,
  input: Parameters<typeof approve>[0]['input'],
): Promise<string | null> {
  try {
    const { status } = await approve({ ctx, input });
    return status === 'APPROVED' ? null : 'approval.second_review_needed';
  } catch (error) {
    if (error instanceof AppError) return error.code;
    ctx.logger.error({ err: error, caseId: input.caseId }, 'A case of a bulk approval failed');
    return 'internal';
  }
}
