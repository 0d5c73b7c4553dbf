import { AppError } from '@freehold/core-contracts/errors';
import { RemoveLimitInput } from '@freehold/core-contracts/limits';
import type { ActOutcome } from '@freehold/core-contracts/people';
import type { TenantTransaction } from '@freehold/core-db';
import { recordAudit } from '../audit/record-audit.ts';
import { staleVersion } from '../audit/stale-version.ts';
import type { ServiceContext } from '../context.ts';
import { defineAct } from '../proposals/act.ts';
import { performAct } from '../proposals/perform-act.ts';
import { assertOthers } from './assert-others.ts';
import { limitFields, type LimitRow } from './limit-fields.ts';
import { readSubjectNames } from './subject-names.ts';

const entityType = 'TransactionLimit';

export const removeLimitAct = defineAct<RemoveLimitInput>({
  action: 'limit.remove',
  permission: 'limit.manage',
  schema: RemoveLimitInput,
  reasonOf: ({ reason }) => reason,
  wakes: [],
  async look(tx, ctx, input) {
    const limit = await requireLimit(tx, ctx, input);
    const names = await readSubjectNames(tx, [limit]);
    return {
      entityType,
      entityId: limit.id,
      entityName: (names.get(limit.scopeKey) ?? `${limit.scope} ${limit.scopeKey}`.trim()).slice(
        0,
        200,
      ),
      entityVersion: limit.version,
      changes: [],
    };
  },
  async carryOut(tx, ctx, input) {
    const { scope, scopeKey } = await requireLimit(tx, ctx, input);
    const { limitId: id, version, reason } = input;
    const { count } = await tx.transactionLimit.deleteMany({ where: { id, version } });
    if (count === 0) throw limitNotFound();
    await recordAudit(tx, ctx, {
      action: removeLimitAct.action,
      entityType,
      entityId: id,
      organizationId: scope === 'ORGANIZATION' ? scopeKey : undefined,
      reason,
      changes: { scope, scopeKey },
    });
    return null;
  },
});

/**
 * Takes away what a scope says, so that the next wider one holds; where the tenant asks for four eyes
 * it waits for a second operator. Throws NOT_FOUND `entity.not_found`, FORBIDDEN `limit.own`,
 * PRECONDITION_FAILED `version.stale`.
 */
export function removeLimit({
  ctx,
  input,
}: {
  ctx: ServiceContext;
  input: RemoveLimitInput;
}): Promise<ActOutcome> {
  return performAct(ctx, removeLimitAct, input);
}

async function requireLimit(
  tx: TenantTransaction,
  ctx: ServiceContext,
  { limitId: id, version }: RemoveLimitInput,
): Promise<LimitRow> {
  const limit = await tx.transactionLimit.findFirst({ where: { id }, select: limitFields });
  if (limit === null) throw limitNotFound();
  if (limit.version !== version) {
    throw await staleVersion(tx, { type: entityType, id, version: limit.version });
  }
  await assertOthers(tx, ctx, limit);
  return limit;
}

function limitNotFound(): AppError {
  return new AppError('NOT_FOUND', 'entity.not_found', { entity: entityType });
}
