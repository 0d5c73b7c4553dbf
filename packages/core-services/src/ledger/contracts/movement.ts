import type { CommandLeg } from '@freehold/core-contracts/commands/parts';
import { z } from 'zod';
import { readState, type StateWrite, type WorldState } from './contract.ts';
import { readSystem, systemKey } from './system-state.ts';
import { fromUnits, toUnits } from '../../money/amount-units.ts';

/** Money that changes wallets: the sender pays the legs and the fee; without a sender it is issued. */
export interface Movement {
  readonly transferId: string;
  readonly kind: 'TRANSFER' | 'BUSINESS' | 'REVERSAL' | 'GENESIS' | 'LOAN' | 'TAX';
  readonly fromWalletId: string | null;
  readonly legs: readonly CommandLeg[];
  readonly fee: string;
  /** Goes to the tax account instead of to a wallet. */
  readonly tax?: string;
}

const WalletValue = z.object({ balance: z.string(), isFrozen: z.boolean() });
export type WalletValue = z.infer<typeof WalletValue>;

const TotalValue = z.object({ amount: z.string() });

/** What the ledger remembers of a movement. */
export const TransferValue = z.object({
  kind: z.string(),
  fromWalletId: z.string().nullable(),
  amount: z.string(),
  reversedAmount: z.string(),
});
export type TransferValue = z.infer<typeof TransferValue>;

export const walletKey = (walletId: string): string => `tokenomics/wallet/${walletId}`;
export const transferKey = (transferId: string): string => `tokenomics/transfer/${transferId}`;
export const feesKey = 'tokenomics/fees';
export const taxKey = 'tokenomics/tax';
export const issuedKey = 'tokenomics/issued';

/** The first balance, in units, that does not fit a wallet: 10^27. */
const unitLimit = 10n ** 36n;

/** The ledger's own account of a wallet; empty before anything happened to it. */
export function readWallet(state: WorldState, walletId: string): WalletValue {
  return readState(state, walletKey(walletId), WalletValue) ?? { balance: '0', isFrozen: false };
}

/** What a valid movement writes. */
export function writtenKeysOfMovement(movement: Movement): string[] {
  const { transferId, fromWalletId, legs, fee, tax } = movement;
  return [
    transferKey(transferId),
    fromWalletId === null ? issuedKey : walletKey(fromWalletId),
    ...legs.map(({ toWalletId }) => walletKey(toWalletId)),
    ...(fee === '0' ? [] : [feesKey]),
    ...(tax === undefined ? [] : [taxKey]),
  ];
}

/** What a movement looks at. */
export function keysOfMovement(movement: Movement): string[] {
  return [systemKey, ...writtenKeysOfMovement(movement)];
}

/** The writes of a movement, or the code of the rule that it breaks. */
export function move(state: WorldState, movement: Movement): readonly StateWrite[] | string {
  const { transferId, kind, fromWalletId, legs, fee, tax = '0' } = movement;
  if (readSystem(state).isPaused) return 'SYSTEM_PAUSED';
  if (state.has(transferKey(transferId))) return 'TRANSFER_EXISTS';
  if (legs.some(({ toWalletId }) => toWalletId === fromWalletId)) return 'SAME_WALLET';

  const wallets = new Map<string, WalletValue>();
  const walletOf = (id: string): WalletValue => wallets.get(id) ?? readWallet(state, id);
  const amount = legs.reduce((sum, leg) => sum + toUnits(leg.amount), toUnits(tax));
  if (fromWalletId !== null) {
    const from = walletOf(fromWalletId);
    const balance = toUnits(from.balance) - amount - toUnits(fee);
    if (from.isFrozen) return 'WALLET_FROZEN';
    if (balance < 0n) return 'INSUFFICIENT_FUNDS';
    wallets.set(fromWalletId, { ...from, balance: fromUnits(balance) });
  }
  for (const leg of legs) {
    const to = walletOf(leg.toWalletId);
    const balance = toUnits(to.balance) + toUnits(leg.amount);
    if (to.isFrozen) return 'WALLET_FROZEN';
    if (balance >= unitLimit) return 'BALANCE_TOO_LARGE';
    wallets.set(leg.toWalletId, { ...to, balance: fromUnits(balance) });
  }
  const remembered: TransferValue = {
    kind,
    fromWalletId,
    amount: fromUnits(amount),
    reversedAmount: '0',
  };
  return [
    { key: transferKey(transferId), value: remembered },
    ...[...wallets].map(([id, value]) => ({ key: walletKey(id), value })),
    ...(fromWalletId === null ? [raise(state, issuedKey, fromUnits(amount))] : []),
    ...(fee === '0' ? [] : [raise(state, feesKey, fee)]),
    ...(tax === '0' ? [] : [raise(state, taxKey, tax)]),
  ];
}

function raise(state: WorldState, key: string, by: string): StateWrite {
  const before = readState(state, key, TotalValue)?.amount ?? '0';
  return { key, value: { amount: fromUnits(toUnits(before) + toUnits(by)) } };
}
