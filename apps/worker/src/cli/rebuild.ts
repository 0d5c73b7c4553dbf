import { mainChannel } from '@freehold/core-contracts/ledger';
import { createEmbeddedLedger } from '@freehold/core-services/ledger/embedded-ledger';
import {
  findProjection,
  projections,
} from '@freehold/core-services/ledger/projections/find-handler';
import { rebuildProjection } from '@freehold/core-services/ledger/rebuild-projection';
import { startRebuild } from '@freehold/core-services/ledger/start-rebuild';
import {
  fabricChannels,
  requireAtMost,
  requireTenants,
  takeOption,
  UsageError,
  type Command,
} from './command.ts';
import { drawBar } from './progress-bar.ts';

const usage = 'rebuild <projector> [tenant] [--reason <text>]';

/** Carries every event out again from block 0; safe beside running workers, and safe to interrupt. */
export const rebuildCommand: Command = {
  usage,
  describes: 'carries every event out again from block 0',
  async run(args, platform, { print, progress, signal }) {
    const { value: reason, rest } = takeOption(args, 'reason');
    requireAtMost(rest, 2, usage);
    const [projectorName = '', slug] = rest;
    if (findProjection(projectorName) === null) {
      const names = projections.map(({ name }) => name).join(', ');
      throw new UsageError(`Name a projector: ${names}.`);
    }
    platform.requireKeys();
    const ledger = createEmbeddedLedger({ db: platform.db, clock: () => new Date() });
    const channels = await fabricChannels(platform);
    for (const tenant of await requireTenants(platform, slug)) {
      if (signal.aborted) return 130;
      if (channels.has(tenant.id)) {
        const input = { projectorName, reason: reason ?? 'From the command line' };
        await platform.within(tenant.id, (ctx) => startRebuild({ ctx, input }));
        print(`${tenant.slug}: the workers read ${projectorName} again from its Fabric channel`);
        continue;
      }
      const { blocks } = await platform.within(tenant.id, (ctx) =>
        rebuildProjection({
          ctx,
          ledger,
          projectorName,
          channel: mainChannel,
          reason: reason ?? 'From the command line',
          signal,
          onProgress: (done, total) => progress(`${tenant.slug} ${drawBar(done, total)}`),
        }),
      );
      print(`${tenant.slug}: ${projectorName} stands after ${blocks} blocks`);
    }
    return signal.aborted ? 130 : 0;
  },
};
