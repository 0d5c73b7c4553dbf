import { AuditActorKind } from '@freehold/core-contracts/enums';
import { z } from 'zod';
import { dateParam, listSearchShape, oneParam, textParam } from '../../lib/search-params.ts';

/** State of the log in its address. `open=latest` shows the newest entry that matches. */
export const AuditSearch = z.object({
  ...listSearchShape,
  action: textParam,
  type: textParam,
  entity: textParam,
  /** Everything about an organization. */
  organization: oneParam(z.guid()),
  actor: textParam,
  kind: oneParam(AuditActorKind),
  from: dateParam,
  to: dateParam,
  order: oneParam(z.literal('asc')),
});
export type AuditSearch = z.infer<typeof AuditSearch>;
