import { z } from 'zod';
import { listSearchShape, oneParam } from '../../lib/search-params.ts';

/** State of the list in its address. */
export const KeysSearch = z.object({
  ...listSearchShape,
  state: oneParam(z.enum(['LIVE', 'EXPIRED', 'REVOKED'])),
});
export type KeysSearch = z.infer<typeof KeysSearch>;
