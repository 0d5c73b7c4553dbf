import type { CreditEntryPage, ListCreditEntriesInput } from '@freehold/core-contracts/credits';
import type { ServiceContext } from '../../context.ts';
import { pageWindow, toPage } from '../../page.ts';
import { requireOrganization } from '../access.ts';

/** A page of an organization's credit entries, the newest first. Throws as `requireOrganization`. */
export async function listCredits({
  ctx,
  input,
}: {
  ctx: ServiceContext;
  input: ListCreditEntriesInput;
}): Promise<CreditEntryPage> {
  const { id: organizationId } = await requireOrganization(ctx, input.organizationId, 'VIEW', {
    scope: 'credit.read',
    isDeletedIncluded: true,
  });
  const where = { organizationId };
  const [rows, total] = await Promise.all([
    ctx.db.creditEntry.findMany({
      where,
      orderBy: [{ createdAt: 'desc' }, { id: 'desc' }],
      ...pageWindow(input),
      select: {
        id: true,
        kind: true,
        amount: true,
        balanceAfter: true,
        reason: true,
        counterpartyId: true,
        createdAt: true,
      },
    }),
    ctx.db.creditEntry.count({ where }),
  ]);
  const names = await readNames(
    ctx,
    rows.flatMap(({ counterpartyId }) => counterpartyId ?? []),
  );
  const items = rows.map(({ counterpartyId, ...row }) => ({
    ...row,
    counterpartyName: counterpartyId === null ? null : (names.get(counterpartyId) ?? null),
  }));
  return toPage(items, total, input);
}

/** Names of the other organizations of a page, at most as many as it has rows. */
async function readNames(
  ctx: ServiceContext,
  ids: readonly string[],
): Promise<Map<string, string>> {
  if (ids.length === 0) return new Map();
  const rows = await ctx.db.organization.findMany({
    where: { id: { in: [...new Set(ids)] } },
    take: ids.length,
    select: { id: true, name: true },
  });
  return new Map(rows.map(({ id, name }) => [id, name]));
}
