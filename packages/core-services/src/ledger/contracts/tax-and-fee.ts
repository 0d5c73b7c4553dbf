import {
  ApplyVelocityTaxPayload,
  type VelocityTaxAppliedEvent,
} from '@freehold/core-contracts/commands/tax-and-fee';
import { accept, defineContract, refuse } from './contract.ts';
import { keysOfMovement, move, writtenKeysOfMovement, type Movement } from './movement.ts';

const cycleKey = ({ walletId, cycleStart }: ApplyVelocityTaxPayload): string =>
  `tax/${walletId}/${cycleStart}`;

function toMovement({ transferId, walletId, amount }: ApplyVelocityTaxPayload): Movement {
  return { transferId, kind: 'TAX', fromWalletId: walletId, legs: [], fee: '0', tax: amount };
}

export const applyVelocityTax = defineContract(ApplyVelocityTaxPayload, {
  keysOf: (payload) => [cycleKey(payload), ...keysOfMovement(toMovement(payload))],
  execute(payload, state) {
    const key = cycleKey(payload);
    if (state.has(key)) return refuse('TAX_APPLIED');
    const writes = move(state, toMovement(payload));
    if (typeof writes === 'string') return refuse(writes);
    const event: VelocityTaxAppliedEvent = payload;
    const taken = { key, value: { transferId: payload.transferId } };
    return accept([taken, ...writes], ['VelocityTaxApplied', event]);
  },
  writtenKeysOf: (payload) => [cycleKey(payload), ...writtenKeysOfMovement(toMovement(payload))],
});
