import {
  getPipeline,
  pausePipeline,
  resumePipeline,
} from '@freehold/core-services/ledger/pipeline';
import { listProjectors } from '@freehold/core-services/ledger/list-projectors';
import {
  fabricChannels,
  requireAtMost,
  requireTenants,
  takeOption,
  UsageError,
  type Command,
} from './command.ts';

const statusUsage = 'status [tenant]';

/** Shows what waits and how far behind each projector is. */
export const statusCommand: Command = {
  usage: statusUsage,
  describes: 'shows what waits, failed or lags behind',
  async run(args, platform, { print }) {
    requireAtMost(args, 1, statusUsage);
    const channels = await fabricChannels(platform);
    for (const { id, slug } of await requireTenants(platform, args[0])) {
      await platform.within(id, async (ctx) => {
        const { isPaused, reason, ...counts } = await getPipeline({ ctx });
        const { waitingCommands, failedCommands, openDeadLetters } = counts;
        const state = isPaused ? `PAUSED (${reason ?? ''})` : 'running';
        print(
          `${slug}: ${state}, ${waitingCommands} waiting, ${failedCommands} failed, ${openDeadLetters} set aside`,
        );
        const channel = channels.get(id);
        if (channel !== undefined) print(`${slug}:   ledger is the Fabric channel ${channel}`);
        for (const { projectorName, lastBlock, lagBlocks, lagSeconds } of await listProjectors({
          ctx,
        })) {
          const time = lagSeconds === null ? '' : `, ${Math.round(lagSeconds)} s`;
          const lag = `${lagBlocks} blocks${time} behind`;
          print(`${slug}:   ${projectorName} at block ${lastBlock}, ${lag}`);
        }
      });
    }
    return 0;
  },
};

/** Leaves a tenant's commands and events where they are. */
export const pauseCommand: Command = changing('pause', 'leaves commands and events alone', true);

/** Lets the workers go on. */
export const resumeCommand: Command = changing('resume', 'lets the workers go on', false);

function changing(verb: 'pause' | 'resume', describes: string, isPaused: boolean): Command {
  const usage = `${verb} <tenant> [--reason <text>]`;
  return {
    usage,
    describes,
    async run(args, platform, { print }) {
      const { value, rest } = takeOption(args, 'reason');
      requireAtMost(rest, 1, usage);
      const [slug] = rest;
      if (slug === undefined) throw new UsageError(`Name a tenant: npm run ledger -- ${usage}`);
      const reason = value ?? 'From the command line';
      for (const { id } of await requireTenants(platform, slug)) {
        await platform.within(id, async (ctx) => {
          const { version } = await getPipeline({ ctx });
          const act = isPaused ? pausePipeline : resumePipeline;
          await act({ ctx, input: { version, reason } });
        });
      }
      print(`${slug}: ${isPaused ? 'PAUSED' : 'running'}`);
      return 0;
    },
  };
}
