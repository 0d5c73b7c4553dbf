import { TransferKind, TransferStatus } from '@freehold/core-contracts/enums';
import { z } from 'zod';
import { dateParam, listSearchShape, oneParam, sortParam } from '../../lib/search-params.ts';

/** State of the list in its address. */
export const TransfersSearch = z.object({
  ...listSearchShape,
  status: oneParam(TransferStatus),
  kind: oneParam(TransferKind),
  from: dateParam,
  to: dateParam,
  wallet: oneParam(z.guid()),
  user: oneParam(z.guid()),
  organization: oneParam(z.guid()),
  batch: oneParam(z.guid()),
  sort: sortParam(['createdAt']),
});
export type TransfersSearch = z.infer<typeof TransfersSearch>;

/** State of the queue in its address. */
export const WaitingTransfersSearch = z.object({
  ...listSearchShape,
  kind: oneParam(TransferKind),
  from: dateParam,
  to: dateParam,
  sort: sortParam(['createdAt', 'approvalExpiresAt', 'amount']),
});
export type WaitingTransfersSearch = z.infer<typeof WaitingTransfersSearch>;
