import { mainChannel } from '@freehold/core-contracts/ledger';
import { inTransaction, withTenant, type TenantClient } from '@freehold/core-db';
import { LedgerError } from '../ledger-gateway.ts';
import { genesisHash } from '../ledger-hash.ts';

/*
 * Which channel is a tenant's ledger is written into the database before the first command is told,
 * and never changed: a process with other settings then refuses, instead of carrying a command out
 * on a second ledger.
 */
export interface ChannelBookOptions {
  readonly db: TenantClient;
  /** The channel that the settings give a tenant; null where they give none. */
  readonly channelOfSlug: (slug: string) => string | null;
}

/**
 * Finds the channel of a tenant, and makes it the tenant's ledger where it has none yet. The answer
 * throws LedgerError RETRY `ledger.channel_missing`, `ledger.other_ledger` for a tenant with blocks
 * on the embedded chain and `ledger.channel_changed`.
 */
export function createChannelBook({
  db,
  channelOfSlug,
}: ChannelBookOptions): (tenantId: string) => Promise<string> {
  const known = new Map<string, string>();
  return async (tenantId) => {
    const noted = known.get(tenantId);
    if (noted !== undefined) return noted;
    const tenant = await db.tenant.findFirst({ where: { id: tenantId }, select: { slug: true } });
    const channel = tenant === null ? null : channelOfSlug(tenant.slug);
    if (channel === null) {
      const detail = 'The settings name no Fabric channel for this tenant';
      throw new LedgerError('RETRY', 'ledger.channel_missing', detail);
    }
    await withTenant(tenantId, () => bindChannel(db, channel));
    known.set(tenantId, channel);
    return channel;
  };
}

function bindChannel(db: TenantClient, fabricChannel: string): Promise<void> {
  return inTransaction(
    db,
    async (tx) => {
      await tx.ledgerChain.createMany({
        data: [{ channel: mainChannel, hash: genesisHash, fabricChannel }],
        skipDuplicates: true,
      });
      // Waits for an append under way, and after it there is a block.
      await tx.ledgerChain.updateMany({
        where: { channel: mainChannel, fabricChannel: null, blockNumber: -1n },
        data: { fabricChannel },
      });
      const chain = await tx.ledgerChain.findFirstOrThrow({
        where: { channel: mainChannel },
        select: { fabricChannel: true, blockNumber: true },
      });
      const fault = findChannelFault(chain, fabricChannel);
      if (fault !== null) throw new LedgerError('RETRY', fault.code, fault.detail);
    },
    { retry: { isSafe: true } },
  );
}

/** Why a chain cannot be the channel that the settings name; null when it is, or may become it. */
export function findChannelFault(
  chain: { readonly fabricChannel: string | null; readonly blockNumber: bigint },
  wanted: string | null,
): { readonly code: string; readonly detail: string } | null {
  const { fabricChannel, blockNumber } = chain;
  if (fabricChannel === wanted) return null;
  if (wanted === null) {
    const detail = `Its ledger is the Fabric channel ${fabricChannel}`;
    return { code: 'ledger.other_ledger', detail };
  }
  if (fabricChannel !== null) {
    const detail = `Its ledger is the Fabric channel ${fabricChannel}, and the settings name ${wanted}`;
    return { code: 'ledger.channel_changed', detail };
  }
  if (blockNumber < 0n) return null;
  const detail = `It has ${blockNumber + 1n} blocks on the embedded chain, which does not move to a channel`;
  return { code: 'ledger.other_ledger', detail };
}
