import type { ActOutcome } from '@freehold/core-contracts/people';
import {
  UpdateMoneySettingsInput,
  type MoneySettingsView,
} from '@freehold/core-contracts/treasury';
import type { MoneySettings } from '@freehold/core-contracts/tenants';
import { AppError } from '@freehold/core-contracts/errors';
import type { TenantTransaction } from '@freehold/core-db';
import { recordAudit } from '../audit/record-audit.ts';
import { staleVersion } from '../audit/stale-version.ts';
import type { ServiceContext } from '../context.ts';
import { defineAct } from '../proposals/act.ts';
import { performAct } from '../proposals/perform-act.ts';
import { readSettings, type StoredTenant } from '../tenants/get-settings.ts';
import { writeTenantSettings } from '../tenants/write-settings.ts';

/** Fees, risk and tax of the tenant, past every cache. */
export async function getMoneySettings({
  ctx,
}: {
  ctx: ServiceContext;
}): Promise<MoneySettingsView> {
  const { settings, version } = await readSettings(ctx.db, ctx.tenant.id);
  return { settings: settings.money, version };
}

export const updateMoneySettingsAct = defineAct<UpdateMoneySettingsInput>({
  action: 'treasury.updateSettings',
  permission: 'treasury.manage',
  schema: UpdateMoneySettingsInput,
  reasonOf: ({ reason }) => reason,
  wakes: [],
  async look(tx, ctx, input) {
    const { stored, changes } = await requireChanges(tx, ctx, input);
    return {
      entityType: 'Tenant',
      entityId: stored.id,
      entityName: stored.name,
      entityVersion: stored.version,
      changes: changes.map(({ field, after }) => ({ field, value: after })),
    };
  },
  carryOut: updateIn,
});

/**
 * Changes fees, risk and tax. The caller drops the tenant from the directory of tenants afterwards.
 * Throws PRECONDITION_FAILED `version.stale` and CONFLICT `tenant.unchanged`.
 */
export function updateMoneySettings({
  ctx,
  input,
}: {
  ctx: ServiceContext;
  input: UpdateMoneySettingsInput;
}): Promise<ActOutcome> {
  return performAct(ctx, updateMoneySettingsAct, input);
}

async function updateIn(
  tx: TenantTransaction,
  ctx: ServiceContext,
  input: UpdateMoneySettingsInput,
): Promise<number> {
  const { stored, changes } = await requireChanges(tx, ctx, input);
  const settings = { ...stored.settings, money: input.settings };
  const { name, version } = stored;
  const after = await writeTenantSettings(tx, { name, settings, version });
  if (after === null) throw await stale(tx, await readSettings(tx, ctx.tenant.id));
  await recordAudit(tx, ctx, {
    action: updateMoneySettingsAct.action,
    entityType: 'Tenant',
    entityId: ctx.tenant.id,
    reason: input.reason,
    changes: Object.fromEntries(
      changes.map(({ field, before, after: value }) => [field, { before, after: value }]),
    ),
  });
  return after;
}

async function requireChanges(
  tx: TenantTransaction,
  ctx: ServiceContext,
  { version, settings }: UpdateMoneySettingsInput,
) {
  const stored = await readSettings(tx, ctx.tenant.id);
  if (stored.version !== version) throw await stale(tx, stored);
  const changes = listChanges(stored.settings.money, settings);
  if (changes.length === 0) throw new AppError('CONFLICT', 'tenant.unchanged');
  return { stored, changes };
}

interface Change {
  readonly field: string;
  readonly before: string;
  readonly after: string;
}

function listChanges(before: MoneySettings, after: MoneySettings): Change[] {
  const was = new Map(listFields(before, ''));
  const becomes = new Map(listFields(after, ''));
  return [...new Set([...was.keys(), ...becomes.keys()])].flatMap((field) => {
    const change = { field, before: was.get(field) ?? '', after: becomes.get(field) ?? '' };
    return change.before === change.after ? [] : [change];
  });
}

/** Every setting by its path, as text. */
function listFields(value: object, prefix: string): [string, string][] {
  return Object.entries(value).flatMap(([name, part]: [string, unknown]) => {
    const path = `${prefix}${name}`;
    return typeof part === 'object' && part !== null
      ? listFields(part, `${path}.`)
      : [[path, String(part)]];
  });
}

function stale(tx: TenantTransaction, { id, version }: StoredTenant): Promise<AppError> {
  return staleVersion(tx, { type: 'Tenant', id, version });
}
