import type { TransferRequest } from '@freehold/core-services/money/transfer-request';
import type { Random } from './random.ts';

interface Wanted {
  readonly kind: 'TRANSFER' | 'GENESIS';
  readonly id?: string;
  readonly requestId?: string;
  readonly commandId?: string;
  readonly from: string;
  readonly legs: TransferRequest['legs'];
  readonly fee: string;
  readonly hold?: TransferRequest['hold'];
}

/** A transfer as the verbs above make it, with ids of chance where none are given. */
export function toRequest(random: Random, wanted: Wanted): TransferRequest {
  const { kind, from: fromWalletId, legs, fee, hold = null } = wanted;
  const transferId = wanted.id ?? random.uuid();
  const isIssue = kind === 'GENESIS';
  const told = legs.map((leg) => ({ ...leg }));
  const command: TransferRequest['command'] = {
    commandId: wanted.commandId ?? random.uuid(),
    commandType: isIssue ? 'DISTRIBUTE_GENESIS' : 'TRANSFER_TOKENS',
    requestId: `transfer:${transferId}`,
    aggregateKey: isIssue ? 'treasury' : `wallet:${fromWalletId}`,
    payload: isIssue
      ? { transferId, legs: told }
      : { transferId, fromWalletId, legs: told, fee, kind },
  };
  return {
    ...{ transferId, requestId: wanted.requestId ?? transferId, kind, fromWalletId, legs, fee },
    ...{ reference: null, sender: null, businessAccountId: null, reversalOfId: null, hold },
    command: hold === null ? command : null,
  };
}
