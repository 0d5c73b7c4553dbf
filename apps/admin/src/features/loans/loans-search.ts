import { LoanStatus } from '@freehold/core-contracts/enums';
import { z } from 'zod';
import { listParam, listSearchShape } from '../../lib/search-params.ts';

/** State of the list in its address. */
export const LoansSearch = z.object({ ...listSearchShape, status: listParam(LoanStatus) });
export type LoansSearch = z.infer<typeof LoansSearch>;
