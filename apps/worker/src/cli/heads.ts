import { readFileSync } from 'node:fs';
import { writeFile } from 'node:fs/promises';
import { mainChannel } from '@freehold/core-contracts/ledger';
import {
  isSignedBy,
  headPublicKey,
  SignedHead,
  signHead,
} from '@freehold/core-services/ledger/signed-head';
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
import { drawBar } from './progress-bar.ts';

const usage = 'export-head <tenant> [--out <file>]';

/** Signs the head of a chain that is intact, to be kept where nobody can write who can write the database. */
export const exportHeadCommand: Command = {
  usage,
  describes: 'signs the head of a chain, to be kept elsewhere',
  async run(args, platform, { print, progress }) {
    const { value: out, rest } = takeOption(args, 'out');
    requireAtMost(rest, 1, usage);
    const tenant = await requireOneTenant(platform, rest[0], usage);
    platform.requireKeys();
    const signed = await platform.within(tenant.id, async (ctx) => {
      const head = await signHead(ctx);
      // Nobody shall have a signature for a chain that was broken by then.
      const { firstBroken } = await verifyChain(ctx.db, {
        channel: mainChannel,
        known: { blockNumber: BigInt(head.blockNumber), hash: head.hash },
        onProgress: (done, last) => progress(`${tenant.slug} ${drawBar(done, last + 1n)}`),
      });
      return { head, firstBroken };
    });
    const { head, firstBroken } = signed;
    if (firstBroken !== null) {
      print(`${tenant.slug}: BROKEN at block ${firstBroken.position}: ${firstBroken.reason}`);
      return 1;
    }
    const text = JSON.stringify(head, null, 2);
    if (out === undefined) {
      print(text);
    } else {
      await writeFile(out, `${text}\n`);
      print(`${tenant.slug}: head ${head.blockNumber}:${head.hash}, signed by ${head.publicKey}`);
    }
    return 0;
  },
};

/** The tenant that is named. Throws UsageError where none is, or it is unknown. */
export async function requireOneTenant(
  platform: CommandPlatform,
  slug: string | undefined,
  usageText: string,
): Promise<CliTenant> {
  if (slug === undefined) {
    throw new UsageError(`Called the wrong way: npm run ledger -- ${usageText}`);
  }
  const [tenant] = await requireChainsHere(platform, slug, () => undefined);
  if (tenant === undefined) throw new UsageError(`There is no tenant "${slug}".`);
  return tenant;
}

/** A signed head from a file, as it stands. Throws UsageError for what is no head. */
export function readHead(file: string): SignedHead {
  try {
    return SignedHead.parse(JSON.parse(readFileSync(file, 'utf8')));
  } catch {
    throw new UsageError(`${file} is not a signed head, as "export-head" writes it.`);
  }
}

/** The block of a head, or why it cannot be trusted. */
export async function trustHead(
  platform: CommandPlatform,
  tenant: CliTenant,
  { head, publicKey }: { readonly head: SignedHead; readonly publicKey: string | undefined },
): Promise<KnownBlock | string> {
  if (head.tenantId !== tenant.id || head.channel !== mainChannel) {
    return 'the head is of another chain';
  }
  if (publicKey === undefined) platform.requireKeys();
  const trusted =
    publicKey ?? (await platform.within(tenant.id, async (ctx) => headPublicKey(ctx)));
  if (head.publicKey !== trusted) return 'the head was signed by another key';
  if (!isSignedBy(head, trusted)) return 'the signature of the head does not match it';
  return { blockNumber: BigInt(head.blockNumber), hash: head.hash };
}
