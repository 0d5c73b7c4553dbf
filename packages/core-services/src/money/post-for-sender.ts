import { inTransaction, withRetry, type TenantTransaction } from '@freehold/core-db';
import { recordAudit, type AuditRecord } from '../audit/record-audit.ts';
import type { ServiceContext } from '../context.ts';
import { announceSent } from './announce-settlements.ts';
import { moneyRetry, postTransfers } from './post-transfers.ts';
import type { TransferRequest, TransferSender, TransferVerdict } from './transfer-request.ts';

interface SenderOptions {
  readonly audit: AuditRecord;
  readonly batchId?: string;
}

/**
 * Posts what a person or an organization sends, as `postTransfers` does. An organization is told of
 * its transfers that wait for an operator in the transaction that holds their money. Wakes `webhooks`.
 */
export async function postForSender(
  ctx: ServiceContext,
  { organizationId }: TransferSender,
  requests: readonly TransferRequest[],
  options: SenderOptions,
): Promise<TransferVerdict[]> {
  if (organizationId === null) return postTransfers(ctx.db, ctx, requests, options);
  // Repeated from outside: under an idempotency key all this is part of the call's own transaction.
  const verdicts = await withRetry(
    () => inTransaction(ctx.db, (tx) => postAndTell(tx, ctx, requests, options)),
    moneyRetry,
  );
  if (verdicts.some(isNewlyHeld)) ctx.wake('webhooks');
  return verdicts;
}

const isNewlyHeld = ({ isNew, outcome }: TransferVerdict) => isNew && outcome === 'HELD';

/** The audit row is written here, and last: telling takes locks, too. */
async function postAndTell(
  tx: TenantTransaction,
  ctx: ServiceContext,
  requests: readonly TransferRequest[],
  { audit, ...rest }: SenderOptions,
): Promise<TransferVerdict[]> {
  const verdicts = await postTransfers(tx, ctx, requests, { ...rest, audit: null });
  const held = verdicts.filter(isNewlyHeld).map(({ transferId }) => transferId);
  if (held.length > 0) await announceSent(tx, ctx, held, 'transfer.awaitingApproval');
  if (verdicts.some(({ isNew }) => isNew)) {
    await recordAudit(tx, ctx, { ...audit, changes: { ...audit.changes, ...cameOf(verdicts) } });
  }
  return verdicts;
}

/** What came of a call, as the database writes it where it writes the audit row. */
function cameOf(verdicts: readonly TransferVerdict[]) {
  const [only, ...others] = verdicts;
  if (only !== undefined && others.length === 0) {
    return { status: only.status, reasons: [...only.reasons] };
  }
  const count = (outcome: TransferVerdict['outcome']) =>
    verdicts.filter((verdict) => verdict.isNew && verdict.outcome === outcome).length;
  return {
    ...{ accepted: count('ACCEPTED'), held: count('HELD'), rejected: count('REJECTED') },
    unchanged: verdicts.filter(({ isNew }) => !isNew).length,
  };
}
