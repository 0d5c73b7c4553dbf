import type { RegistrationView } from '@freehold/core-contracts/registration';
import type { RegistrationEvent } from '@freehold/core-contracts/registration-steps';
import { inTransaction, type TenantTransaction } from '@freehold/core-db';
import type { ServiceContext } from '../../context.ts';
import { auditRegistration } from './audit-registration.ts';
import { assertOpen, requireProvedDevice } from './device.ts';
import {
  afterEvent,
  retryStale,
  updateRegistration,
  type RegistrationColumns,
  type RegistrationRow,
} from './registration-row.ts';
import { toRegistrationView } from './to-registration-view.ts';

export interface RegistrationChange {
  /** Absent where no step depends on it. */
  readonly event?: RegistrationEvent;
  readonly columns: RegistrationColumns;
  /** What else is written in the same transaction. */
  readonly alongside?: (tx: TenantTransaction, after: RegistrationRow) => Promise<void>;
}

/**
 * Changes a registration as `decide` says from what stands now, with its audit row; null changes
 * nothing, which is what the same input sent again comes to. `decide` runs again when another request
 * was faster.
 */
export async function changeRegistration(
  ctx: ServiceContext,
  change: { readonly handle: string; readonly verb: string },
  decide: (row: RegistrationRow) => RegistrationChange | null,
): Promise<RegistrationView> {
  return retryStale(async () => {
    const device = await requireProvedDevice(ctx, change.handle);
    const { row } = device;
    assertOpen(row);
    const decided = decide(row);
    if (decided === null) return toRegistrationView(device);
    const { event, columns: chosen, alongside } = decided;
    const columns =
      event === undefined
        ? { ...chosen, version: row.version + 1 }
        : afterEvent(row, event, chosen);
    const after = await inTransaction(ctx.db, async (tx) => {
      const written = await updateRegistration(tx, row, columns);
      await alongside?.(tx, written);
      await auditRegistration(tx, ctx, { verb: change.verb, row, columns });
      return written;
    });
    return toRegistrationView({ ...device, row: after });
  });
}
