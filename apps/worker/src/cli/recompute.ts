import { mainChannel } from '@freehold/core-contracts/ledger';
import { recomputeChain } from '@freehold/core-services/ledger/recompute-chain';
import { requireAtMost, requireChainsHere, type Command } from './command.ts';
import { drawBar } from './progress-bar.ts';

const usage = 'recompute [tenant]';

/** Carries every transaction out again and compares; exit code 1 when something is not what its contract gave. */
export const recomputeCommand: Command = {
  usage,
  describes: 'carries every transaction out again and compares answers, events and world state',
  async run(args, platform, { print, progress, signal }) {
    requireAtMost(args, 1, usage);
    const [slug] = args;
    let broken = 0;
    for (const tenant of await requireChainsHere(platform, slug, print)) {
      if (signal.aborted) return 130;
      const { checkedCount, firstBroken } = await platform.within(tenant.id, ({ db }) =>
        recomputeChain(db, {
          channel: mainChannel,
          onProgress: (done, head) => progress(`${tenant.slug} ${drawBar(done, head + 1n)}`),
        }),
      );
      if (firstBroken === null) {
        print(`${tenant.slug}: the same again, ${checkedCount} blocks`);
        continue;
      }
      broken += 1;
      print(`${tenant.slug}: DIFFERENT at block ${firstBroken.position}: ${firstBroken.reason}`);
    }
    return broken === 0 ? 0 : 1;
  },
};
