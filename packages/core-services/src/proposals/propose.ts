import { Locale } from '@freehold/core-contracts/ids';
import { UserRole, type ProposalDecider } from '@freehold/core-contracts/enums';
import { hasPermission } from '@freehold/core-contracts/permissions';
import { cleanJson, type Prisma, type TenantTransaction } from '@freehold/core-db';
import { recordAudit } from '../audit/record-audit.ts';
import { actorName, type ServiceContext } from '../context.ts';
import { enqueueMessage } from '../messaging/enqueue-message.ts';
import { notify } from '../notifications/notify.ts';
import type { Act, ActSubject } from './act.ts';
import { proposerOf, type Proposer } from './proposer.ts';

/** How long a proposal waits for somebody else. */
export const proposalTtlMs = 72 * 60 * 60_000;

const deciding = UserRole.options.filter((role) => hasPermission(role, 'proposal.decide'));
const mostTold = 50;

/** Puts an act before another operator instead of doing it; gives the proposal's id. */
export async function propose<Input>(
  tx: TenantTransaction,
  ctx: ServiceContext,
  act: Act<Input>,
  input: Input,
): Promise<string> {
  return writeProposal(tx, ctx, act, input, { proposer: proposerOf(ctx), decider: 'OPERATOR' });
}

/** The same for whoever may propose besides operators, before whoever decides. */
export async function writeProposal<Input>(
  tx: TenantTransaction,
  ctx: ServiceContext,
  act: Act<Input>,
  input: Input,
  by: { readonly proposer: Proposer; readonly decider: ProposalDecider },
): Promise<string> {
  const { proposer, decider } = by;
  const subject = await act.look(tx, ctx, input);
  const { entityType, entityId, entityName, entityVersion } = subject;
  const { action } = act;
  const reason = act.reasonOf(input);
  const now = ctx.clock();
  const { id } = await tx.proposal.create({
    data: {
      ...{ action, entityType, entityId, entityName, entityVersion, reason, decider },
      input: cleanJson(input) as Prisma.InputJsonObject,
      ...proposer,
      createdAt: now,
      expiresAt: new Date(now.getTime() + proposalTtlMs),
    },
    select: { id: true },
  });
  if (decider === 'OPERATOR') await tellOperators(tx, ctx, { id, action, subject }, proposer);
  const { proposedById } = proposer;
  const proposed = { id, action, entityId, entityName, input, decider, proposedById };
  await act.tellDeciders?.(tx, ctx, proposed);
  await recordAudit(tx, ctx, {
    action: 'proposal.create',
    entityType: 'Proposal',
    entityId: id,
    reason: reason === '' ? undefined : reason,
    changes: { action, entityType, entityId },
  });
  return id;
}

/** Everybody of this tenant who may decide learns of it, 50 at most; operators of the platform see it in the list. */
async function tellOperators(
  tx: TenantTransaction,
  ctx: ServiceContext,
  proposal: { readonly id: string; readonly action: string; readonly subject: ActSubject },
  proposer: Proposer,
): Promise<void> {
  const { id, action, subject } = proposal;
  const people = await tx.user.findMany({
    where: {
      role: { in: deciding },
      status: 'ACTIVE',
      deletedAt: null,
      id: { not: proposer.proposedById },
    },
    orderBy: { id: 'asc' },
    take: mostTold,
    select: { id: true, email: true, locale: true },
  });
  for (const person of people) {
    await notify(tx, ctx, {
      userId: person.id,
      kind: 'proposal.waiting',
      severity: 'WARNING',
      parameters: { action, entityName: subject.entityName, proposer: proposer.proposedByName },
      idempotencyKey: `proposal.waiting:${id}`,
      entity: { type: 'Proposal', id },
    });
    await enqueueMessage(tx, ctx, {
      channel: 'EMAIL',
      recipient: person.email,
      template: 'proposalWaiting',
      parameters: {
        action,
        proposer: actorName(ctx.actor),
        path: `${ctx.addresses.console}/proposals/${id}`,
      },
      locale: Locale.catch('en').parse(person.locale),
      idempotencyKey: `proposal-waiting:${id}:${person.id}`,
      entity: { type: 'Proposal', id },
    });
  }
}
