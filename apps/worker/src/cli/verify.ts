import { mainChannel } from '@freehold/core-contracts/ledger';
import { verifyChain, type KnownBlock } from '@freehold/core-services/ledger/verify-chain';
import {
  requireAtMost,
  requireChainsHere,
  takeOption,
  UsageError,
  type CliTenant,
  type Command,
  type CommandPlatform,
} from './command.ts';
import { readHead, trustHead } from './heads.ts';
import { drawBar } from './progress-bar.ts';

const usage = 'verify [tenant] [--expect <block>:<hash>] [--head <file> [--key <publicKey>]]';

/** Recomputes chains and names the first block that was tampered with; exit code 1 when there is one. */
export const verifyCommand: Command = {
  usage,
  describes: 'recomputes the chain of a tenant, or of every one',
  async run(args, platform, { print, progress, signal }) {
    const { options, slug } = readArguments(args);
    let broken = 0;
    for (const tenant of await requireChainsHere(platform, slug, print)) {
      if (signal.aborted) return 130;
      const known = await findKnown(platform, tenant, options);
      if (typeof known === 'string') {
        broken += 1;
        print(`${tenant.slug}: NOT TRUSTED: ${known}`);
        continue;
      }
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

interface KnownOptions {
  readonly expected: string | undefined;
  readonly headFile: string | undefined;
  readonly publicKey: string | undefined;
}

function readArguments(args: readonly string[]): {
  readonly options: KnownOptions;
  readonly slug: string | undefined;
} {
  const { value: expected, rest: first } = takeOption(args, 'expect');
  const { value: headFile, rest: second } = takeOption(first, 'head');
  const { value: publicKey, rest } = takeOption(second, 'key');
  requireAtMost(rest, 1, usage);
  const [slug] = rest;
  if (expected !== undefined && headFile !== undefined) {
    throw new UsageError('Either --expect or --head, not both.');
  }
  if (publicKey !== undefined && headFile === undefined) {
    throw new UsageError('--key says who signed the head: name its file with --head.');
  }
  if (slug === undefined && expected !== undefined) {
    throw new UsageError('--expect is about one tenant: name it.');
  }
  const options = { expected, headFile, publicKey };
  return {
    options,
    slug: slug ?? (headFile === undefined ? undefined : readHead(headFile).tenant),
  };
}

/** The block that was noted outside, or why what was noted cannot be trusted. */
function findKnown(
  platform: CommandPlatform,
  tenant: CliTenant,
  { expected, headFile, publicKey }: KnownOptions,
): Promise<KnownBlock | string | undefined> {
  if (headFile !== undefined) {
    return trustHead(platform, tenant, { head: readHead(headFile), publicKey });
  }
  return Promise.resolve(expected === undefined ? undefined : parseKnown(expected));
}

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
