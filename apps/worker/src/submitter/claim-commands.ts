import type { CommandType } from '@freehold/core-contracts/enums';
import type { PrivilegedDatabase } from '@freehold/core-db/privileged';

export interface ClaimedCommand {
  readonly tenantId: string;
  readonly id: string;
  readonly commandType: CommandType;
  /** What order is kept within. */
  readonly aggregateKey: string;
  readonly payload: unknown;
  /** This attempt included. */
  readonly attempts: number;
  readonly leaseNumber: number;
  /** Set where an earlier attempt had told the ledger, or was about to. */
  readonly fabricTxId: string | null;
  /** Set where it is to be given up, if the ledger does not have it. */
  readonly cancelRequestedAt: Date | null;
}

export interface ClaimRequest {
  readonly worker: string;
  readonly batch: number;
  readonly leaseSeconds: number;
}

export interface CommandClaim extends ClaimRequest {
  /** Whether the commands count as told from now on: for a ledger whose transaction ids follow from the command. */
  readonly isSubmitting: boolean;
}

export type ClaimCommands = (request: CommandClaim) => Promise<ClaimedCommand[]>;

/** A command as the database says it. */
type ClaimedFields = [
  tenantId: string,
  id: string,
  commandType: CommandType,
  aggregateKey: string,
  payload: unknown,
  attempts: number,
  leaseNumber: number,
  fabricTxId: string | null,
  cancelRequestedAt: string | null,
];

/** Claims commands across tenants; committed when it returns. Those of one aggregate come together, in the order written. */
export function createClaimCommands(database: PrivilegedDatabase): ClaimCommands {
  return async ({ worker, batch, leaseSeconds, isSubmitting }) => {
    const [row] = await database.client.$queryRaw<{ readonly claimed: string }[]>`
      SELECT claim_outbox_batch(
        ${worker}, ${batch}::int, ${leaseSeconds}::int, ${isSubmitting}) AS "claimed"`;
    const claimed = JSON.parse(row?.claimed ?? '[]') as ClaimedFields[];
    return claimed.map(toCommand);
  };
}

function toCommand([
  tenantId,
  id,
  commandType,
  aggregateKey,
  payload,
  attempts,
  leaseNumber,
  fabricTxId,
  cancelRequestedAt,
]: ClaimedFields): ClaimedCommand {
  return {
    ...{ tenantId, id, commandType, aggregateKey, payload, attempts, leaseNumber, fabricTxId },
    cancelRequestedAt: cancelRequestedAt === null ? null : new Date(cancelRequestedAt),
  };
}
