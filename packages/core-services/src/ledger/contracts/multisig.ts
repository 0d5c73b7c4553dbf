import {
  ApproveMultisigPayload,
  ExecuteMultisigPayload,
  InitiateMultisigPayload,
  MultisigExecutedEvent,
  type MultisigApprovedEvent,
  type MultisigInitiatedEvent,
} from '@freehold/core-contracts/commands/multisig';
import { z } from 'zod';
import { accept, defineContract, readState, refuse, type WorldState } from './contract.ts';
import { keysOfMovement, move, writtenKeysOfMovement, type Movement } from './movement.ts';

const MultisigValue = InitiateMultisigPayload.omit({ transferId: true }).extend({
  status: z.enum(['INITIATED', 'APPROVED', 'EXECUTED']),
  weight: z.int(),
  approverIds: z.array(z.string()),
});
type MultisigValue = z.infer<typeof MultisigValue>;

const multisigKey = (transferId: string): string => `organization/multisig/${transferId}`;

function readMultisig(state: WorldState, transferId: string): MultisigValue | null {
  return readState(state, multisigKey(transferId), MultisigValue);
}

const hasEnough = ({ weight, approverIds, minimumWeight, minimumApprovers }: MultisigValue) =>
  weight >= minimumWeight && approverIds.length >= minimumApprovers;

export const initiateMultisig = defineContract(InitiateMultisigPayload, {
  keysOf: ({ transferId }) => [multisigKey(transferId)],
  execute(payload, state) {
    const { transferId, ...rest } = payload;
    const key = multisigKey(transferId);
    if (state.has(key)) return refuse('MULTISIG_EXISTS');
    const event: MultisigInitiatedEvent = { transferId, fromWalletId: rest.fromWalletId };
    const value: MultisigValue = { ...rest, status: 'INITIATED', weight: 0, approverIds: [] };
    return accept([{ key, value }], ['MultisigInitiated', event]);
  },
});

export const approveMultisig = defineContract(ApproveMultisigPayload, {
  keysOf: ({ transferId }) => [multisigKey(transferId)],
  execute({ transferId, approverId, weight }, state) {
    const multisig = readMultisig(state, transferId);
    if (multisig === null) return refuse('MULTISIG_UNKNOWN');
    if (multisig.status === 'EXECUTED') return refuse('MULTISIG_EXECUTED');
    if (multisig.approverIds.includes(approverId)) return refuse('ALREADY_APPROVED');
    const approved: MultisigValue = {
      ...multisig,
      weight: multisig.weight + weight,
      approverIds: [...multisig.approverIds, approverId],
    };
    const isApproved = hasEnough(approved);
    const event: MultisigApprovedEvent = { transferId, approverId, weight, isApproved };
    const value = { ...approved, status: isApproved ? 'APPROVED' : 'INITIATED' };
    return accept([{ key: multisigKey(transferId), value }], ['MultisigApproved', event]);
  },
});

function toMovement(
  transferId: string,
  multisig: Omit<MultisigExecutedEvent, 'transferId'>,
): Movement {
  const { fromWalletId, legs, fee } = multisig;
  return { transferId, kind: 'BUSINESS', fromWalletId, legs, fee };
}

export const executeMultisig = defineContract(ExecuteMultisigPayload, {
  keysOf: ({ transferId }) => [multisigKey(transferId)],
  furtherKeysOf({ transferId }, state) {
    const multisig = readMultisig(state, transferId);
    return multisig === null ? [] : keysOfMovement(toMovement(transferId, multisig));
  },
  execute({ transferId }, state) {
    const multisig = readMultisig(state, transferId);
    if (multisig === null) return refuse('MULTISIG_UNKNOWN');
    if (multisig.status === 'EXECUTED') return refuse('MULTISIG_EXECUTED');
    if (!hasEnough(multisig)) return refuse('APPROVALS_MISSING');
    const writes = move(state, toMovement(transferId, multisig));
    if (typeof writes === 'string') return refuse(writes);
    const { fromWalletId, legs, fee } = multisig;
    const event: MultisigExecutedEvent = { transferId, fromWalletId, legs, fee };
    const value = { ...multisig, status: 'EXECUTED' };
    return accept(
      [{ key: multisigKey(transferId), value }, ...writes],
      ['MultisigExecuted', event],
    );
  },
  writtenKeysOf({ transferId }, events) {
    const [event] = z.tuple([z.object({ payload: MultisigExecutedEvent })]).parse(events);
    return [
      multisigKey(transferId),
      ...writtenKeysOfMovement(toMovement(transferId, event.payload)),
    ];
  },
});
