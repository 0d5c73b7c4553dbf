import { CreateUserPayload } from '@freehold/core-contracts/commands/identity';
import type { CommandType } from '@freehold/core-contracts/enums';
import { Id } from '@freehold/core-contracts/ids';
import { Prisma, type TenantTransaction } from '@freehold/core-db';
import { z } from 'zod';
import { forgetOrganization, tellLedgerOfOrganization } from '../business/auth-rules.ts';
import type { ServiceContext } from '../context.ts';
import { failLoan } from '../loans/fail-loan.ts';
import { dropHeldTransfer } from '../money/held-transfers.ts';
import { announceSettlements } from '../money/announce-settlements.ts';
import { senderFields, tellSender } from '../money/tell-sender.ts';
import { settleTransfers } from '../money/settle-transfers.ts';
import { newestFreezeRequestIds } from '../wallets/freeze-request-id.ts';
import { lockWallets } from '../wallets/lock-wallets.ts';

/** A command as its compensation sees it. */
export interface CommandContents {
  readonly id: string;
  readonly commandType: CommandType;
  readonly payload: unknown;
  /** The block it stands in; null while the ledger has not answered. */
  readonly commitBlock: bigint | null;
  readonly fabricTxId: string | null;
  readonly errorCode: string | null;
}

/** A transfer that comes to nothing with its command. */
export interface EndedTransfer {
  readonly transferId: string;
  readonly organizationId: string | undefined;
  readonly amount: string;
  readonly before: 'PENDING' | 'AWAITING_APPROVAL';
  readonly after: 'FAILED' | 'REJECTED';
}

/** What follows in the platform's own tables, in the transaction that settles the command; gives the transfers that end with it. It locks what it changes before the audit rows, which the caller writes. */
type Effect = (
  tx: TenantTransaction,
  ctx: ServiceContext,
  command: CommandContents,
) => Promise<readonly EndedTransfer[]>;

interface Compensation {
  /** In a block and refused there: it will never take effect. */
  readonly onRefused?: Effect;
  /** Given up by a person while the ledger does not have it: it will never take effect either. */
  readonly onCancelled?: Effect;
  /** Not accepted or not answered; the ledger may still have it, so nothing that it moved comes back. */
  readonly onGivenUp?: Effect;
  /** Given up and now tried again. */
  readonly onRetried?: Effect;
}

const markUser =
  (onchainStatus: 'FAILED' | 'PENDING'): Effect =>
  async (tx, _ctx, { payload }) => {
    const parsed = CreateUserPayload.safeParse(payload);
    if (!parsed.success) return [];
    await tx.user.updateMany({
      where: { id: parsed.data.userId, status: 'APPROVED_PENDING_ONCHAIN' },
      data: { onchainStatus, version: { increment: 1 } },
    });
    return [];
  };

const Moving = z.object({ transferId: Id });
const OfWallet = z.object({ walletId: Id });
const OfOrganization = z.object({ organizationId: Id });
const OfLoan = z.object({ loanId: Id });
const cancelledCode = 'command.cancelled';

/** What was on its way goes back to where it came from. */
const payBack: Effect = async (tx, ctx, { id, payload, commitBlock, fabricTxId, errorCode }) => {
  const parsed = Moving.safeParse(payload);
  if (!parsed.success) return [];
  const { transferId } = parsed.data;
  const [verdict] = await settleTransfers(tx, ctx, [
    {
      transferId,
      outcome: 'FAILED',
      onChainTxId: commitBlock === null ? null : fabricTxId,
      reason: commitBlock === null ? cancelledCode : errorCode,
    },
  ]);
  if (verdict !== undefined) await announceSettlements(tx, ctx, [verdict]);
  if (verdict?.result === 'MISMATCH') {
    const about = { commandId: id, transferId, status: verdict.status };
    ctx.logger.error(about, 'A transfer that the ledger does not carry out cannot be paid back');
  }
  const settled = verdict?.settled ?? null;
  if (settled === null) return [];
  const organizationId = settled.senderOrganizationId ?? undefined;
  const ended = { transferId, organizationId, amount: settled.amount } as const;
  return [{ ...ended, before: 'PENDING', after: 'FAILED' }];
};

