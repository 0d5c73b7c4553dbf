import { AppError } from '@freehold/core-contracts/errors';
import { UpdateTenantSettingsInput, type ActOutcome } from '@freehold/core-contracts/people';
import type { TenantTransaction } from '@freehold/core-db';
import { recordAudit } from '../audit/record-audit.ts';
import { staleVersion } from '../audit/stale-version.ts';
import type { ServiceContext } from '../context.ts';
import { defineAct } from '../proposals/act.ts';
import { performAct } from '../proposals/perform-act.ts';
import { readSettings, type StoredTenant } from './get-settings.ts';
import { writeTenantSettings } from './write-settings.ts';

export const updateSettingsAct = defineAct<UpdateTenantSettingsInput>({
  action: 'tenant.updateSettings',
  permission: 'tenant.manage',
  schema: UpdateTenantSettingsInput,
  reasonOf: ({ reason }) => reason,
  wakes: [],
  async look(tx, ctx, input) {
    const before = await requireSettings(tx, ctx, input);
    return {
      entityType: 'Tenant',
      entityId: before.id,
      entityName: before.name,
      entityVersion: before.version,
      changes: listChanges(before, input).map(([field, { after }]) => ({
        field,
        value: String(after),
      })),
    };
  },
  carryOut: updateSettingsIn,
});

/**
 * Changes the tenant's name and settings. The caller drops the tenant from the directory of tenants
 * afterwards. Throws PRECONDITION_FAILED `version.stale` and CONFLICT `tenant.unchanged`.
 */
export function updateSettings({
  ctx,
  input,
}: {
  ctx: ServiceContext;
  input: UpdateTenantSettingsInput;
}): Promise<ActOutcome> {
  return performAct(ctx, updateSettingsAct, input);
}

async function requireSettings(
  tx: TenantTransaction,
  ctx: ServiceContext,
  input: UpdateTenantSettingsInput,
): Promise<StoredTenant> {
  const before = await readSettings(tx, ctx.tenant.id);
  if (before.version !== input.version) throw await stale(tx, before);
  if (listChanges(before, input).length === 0) throw new AppError('CONFLICT', 'tenant.unchanged');
  return before;
}

async function updateSettingsIn(
  tx: TenantTransaction,
  ctx: ServiceContext,
  input: UpdateTenantSettingsInput,
): Promise<number> {
  const before = await requireSettings(tx, ctx, input);
  const { name, version, reason } = input;
  // What the treasury sets stays as it is.
  const settings = { ...input.settings, money: before.settings.money };
  const after = await writeTenantSettings(tx, { version, name, settings });
  if (after === null) throw await stale(tx, await readSettings(tx, ctx.tenant.id));
  await recordAudit(tx, ctx, {
    action: updateSettingsAct.action,
    entityType: 'Tenant',
    entityId: ctx.tenant.id,
    reason,
    changes: Object.fromEntries(listChanges(before, input)),
  });
  return after;
}

type Change = {
  readonly before: string | number | boolean;
  readonly after: string | number | boolean;
};

function listChanges(
  before: StoredTenant,
  { name, settings }: UpdateTenantSettingsInput,
): [string, Change][] {
  const { money: _money, ...general } = before.settings;
  const was: Record<string, Change['before']> = { name: before.name, ...general };
  const becomes: Record<string, Change['after']> = { name, ...settings };
  return Object.entries(becomes).flatMap(([field, after]) => {
    const old = was[field];
    return old === undefined || old === after ? [] : [[field, { before: old, after }]];
  });
}

function stale(tx: TenantTransaction, { id, version }: StoredTenant): Promise<AppError> {
  return staleVersion(tx, { type: 'Tenant', id, version });
}
