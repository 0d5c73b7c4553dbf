/*
 * What the ledger is told of the bands of business accounts: DEFINE_AUTH_RULE, one for each band, of
 * organizations that it knows. To be known there is an organization's own wish, which an operator
 * carries out by hand; its bands follow at once. A rule's id names the version of the account that it
 * came with, so that the rule of an earlier payment stays there to be read.
 */
import { randomUUID } from 'node:crypto';
import { mostRules } from '@freehold/core-contracts/business';
import type { TenantTransaction } from '@freehold/core-db';
import type { ServiceContext } from '../context.ts';
import { enqueueCommands } from '../ledger/enqueue-command.ts';
import { mostAccounts } from './limits.ts';

const accountFields = {
  id: true,
  version: true,
  organizationId: true,
  rules: {
    orderBy: { fromAmount: 'asc' },
    take: mostRules,
    select: { fromAmount: true, belowAmount: true, minimumWeight: true, minimumApprovers: true },
  },
} as const;

/** Tells the ledger of an account's bands as they are now, if it knows the organization. */
export async function tellLedgerOfBands(
  tx: TenantTransaction,
  ctx: ServiceContext,
  { id, organizationId }: { readonly id: string; readonly organizationId: string },
): Promise<void> {
  if (await isKnown(tx, organizationId)) await tell(tx, ctx, { id });
}

/**
 * Tells it of the bands of all accounts of an organization that it is about to know: by a command, or
 * by one that is tried again. What went with an earlier try, which came to nothing, is told again.
 */
export async function tellLedgerOfOrganization(
  tx: TenantTransaction,
  ctx: ServiceContext,
  organizationId: string,
): Promise<void> {
  const { count } = await tx.organization.updateMany({
    where: { id: organizationId },
    data: { ledgerProposedAt: ctx.clock() },
  });
  if (count > 0) await tell(tx, ctx, { organizationId }, `:${randomUUID()}`);
}

/** After the command that would have made an organization known came to nothing: it is not, unless another is on its way or through. */
export async function forgetOrganization(
  tx: TenantTransaction,
  { organizationId, commandId }: { readonly organizationId: string; readonly commandId: string },
): Promise<void> {
  const where = { id: organizationId };
  // The row is held before others are looked for, so that one made at this moment is seen.
  await tx.organization.updateMany({ where, data: { ledgerProposedAt: null } });
  const other = await tx.outboxCommand.findFirst({
    where: {
      id: { not: commandId },
      commandType: 'PROPOSE_ORGANIZATION',
      aggregateKey: `organization:${organizationId}`,
      OR: [
        { status: { notIn: ['CANCELLED', 'FAILED'] } },
        // Not refused: the ledger may have it yet.
        { status: 'FAILED', commitBlock: null },
      ],
    },
    orderBy: { position: 'desc' },
    select: { createdAt: true },
  });
  if (other === null) return;
  await tx.organization.updateMany({ where, data: { ledgerProposedAt: other.createdAt } });
}

async function isKnown(tx: TenantTransaction, organizationId: string): Promise<boolean> {
  const asked = await tx.organization.findFirst({
    where: { id: organizationId, ledgerProposedAt: { not: null } },
    select: { id: true },
  });
  if (asked !== null) return true;
  // Those that it knew before that was written down.
  const known = await tx.onchainOrganization.findFirst({
    where: { id: organizationId },
    select: { id: true },
  });
  return known !== null;
}

async function tell(
  tx: TenantTransaction,
  ctx: ServiceContext,
  where: { readonly id: string } | { readonly organizationId: string },
  requestSuffix = '',
): Promise<void> {
  const accounts = await tx.businessAccount.findMany({
    where: { ...where, status: 'ACTIVE' },
    orderBy: { id: 'asc' },
    take: mostAccounts,
    select: accountFields,
  });
  const commands = accounts.flatMap(({ id, version, organizationId, rules }) =>
    rules.map(({ fromAmount, belowAmount, ...need }, index) => ({
      commandType: 'DEFINE_AUTH_RULE' as const,
      requestId: `auth-rule:${id}:${version}:${index + 1}${requestSuffix}`,
      aggregateKey: `organization:${organizationId}`,
      payload: {
        organizationId,
        ruleId: `${id}:${version}:${index + 1}`,
        rule: {
          ...need,
          fromAmount: fromAmount.toFixed(),
          belowAmount: belowAmount?.toFixed() ?? null,
        },
      },
    })),
  );
  if (commands.length > 0) await enqueueCommands(tx, ctx, commands);
}
