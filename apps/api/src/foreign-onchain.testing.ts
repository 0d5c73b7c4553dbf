import { randomUUID } from 'node:crypto';
import type { ServiceContext } from '@freehold/core-services/context';

/** What the ledger of another tenant says: names carry the word, and so do the ids that are text. */
export async function fillAwayOnchain(
  { db }: ServiceContext,
  { organizationId, word }: { organizationId: string; word: string },
): Promise<void> {
  const at = new Date('2026-01-01');
  await db.onchainOrganization.createMany({
    data: [{ id: organizationId, name: word, proposedAt: at }],
  });
  await db.onchainMultisig.createMany({
    data: [{ id: randomUUID(), walletId: randomUUID(), approverIds: [word], initiatedAt: at }],
  });
  await db.governanceProposal.createMany({
    data: [
      {
        ...{ id: randomUUID(), title: word, body: word, proposerId: word },
        ...{ quorum: 1, closesAt: at },
      },
    ],
  });
  await db.systemState.createMany({ data: [{ isPaused: true, pauseReason: word, changedAt: at }] });
  await db.systemParameter.createMany({ data: [{ key: word, value: word, changedAt: at }] });
  await db.onchainCountry.createMany({
    data: [
      {
        ...{ countryCode: 'CM', changedAt: at },
        data: { currencyCode: word, callingCode: word },
      },
    ],
  });
  await db.systemAdmin.createMany({ data: [{ adminId: word, role: word, appointedAt: at }] });
}
