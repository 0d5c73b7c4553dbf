import {
  DistributeGenesisPayload,
  TransferTokensPayload,
  WalletFreezePayload,
  type GenesisDistributedEvent,
  type TokensTransferredEvent,
  type WalletFrozenEvent,
} from '@freehold/core-contracts/commands/tokenomics';
import {
  accept,
  defineContract,
  readState,
  refuse,
  type StateWrite,
  type WorldState,
} from './contract.ts';
import {
  keysOfMovement,
  move,
  readWallet,
  transferKey,
  TransferValue,
  walletKey,
  writtenKeysOfMovement,
  type Movement,
} from './movement.ts';
import { readSystem } from './system-state.ts';
import { fromUnits, toUnits } from '../../money/amount-units.ts';

function takenBackKeys({ reversalOf }: TransferTokensPayload): string[] {
  return reversalOf === undefined ? [] : [transferKey(reversalOf)];
}

export const transferTokens = defineContract(TransferTokensPayload, {
  keysOf: (payload) => [...keysOfMovement(payload), ...takenBackKeys(payload)],
  execute(payload, state) {
    const takenBack = takeBack(payload, state);
    if (typeof takenBack === 'string') return refuse(takenBack);
    const writes = move(state, payload);
    if (typeof writes === 'string') return refuse(writes);
    const event: TokensTransferredEvent = payload;
    return accept([...writes, ...takenBack], ['TokensTransferred', event]);
  },
  writtenKeysOf: (payload) => [...writtenKeysOfMovement(payload), ...takenBackKeys(payload)],
});

/** A reversal pays the sender of the transfer it names, all of it together no more than they paid. */
function takeBack(
  { kind, reversalOf, fromWalletId, legs }: TransferTokensPayload,
  state: WorldState,
): readonly StateWrite[] | string {
  if (kind !== 'REVERSAL' && reversalOf === undefined) return [];
  if (kind !== 'REVERSAL' || reversalOf === undefined) return 'REVERSAL_MISMATCH';
  const key = transferKey(reversalOf);
  const original = readState(state, key, TransferValue);
  if (original === null) return 'REVERSAL_UNKNOWN';
  const { fromWalletId: payerId } = original;
  const isBack = legs.every(({ toWalletId }) => toWalletId === payerId);
  if (!isBack || fromWalletId === payerId) return 'REVERSAL_MISMATCH';
  const amount = legs.reduce((sum, leg) => sum + toUnits(leg.amount), 0n);
  const reversed = toUnits(original.reversedAmount) + amount;
  if (reversed > toUnits(original.amount)) return 'REVERSAL_EXISTS';
  return [{ key, value: { ...original, reversedAmount: fromUnits(reversed) } }];
}

function toIssue({ transferId, legs }: DistributeGenesisPayload): Movement {
  return { transferId, kind: 'GENESIS', fromWalletId: null, legs, fee: '0' };
}

export const distributeGenesis = defineContract(DistributeGenesisPayload, {
  keysOf: (payload) => keysOfMovement(toIssue(payload)),
  execute(payload, state) {
    const { isBootstrapped, isTreasuryActive } = readSystem(state);
    if (isBootstrapped && !isTreasuryActive) return refuse('TREASURY_NOT_ACTIVE');
    const writes = move(state, toIssue(payload));
    if (typeof writes === 'string') return refuse(writes);
    const event: GenesisDistributedEvent = payload;
    return accept(writes, ['GenesisDistributed', event]);
  },
  writtenKeysOf: (payload) => writtenKeysOfMovement(toIssue(payload)),
});

/** Asked for twice it is so once: whichever of a freeze and its end is asked for last holds. */
function setFrozen(isFrozen: boolean) {
  return defineContract(WalletFreezePayload, {
    keysOf: ({ walletId }) => [walletKey(walletId)],
    execute(payload, state) {
      const { walletId } = payload;
      const value = { ...readWallet(state, walletId), isFrozen };
      const event: WalletFrozenEvent = payload;
      const name = isFrozen ? 'WalletFrozen' : 'WalletUnfrozen';
      return accept([{ key: walletKey(walletId), value }], [name, event]);
    },
  });
}

export const freezeWallet = setFrozen(true);
export const unfreezeWallet = setFrozen(false);
