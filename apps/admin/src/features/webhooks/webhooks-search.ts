import { z } from 'zod';
import { listSearchShape } from '../../lib/search-params.ts';
import { deliveryFilterShape } from '../../lib/webhook-labels.ts';

/** State of the page in its address: the filters of its deliveries and the one that is open. */
export const WebhooksSearch = z.object({ ...listSearchShape, ...deliveryFilterShape });
export type WebhooksSearch = z.infer<typeof WebhooksSearch>;
