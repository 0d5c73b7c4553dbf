import { BusinessAccountStatus, TransferStatus } from '@freehold/core-contracts/enums';
import { z } from 'zod';
import { listParam, listSearchShape, oneParam } from '../../lib/search-params.ts';

/** State of the list in its address. */
export const BusinessAccountsSearch = z.object({
  ...listSearchShape,
  status: oneParam(BusinessAccountStatus),
  organization: oneParam(z.guid()),
});
export type BusinessAccountsSearch = z.infer<typeof BusinessAccountsSearch>;

export const businessTabs = ['transfers', 'signatories', 'rules'] as const;

/** State of an account's page in its address. */
export const BusinessAccountSearch = z.object({
  ...listSearchShape,
  tab: oneParam(z.enum(businessTabs)),
  status: listParam(TransferStatus),
});
export type BusinessAccountSearch = z.infer<typeof BusinessAccountSearch>;
export type BusinessTab = (typeof businessTabs)[number];
