import { createWriteStream } from 'node:fs';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { exportChain } from '@freehold/core-services/ledger/export-chain';
import type { ServiceContext } from '@freehold/core-services/context';
import { requireAtMost, takeOption, type Command } from './command.ts';
import { requireOneTenant } from './heads.ts';
import { drawBar } from './progress-bar.ts';

const usage = 'export <tenant> [--out <file>]';

/** Writes a chain as JSON Lines that somebody else can verify. */
export const exportCommand: Command = {
  usage,
  describes: 'writes a chain out, for whoever wants to verify it',
  async run(args, platform, { print, progress, signal }) {
    const { value: out, rest } = takeOption(args, 'out');
    requireAtMost(rest, 1, usage);
    const tenant = await requireOneTenant(platform, rest[0], usage);
    platform.requireKeys();
    const lines = (ctx: ServiceContext) =>
      exportChain(ctx, {
        signal,
        onProgress: (done, last) => progress(`${tenant.slug} ${drawBar(done, last + 1n)}`),
      });
    await platform.within(tenant.id, async (ctx) => {
      if (out === undefined) {
        for await (const line of lines(ctx)) print(line);
        return;
      }
      await pipeline(Readable.from(withEnds(lines(ctx))), createWriteStream(out));
    });
    if (signal.aborted) return 130;
    if (out !== undefined) print(`${tenant.slug}: written to ${out}`);
    return 0;
  },
};

async function* withEnds(lines: AsyncIterable<string>): AsyncGenerator<string> {
  for await (const line of lines) yield `${line}\n`;
}
