import type { PrivilegedDatabase } from '@freehold/core-db/privileged';
import type { ClaimRequest } from '../submitter/claim-commands.ts';

export interface ClaimedDelivery {
  readonly tenantId: string;
  readonly id: string;
  readonly endpointId: string;
  /** This attempt included. */
  readonly attempts: number;
  readonly leaseNumber: number;
}

export type ClaimDeliveries = (request: ClaimRequest) => Promise<ClaimedDelivery[]>;

/** Claims webhook deliveries across tenants; committed when it returns. */
export function createClaimDeliveries(database: PrivilegedDatabase): ClaimDeliveries {
  return ({ worker, batch, leaseSeconds }) =>
    database.client.$queryRaw<ClaimedDelivery[]>`
      SELECT "tenantId", "id", "endpointId", "attempts", "leaseNumber"
      FROM claim_webhook_deliveries(${worker}, ${batch}::int, ${leaseSeconds}::int)`;
}
