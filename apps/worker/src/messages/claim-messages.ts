import type { MessageChannel } from '@freehold/core-contracts/enums';
import type { PrivilegedDatabase } from '@freehold/core-db/privileged';
import type { ClaimRequest } from '../submitter/claim-commands.ts';

export interface ClaimedMessage {
  readonly tenantId: string;
  readonly id: string;
  readonly channel: MessageChannel;
  readonly recipient: string;
  readonly template: string;
  readonly subject: string;
  readonly bodyCiphertext: Uint8Array;
  readonly idempotencyKey: string;
  /** Of no use afterwards. */
  readonly expiresAt: Date | null;
  readonly createdAt: Date;
  /** This attempt included. */
  readonly attempts: number;
  readonly leaseNumber: number;
}

export type ClaimMessages = (request: ClaimRequest) => Promise<ClaimedMessage[]>;

/** Claims messages across tenants; committed when it returns. */
export function createClaimMessages(database: PrivilegedDatabase): ClaimMessages {
  return ({ worker, batch, leaseSeconds }) =>
    database.client.$queryRaw<ClaimedMessage[]>`
      SELECT "tenantId", "id", "channel", "recipient", "template", "subject", "bodyCiphertext",
        "idempotencyKey", "expiresAt", "createdAt", "attempts", "leaseNumber"
      FROM claim_outbound_messages(${worker}, ${batch}::int, ${leaseSeconds}::int)`;
}
