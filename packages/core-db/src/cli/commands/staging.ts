import { mirrorStaging } from '../../staging/index.ts';
import { drawBar } from '../bar.ts';
import { type Command, requireUrl, UsageError } from '../command.ts';
import { withCommandDatabase } from '../database.ts';

export const mirrorStagingCommand: Command = {
  usage: 'mirror-staging',
  describes: 'Copy identity of STAGING_TENANTS, masked, to STAGING_DATABASE_URL.',
  // Only once it is known that there is something to do: without it no server is started.
  needsDatabase: false,
  async run({ args, env, print, progress, signal }) {
    if (args.length > 0) throw new UsageError('mirror-staging takes its settings from variables.');
    const { STAGING_DATABASE_URL: stagingUrl, STAGING_TENANTS: tenants } = env;
    if (stagingUrl === undefined) {
      print('STAGING_DATABASE_URL is not set: nothing is mirrored.');
      return 0;
    }
    const chosen = (tenants ?? '')
      .split(',')
      .map((slug) => slug.trim())
      .filter((slug) => slug !== '');
    if (chosen.length === 0) throw new UsageError('STAGING_TENANTS names no tenant.');
    return withCommandDatabase(env, print, async ({ privilegedUrl }) => {
      const { done, changed } = await mirrorStaging({
        sourceUrl: requireUrl(privilegedUrl, 'DATABASE_PRIVILEGED_URL'),
        stagingUrl,
        tenants: [...new Set(chosen)],
        signal,
        onProgress: (now) => progress(drawBar(now.done, now.total)),
      });
      print(`${done} rows read, ${changed} of them new or different in staging.`);
      if (!signal.aborted) return 0;
      print('Interrupted; run it again to go on.');
      return 130;
    });
  },
};