/** What waited for its signatories is available again, and they are told. */
const dropHeld: Effect = async (tx, ctx, { payload, commitBlock, errorCode }) => {
  const parsed = Moving.safeParse(payload);
  if (!parsed.success) return [];
  const { transferId } = parsed.data;
  const reason = commitBlock === null ? cancelledCode : (errorCode ?? cancelledCode);
  if (!(await dropHeldTransfer(tx, ctx, { transferId, reason }))) return [];
  const transfer = await tx.transfer.findFirstOrThrow({
    where: { id: transferId },
    select: senderFields,
  });
  await tellSender(tx, ctx, transfer, 'REJECTED');
  const organizationId = transfer.senderOrganizationId ?? undefined;
  const ended = { transferId, organizationId, amount: transfer.amount.toFixed() } as const;
  return [{ ...ended, before: 'AWAITING_APPROVAL', after: 'REJECTED' }];
};

/** The loan will not be paid; it may be applied for again. */
const endLoan: Effect = async (tx, ctx, { payload, errorCode }) => {
  const parsed = OfLoan.safeParse(payload);
  if (!parsed.success) return [];
  await failLoan(tx, ctx, { ...parsed.data, errorCode: errorCode ?? cancelledCode });
  return [];
};

const payBackLoan: Effect = async (tx, ctx, command) => {
  const ended = await payBack(tx, ctx, command);
  await endLoan(tx, ctx, command);
  return ended;
};

/** The wallet stays frozen, and its release may be asked for again; one asked for since, after another freeze, is still on its way. */
const withdrawUnfreeze: Effect = async (tx, _ctx, { id: commandId, payload }) => {
  const parsed = OfWallet.safeParse(payload);
  if (!parsed.success) return [];
  const { walletId: id } = parsed.data;
  // The row is held before later ones are looked for, so that one asked for at this moment is seen.
  await lockWallets(tx, Prisma.sql`"id" = ${id}::uuid`);
  const wallet = await tx.wallet.findFirst({ where: { id }, select: { version: true } });
  const last = await tx.outboxCommand.findFirst({
    where: {
      commandType: 'UNFREEZE_WALLET',
      requestId: { in: newestFreezeRequestIds(id, wallet?.version ?? 0) },
    },
    orderBy: { position: 'desc' },
    select: { id: true },
  });
  if (last !== null && last.id !== commandId) return [];
  await tx.wallet.updateMany({
    where: { id, unfreezeRequestedAt: { not: null } },
    data: { unfreezeRequestedAt: null, version: { increment: 1 } },
  });
  return [];
};

/** Its bands are told when it is proposed again. One that the ledger knows already stays known. */
const unproposeOrganization: Effect = async (tx, _ctx, { id: commandId, payload, errorCode }) => {
  const parsed = OfOrganization.safeParse(payload);
  if (!parsed.success || errorCode === 'ledger.organization_exists') return [];
  await forgetOrganization(tx, { ...parsed.data, commandId });
  return [];
};

/** Its bands may have come to a ledger that did not know it meanwhile. */
const proposeOrganizationAgain: Effect = async (tx, ctx, { payload }) => {
  const parsed = OfOrganization.safeParse(payload);
  if (parsed.success) await tellLedgerOfOrganization(tx, ctx, parsed.data.organizationId);
  return [];
};

const moneyBack: Compensation = { onRefused: payBack, onCancelled: payBack };

const compensations: Partial<Record<CommandType, Compensation>> = {
  CREATE_USER: {
    onRefused: markUser('FAILED'),
    onCancelled: markUser('FAILED'),
    onGivenUp: markUser('FAILED'),
    onRetried: markUser('PENDING'),
  },
  TRANSFER_TOKENS: moneyBack,
  DISTRIBUTE_GENESIS: moneyBack,
  APPLY_VELOCITY_TAX: moneyBack,
  EXECUTE_MULTISIG_TX: moneyBack,
  APPLY_FOR_LOAN: { onRefused: endLoan, onCancelled: endLoan },
  APPROVE_LOAN: { onRefused: payBackLoan, onCancelled: payBackLoan },
  INITIATE_MULTISIG_TX: { onRefused: dropHeld, onCancelled: dropHeld },
  PROPOSE_ORGANIZATION: {
    onRefused: unproposeOrganization,
    onCancelled: unproposeOrganization,
    onRetried: proposeOrganizationAgain,
  },
  UNFREEZE_WALLET: { onRefused: withdrawUnfreeze, onCancelled: withdrawUnfreeze },
};

const run =
  (hook: keyof Compensation): Effect =>
  async (tx, ctx, command) =>
    (await compensations[command.commandType]?.[hook]?.(tx, ctx, command)) ?? [];

/** Carries out what a command's fate means for the rest of the platform. */
export const compensate = {
  refused: run('onRefused'),
  cancelled: run('onCancelled'),
  givenUp: run('onGivenUp'),
  retried: run('onRetried'),
} as const;
