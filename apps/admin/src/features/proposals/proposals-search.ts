import { z } from 'zod';
import { listSearchShape, oneParam } from '../../lib/search-params.ts';

/** State of the list in its address. Without `show` it holds what waits for this operator. */
export const ProposalsSearch = z.object({
  ...listSearchShape,
  show: oneParam(z.enum(['mine', 'all'])),
});
export type ProposalsSearch = z.infer<typeof ProposalsSearch>;
