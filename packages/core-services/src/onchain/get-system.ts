import { CountryDataInitializedEvent } from '@freehold/core-contracts/commands/admin';
import type { OnchainSystem } from '@freehold/core-contracts/onchain';
import type { ServiceContext } from '../context.ts';

const CountryData = CountryDataInitializedEvent.omit({ countryCode: true });

/** Most rows that are shown of each kind. */
const maxShown = 500;

/** What the ledger says of the tenant's system as a whole. */
export async function getOnchainSystem({ ctx }: { ctx: ServiceContext }): Promise<OnchainSystem> {
  const { db } = ctx;
  const [state, parameters, countries, admins] = await Promise.all([
    db.systemState.findFirst({
      select: {
        isBootstrapped: true,
        isPaused: true,
        pauseReason: true,
        isTreasuryActive: true,
        changedAt: true,
      },
    }),
    db.systemParameter.findMany({
      orderBy: { key: 'asc' },
      take: maxShown,
      select: { key: true, value: true, changedAt: true },
    }),
    db.onchainCountry.findMany({
      orderBy: { countryCode: 'asc' },
      take: maxShown,
      select: { countryCode: true, data: true, changedAt: true },
    }),
    db.systemAdmin.findMany({
      orderBy: { adminId: 'asc' },
      take: maxShown,
      select: { adminId: true, role: true, appointedAt: true },
    }),
  ]);
  return {
    isBootstrapped: false,
    isPaused: false,
    pauseReason: null,
    isTreasuryActive: false,
    changedAt: null,
    ...state,
    parameters,
    countries: countries.map(({ data, ...row }) => ({ ...row, ...CountryData.parse(data) })),
    admins,
  };
}
