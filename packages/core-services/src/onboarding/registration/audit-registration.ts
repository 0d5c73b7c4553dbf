import type { TenantTransaction } from '@freehold/core-db';
import { recordAudit } from '../../audit/record-audit.ts';
import type { ServiceContext } from '../../context.ts';
import type { RegistrationColumns, RegistrationRow } from './registration-row.ts';

/** Type that audit rows and messages name a registration by. */
export const registrationEntity = 'PendingRegistration';

const bookkeeping: ReadonlySet<string> = new Set(['currentStep', 'version']);

function changedFields(row: RegistrationRow, columns: RegistrationColumns): string[] {
  const names = Object.keys(columns) as (keyof RegistrationColumns)[];
  return names.filter((name) => !bookkeeping.has(name) && columns[name] !== row[name]).toSorted();
}

/**
 * Writes the audit row of a registration's change. It names the columns that changed and the steps,
 * and no value: what people typed is personal, or a secret, and the log is kept for ever.
 */
export async function auditRegistration(
  tx: TenantTransaction,
  ctx: ServiceContext,
  entry: {
    readonly verb: string;
    readonly row: RegistrationRow;
    readonly columns?: RegistrationColumns;
    readonly reason?: string;
    readonly facts?: Readonly<Record<string, string | number | boolean>>;
  },
): Promise<void> {
  const { row, columns = {} } = entry;
  const after = columns.currentStep ?? row.currentStep;
  const fields = changedFields(row, columns);
  await recordAudit(tx, ctx, {
    action: `registration.${entry.verb}`,
    entityType: registrationEntity,
    entityId: row.id,
    reason: entry.reason,
    changes: {
      ...(after === row.currentStep ? {} : { step: { before: row.currentStep, after } }),
      ...(fields.length === 0 ? {} : { fields }),
      ...entry.facts,
    },
  });
}
