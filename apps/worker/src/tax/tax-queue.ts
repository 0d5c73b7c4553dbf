import type { PrivilegedDatabase } from '@freehold/core-db/privileged';
import { advanceTaxRuns } from '@freehold/core-services/tax/advance-tax-runs';
import type { NoticeQueue } from '../notices/notices.ts';

/** Wallets per transaction; a run of a million takes some thousand of them. */
export const taxDefaults = { tenants: 100, batch: 500 };

/** Tax runs that are still computed or applied, across tenants. */
export function createTaxQueue({ client }: PrivilegedDatabase): NoticeQueue {
  return {
    name: 'tax runs',
    answer: advanceTaxRuns,
    listTenants: async (limit) => {
      const tenants = await client.taxRun.groupBy({
        by: ['tenantId'],
        where: { OR: [{ status: 'APPLYING' }, { status: 'DRY_RUN', isComputed: false }] },
        orderBy: { _min: { createdAt: 'asc' } },
        take: limit,
      });
      return tenants.map(({ tenantId }) => tenantId);
    },
  };
}
