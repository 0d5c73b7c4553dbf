import { TransferKind, TransferStatus } from '@freehold/core-contracts/enums';
import { z } from 'zod';
import { dateParam, listSearchShape, oneParam, sortParam } from '../../lib/search-params.ts';

const filterShape = {
  q: listSearchShape.q,
  kind: oneParam(TransferKind),
  from: dateParam,
  to: dateParam,
};
const TransferFilter = z.object(filterShape);
/** What every list of transfers is narrowed by, as its address keeps it. */
export type TransferFilter = z.infer<typeof TransferFilter>;

/** State of the list in its address. */
export const TransfersSearch = z.object({
  ...listSearchShape,
  ...filterShape,
  status: oneParam(TransferStatus),
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
  ...filterShape,
  sort: sortParam(['createdAt', 'approvalExpiresAt', 'amount']),
});
export type WaitingTransfersSearch = z.infer<typeof WaitingTransfersSearch>;
