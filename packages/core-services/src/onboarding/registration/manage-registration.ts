import type {
  ManageRegistrationInput,
  RegistrationSummary,
} from '@freehold/core-contracts/registration';
import { inTransaction, type TenantTransaction } from '@freehold/core-db';
import type { ServiceContext } from '../../context.ts';
import { auditRegistration } from './audit-registration.ts';
import { requireSeenRegistration, requireSummary } from './operator-view.ts';
import {
  retryStale,
  updateRegistration,
  type RegistrationColumns,
  type RegistrationRow,
} from './registration-row.ts';

export interface OperatorChange {
  readonly columns: RegistrationColumns;
  readonly alongside?: (tx: TenantTransaction, after: RegistrationRow) => Promise<void>;
}

/** An operator's change of a registration in the version they saw, with its reason in the audit log. */
export async function manageRegistration(
  ctx: ServiceContext,
  request: { readonly verb: string; readonly input: ManageRegistrationInput },
  decide: (row: RegistrationRow) => Promise<OperatorChange> | OperatorChange,
): Promise<RegistrationSummary> {
  const { verb, input } = request;
  const { registrationId, version, reason } = input;
  // Beaten by another writer, the second look finds the version they saw is stale.
  await retryStale(async () => {
    const row = await requireSeenRegistration(ctx, { registrationId, version });
    const { columns, alongside } = await decide(row);
    await inTransaction(ctx.db, async (tx) => {
      const after = await updateRegistration(tx, row, columns);
      await alongside?.(tx, after);
      await auditRegistration(tx, ctx, { verb, row, columns, reason });
    });
  });
  return requireSummary(ctx, registrationId);
}
