import { AppError } from '@freehold/core-contracts/errors';
import { LimitField, SetLimitInput } from '@freehold/core-contracts/limits';
import type { ActOutcome } from '@freehold/core-contracts/people';
import type { TenantTransaction } from '@freehold/core-db';
import { recordAudit } from '../audit/record-audit.ts';
import { staleVersion } from '../audit/stale-version.ts';
import type { ServiceContext } from '../context.ts';
import { defineAct } from '../proposals/act.ts';
import { performAct } from '../proposals/perform-act.ts';
import { assertOthers } from './assert-others.ts';
import { limitFields, toLimitView, type LimitRow } from './limit-fields.ts';
import { requireSubjectName } from './subject-names.ts';

const entityType = 'TransactionLimit';

export const setLimitAct = defineAct<SetLimitInput>({
  action: 'limit.set',
  permission: 'limit.manage',
  schema: SetLimitInput,
  reasonOf: ({ reason }) => reason,
  wakes: [],
  async look(tx, ctx, input) {
    const { before, name } = await requireSettable(tx, ctx, input);
    return {
      entityType,
      entityId: before?.id ?? `${input.scope}:${input.scopeKey}`,
      entityName: name.slice(0, 200),
      entityVersion: before?.version ?? null,
      changes: LimitField.options.map((field) => ({
        field,
        value: String(input[field] ?? 'none'),
      })),
    };
  },
  carryOut: setIn,
});

/**
 * Sets all that a scope says about what may be sent; where the tenant asks for four eyes it waits for
 * a second operator. Throws NOT_FOUND `entity.not_found` for an unknown person or organization,
 * FORBIDDEN `limit.own`, PRECONDITION_FAILED `version.stale`.
 */
export function setLimit({
  ctx,
  input,
}: {
  ctx: ServiceContext;
  input: SetLimitInput;
}): Promise<ActOutcome> {
  return performAct(ctx, setLimitAct, input);
}

function keyOf({ scope, scopeKey }: SetLimitInput) {
  const isId = scope === 'USER' || scope === 'ORGANIZATION';
  return { scope, scopeKey: isId ? scopeKey.toLowerCase() : scopeKey };
}

async function requireSettable(
  tx: TenantTransaction,
  ctx: ServiceContext,
  input: SetLimitInput,
): Promise<{ readonly before: LimitRow | null; readonly name: string }> {
  const name = await requireSubjectName(tx, input);
  await assertOthers(tx, ctx, keyOf(input));
  const before = await tx.transactionLimit.findFirst({ where: keyOf(input), select: limitFields });
  if ((before?.version ?? null) === input.version) return { before, name };
  // Gone meanwhile: what was looked at is no longer there.
  if (before === null) throw new AppError('NOT_FOUND', 'entity.not_found', { entity: entityType });
  throw await staleVersion(tx, { type: entityType, id: before.id, version: before.version });
}

async function setIn(
  tx: TenantTransaction,
  ctx: ServiceContext,
  input: SetLimitInput,
): Promise<number> {
  const { before } = await requireSettable(tx, ctx, input);
  const after = before === null ? await make(tx, input) : await change(tx, before, input);
  const was = before === null ? null : toLimitView(before, null);
  const is = toLimitView(after, null);
  const changes = Object.fromEntries(
    LimitField.options
      .filter((field) => (was?.[field] ?? null) !== is[field])
      .map((field) => [field, { before: was?.[field] ?? null, after: is[field] }]),
  );
  await recordAudit(tx, ctx, {
    action: setLimitAct.action,
    entityType,
    entityId: after.id,
    organizationId: after.scope === 'ORGANIZATION' ? after.scopeKey : undefined,
    reason: input.reason,
    changes: { scope: after.scope, scopeKey: after.scopeKey, ...changes },
  });
  return after.version;
}

function saysOf(input: SetLimitInput) {
  const { maxPerTransfer, maxPerDay, maxPerMonth } = input;
  const { maxCountPerDay, maxCountPerMonth, maxCountPerHour } = input;
  return {
    ...{ maxPerTransfer, maxPerDay, maxPerMonth },
    ...{ maxCountPerDay, maxCountPerMonth, maxCountPerHour },
  };
}

async function make(tx: TenantTransaction, input: SetLimitInput): Promise<LimitRow> {
  const [made] = await tx.transactionLimit.createManyAndReturn({
    data: [{ ...keyOf(input), ...saysOf(input) }],
    skipDuplicates: true,
    select: limitFields,
  });
  if (made !== undefined) return made;
  const other = await tx.transactionLimit.findFirstOrThrow({
    where: keyOf(input),
    select: { id: true, version: true },
  });
  throw await staleVersion(tx, { type: entityType, ...other });
}

async function change(
  tx: TenantTransaction,
  { id, version }: LimitRow,
  input: SetLimitInput,
): Promise<LimitRow> {
  const [changed] = await tx.transactionLimit.updateManyAndReturn({
    where: { id, version },
    data: { ...saysOf(input), version: { increment: 1 } },
    select: limitFields,
  });
  if (changed !== undefined) return changed;
  const current = await tx.transactionLimit.findFirst({ where: { id }, select: { version: true } });
  throw await staleVersion(tx, { type: entityType, id, version: current?.version ?? version });
}
