import { projections } from '@freehold/core-services/ledger/projections/find-handler';
import { newId, TestMoney } from '@freehold/core-services/money/money.testing';
import { postTransfers } from '@freehold/core-services/money/post-transfers';
import { systemWalletId } from '@freehold/core-services/money/system-wallets';
import type { TransferRequest } from '@freehold/core-services/money/transfer-request';
import { drain, type WorkerTest } from './worker-test.ts';

export interface MadeTransfer {
  readonly transferId: string;
  readonly commandId: string;
}

/** A tenant with money whose commands go the whole way through the worker's steps. */
export async function openMoneyTest(setup: WorkerTest) {
  const money = await TestMoney.on(setup);
  const ctx = money.as();
  const post = async (request: TransferRequest): Promise<void> => {
    const [verdict] = await money.in(() => postTransfers(ctx.db, ctx, [request], { audit: null }));
    if (verdict?.outcome !== 'ACCEPTED')
      throw new Error(`Not accepted: ${verdict?.reasons.join()}`);
  };
  const requestOf = (
    kind: 'GENESIS' | 'TRANSFER',
    fromWalletId: string,
    toWalletId: string,
    amount: string,
  ): TransferRequest & { readonly command: NonNullable<TransferRequest['command']> } => {
    const transferId = newId();
    const legs = [{ toWalletId, amount }];
    const isGenesis = kind === 'GENESIS';
    const command = {
      commandId: newId(),
      commandType: isGenesis ? ('DISTRIBUTE_GENESIS' as const) : ('TRANSFER_TOKENS' as const),
      requestId: `transfer:${transferId}`,
      aggregateKey: isGenesis ? 'treasury' : `wallet:${fromWalletId}`,
      payload: isGenesis
        ? { transferId, legs }
        : { transferId, fromWalletId, legs, fee: '0', kind: 'TRANSFER' },
    };
    return { ...money.request({ kind, transferId, fromWalletId, legs }), command };
  };
  return {
    money,
    ctx,
    /** New money for a wallet, as far as the outbox. */
    async issue(toWalletId: string, amount: string): Promise<MadeTransfer> {
      const treasury = systemWalletId(money.tenant.id, 'TREASURY');
      const request = requestOf('GENESIS', treasury, toWalletId, amount);
      await post(request);
      return { transferId: request.transferId, commandId: request.command.commandId };
    },
    /** Money from one wallet to another, as far as the outbox. */
    async send(fromWalletId: string, toWalletId: string, amount: string): Promise<MadeTransfer> {
      const request = requestOf('TRANSFER', fromWalletId, toWalletId, amount);
      await post(request);
      return { transferId: request.transferId, commandId: request.command.commandId };
    },
    /** Everything that waits, to the ledger and back. */
    async work(): Promise<void> {
      await drain(setup.submitter());
      for (const projection of projections) await drain(setup.projector({ projection }));
    },
    command: (id: string) =>
      money.in(() => ctx.db.outboxCommand.findFirstOrThrow({ where: { id } })),
    onLedger: (commandId: string) =>
      money.in(() => ctx.db.ledgerTransaction.count({ where: { commandId } })),
  };
}

export type MoneyTest = Awaited<ReturnType<typeof openMoneyTest>>;
