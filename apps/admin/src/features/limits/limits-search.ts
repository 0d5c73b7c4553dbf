import { LimitScope } from '@freehold/core-contracts/enums';
import { z } from 'zod';
import { listParam, listSearchShape, oneParam, textParam } from '../../lib/search-params.ts';

/** State of the list in its address; `set` opens the form for a scope, of `key`, which is called `name`. */
export const LimitsSearch = z.object({
  ...listSearchShape,
  scope: listParam(LimitScope),
  set: oneParam(LimitScope),
  key: oneParam(z.string().max(80)),
  name: textParam,
});
export type LimitsSearch = z.infer<typeof LimitsSearch>;
