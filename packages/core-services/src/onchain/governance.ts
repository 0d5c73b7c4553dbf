import { SystemParameterPart } from '@freehold/core-contracts/commands/admin';
import { AppError } from '@freehold/core-contracts/errors';
import type {
  GetGovernanceInput,
  GovernanceDetail,
  GovernancePage,
  ListGovernanceInput,
} from '@freehold/core-contracts/onchain';
import type { Prisma } from '@freehold/core-db';
import type { ServiceContext } from '../context.ts';
import { pageWindow, toPage } from '../page.ts';

const fields = {
  id: true,
  title: true,
  proposerId: true,
  status: true,
  votesFor: true,
  votesAgainst: true,
  quorum: true,
  closesAt: true,
  executedAt: true,
  createdAt: true,
} as const satisfies Prisma.GovernanceProposalSelect;

/** Most votes that are shown of one proposal. */
const maxVotes = 100;

/** A page of the proposals on the ledger, newest first. */
export async function listGovernance({
  ctx,
  input,
}: {
  ctx: ServiceContext;
  input: ListGovernanceInput;
}): Promise<GovernancePage> {
  const where = input.status === undefined ? {} : { status: { in: input.status } };
  const [items, total] = await Promise.all([
    ctx.db.governanceProposal.findMany({
      where,
      orderBy: [{ createdAt: 'desc' }, { id: 'asc' }],
      ...pageWindow(input),
      select: fields,
    }),
    ctx.db.governanceProposal.count({ where }),
  ]);
  return toPage(items, total, input);
}

/** A proposal on the ledger with its votes. Throws NOT_FOUND `entity.not_found`. */
export async function getGovernance({
  ctx,
  input,
}: {
  ctx: ServiceContext;
  input: GetGovernanceInput;
}): Promise<GovernanceDetail> {
  const proposal = await ctx.db.governanceProposal.findFirst({
    where: { id: input.proposalId },
    select: {
      ...fields,
      body: true,
      effect: true,
      votes: {
        orderBy: [{ castAt: 'asc' }, { voterId: 'asc' }],
        take: maxVotes,
        select: { voterId: true, isFor: true, castAt: true },
      },
    },
  });
  if (proposal === null) {
    throw new AppError('NOT_FOUND', 'entity.not_found', { entity: 'proposal' });
  }
  return { ...proposal, effect: SystemParameterPart.nullable().parse(proposal.effect) };
}
