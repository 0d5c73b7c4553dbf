import { z } from 'zod';
import { listSearchShape } from '../../lib/search-params.ts';

/** State of the list of issues in its address. */
export const TreasurySearch = z.object(listSearchShape);
export type TreasurySearch = z.infer<typeof TreasurySearch>;
