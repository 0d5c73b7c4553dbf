import { mainChannel } from '@freehold/core-contracts/ledger';
import { verifyChain, type KnownBlock } from '@freehold/core-services/ledger/verify-chain';
import { requireAtMost, requireTenants, takeOption, UsageError, type Command } from './command.ts';
import { drawBar } from './progress-bar.ts';

const usage = 'verify [tenant] [--expect <block>:<hash>]';

/** Recomputes chains and names the first block that was tampered with; exit code 1 when there is one. */
export const verifyCommand: Command = {
  usage,
  describes: 'recomputes the chain of a tenant, or of every one',
  async run(args, platform, { print, progress, signal }) {
    const { value: expected, rest } = takeOption(args, 'expect');
    requireAtMost(rest, 1, usage);
    const [slug] = rest;
    const known = expected === undefined ? undefined : parseKnown(expected);
    if (known !== undefined && slug === undefined) {
      throw new UsageError('--expect is about one tenant: name it.');
    }
    let broken = 0;
    for (const tenant of await requireTenants(platform, slug)) {
      if (signal.aborted) return 130;
      const verdict = await platform.within(tenant.id, ({ db }) =>
        verifyChain(db, {
          channel: mainChannel,
          known,
          onProgress: (done, head) => progress(`${tenant.slug} ${drawBar(done, head + 1n)}`),
        }),
      );
      const { checkedCount, firstBroken, headHash } = verdict;
      if (firstBroken === null) {
        const head = headHash === null ? '' : `, head ${checkedCount - 1n}:${headHash}`;
        print(`${tenant.slug}: intact, ${checkedCount} blocks${head}`);
      } else {
        broken += 1;
        print(`${tenant.slug}: BROKEN at block ${firstBroken.position}: ${firstBroken.reason}`);
      }
    }
    return broken === 0 ? 0 : 1;
  },
};

function parseKnown(text: string): KnownBlock {
  const match = /^(\d{1,18}):([0-9a-f]{64})$/iu.exec(text);
  const [, blockNumber, hash] = match ?? [];
  if (blockNumber === undefined || hash === undefined) {
    throw new UsageError(
      '--expect takes <block>:<hash>, as an earlier run printed it after "head".',
    );
  }
  return { blockNumber: BigInt(blockNumber), hash };
}
