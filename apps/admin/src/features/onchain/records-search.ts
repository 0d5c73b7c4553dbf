import {
  GovernanceStatus,
  MultisigStatus,
  OnchainOrganizationStatus,
} from '@freehold/core-contracts/enums';
import { z } from 'zod';
import { listParam, listSearchShape, oneParam } from '../../lib/search-params.ts';

export const recordSides = ['organizations', 'proposals', 'multisigs', 'system', 'days'] as const;
export type RecordSide = (typeof recordSides)[number];

/** State of the page in its address: which records, and where in their list. */
export const RecordsSearch = z.object({
  ...listSearchShape,
  show: oneParam(z.enum(recordSides)),
  organization: listParam(OnchainOrganizationStatus),
  proposal: listParam(GovernanceStatus),
  multisig: listParam(MultisigStatus),
});
export type RecordsSearch = z.infer<typeof RecordsSearch>;
