import { createHash } from 'node:crypto';
import { inTransaction, withTenant, type TenantClient } from '@freehold/core-db';
import { appendBlock } from './embedded-append.ts';
import { readEmbeddedEvents } from './embedded-events.ts';
import type {
  LedgerAnswer,
  LedgerCommand,
  LedgerGateway,
  UnsentCommand,
} from './ledger-gateway.ts';

/*
 * A chain of blocks in the platform's own database, one per tenant. The head row's lock orders the
 * appends, so block order is commit order; the unique command id makes a repeated submission read
 * its first answer instead of appending again.
 */
export interface EmbeddedLedgerOptions {
  readonly db: TenantClient;
  readonly clock: () => Date;
}

const receiptFields = { txId: true, blockNumber: true, validationCode: true } as const;

/** The embedded ledger; it works through the application's role in the scope of each command's tenant. */
export function createEmbeddedLedger({ db, clock }: EmbeddedLedgerOptions): LedgerGateway {
  const append = (
    tenantId: string,
    commands: readonly LedgerCommand[],
    timeoutMs: number,
  ): Promise<LedgerAnswer[]> =>
    withTenant(tenantId, () =>
      inTransaction(db, (tx) => appendBlock(tx, tenantId, commands, clock()), {
        maxWaitMs: timeoutMs,
        timeoutMs,
      }),
    );
  return {
    name: 'embedded',
    isTxIdReusable: true,
    isTxIdDerived: true,
    createTxId: (command) => Promise.resolve(txIdOf(command)),
    async submit(command, { timeoutMs }) {
      const [answer] = await append(command.tenantId, [command], timeoutMs);
      if (answer === undefined) throw new Error('The chain gave no answer');
      if ('error' in answer) throw answer.error;
      return answer.receipt;
    },
    async submitMany(commands, { timeoutMs }) {
      const [first] = commands;
      if (first === undefined) return [];
      if (commands.some(({ tenantId }) => tenantId !== first.tenantId)) {
        throw new Error('The commands are of several tenants');
      }
      return append(first.tenantId, commands, timeoutMs);
    },
    findByCommand: ({ tenantId, commandId }) =>
      withTenant(tenantId, () =>
        db.ledgerTransaction.findFirst({ where: { commandId }, select: receiptFields }),
      ),
    readEvents: (range) => withTenant(range.tenantId, () => readEmbeddedEvents(db, range)),
    head: ({ tenantId, channel }) =>
      withTenant(tenantId, async () => {
        const block = await db.ledgerBlock.findFirst({
          where: { channel },
          orderBy: { blockNumber: 'desc' },
          select: { blockNumber: true, createdAt: true },
        });
        return { blockNumber: block?.blockNumber ?? -1n, blockAt: block?.createdAt ?? null };
      }),
  };
}

function txIdOf({ tenantId, commandId }: UnsentCommand): string {
  return createHash('sha256').update(`${tenantId} ${commandId}`).digest('hex');
}
