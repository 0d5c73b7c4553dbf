import { TaxAssessmentStatus } from '@freehold/core-contracts/enums';
import { z } from 'zod';
import { listParam, listSearchShape } from '../../lib/search-params.ts';

/** State of the list of runs in its address. */
export const TaxRunsSearch = z.object(listSearchShape);
export type TaxRunsSearch = z.infer<typeof TaxRunsSearch>;

/** State of one run's assessments in its address. */
export const TaxRunSearch = z.object({
  ...listSearchShape,
  status: listParam(TaxAssessmentStatus),
});
export type TaxRunSearch = z.infer<typeof TaxRunSearch>;
