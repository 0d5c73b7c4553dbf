import type { Permission } from '@freehold/core-contracts/permissions';
import type { TransferDetail } from '@freehold/core-contracts/transfers';

export type TransferAct = 'approve' | 'decline' | 'reverse';

/** What this operator may do about a transfer in the state it is in; the server says what is possible, the role who may. */
export function actsOn(
  { canDecide, canReverse }: Pick<TransferDetail, 'canDecide' | 'canReverse'>,
  permissions: readonly Permission[],
): TransferAct[] {
  return [
    ...(canDecide && permissions.includes('transfer.decide')
      ? (['approve', 'decline'] as const)
      : []),
    ...(canReverse && permissions.includes('transfer.reverse') ? (['reverse'] as const) : []),
  ];
}
