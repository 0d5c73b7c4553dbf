import { readFile } from 'node:fs/promises';
import {
  type AuditVerdict,
  type Backfill,
  nationalIdNumberBackfill,
  runBackfill,
  verifyAuditChain,
  withConnection,
} from '../../migrate/index.ts';
import { seedShared } from '../../seed/index.ts';
import { type Command, type CommandContext, requireUrl, UsageError } from '../command.ts';
import { drawBar } from '../bar.ts';

export const seedCommand: Command = {
  usage: 'seed',
  describes: 'Write countries and the first tenants; running it twice changes nothing.',
  needsDatabase: true,
  async run({ print }, { privilegedUrl }) {
    await seedShared({ privilegedUrl: requireUrl(privilegedUrl, 'DATABASE_PRIVILEGED_URL') });
    print('The shared tables are seeded.');
    return 0;
  },
};

const backfills: Record<string, (source: string) => Backfill> = {
  'national-id-number': nationalIdNumberBackfill,
};

async function readBackfill({ args }: CommandContext): Promise<Backfill> {
  const [name = '', path, ...more] = args;
  const make = Object.hasOwn(backfills, name) ? backfills[name] : undefined;
  if (!make || path === undefined || more.length > 0) {
    const known = Object.keys(backfills).join(', ');
    throw new UsageError(`A backfill needs its name and its file. There is: ${known}`);
  }
  return make(await readFile(path, 'utf8'));
}

export const backfillCommand: Command = {
  usage: 'backfill <name> <file>',
  describes: 'Fill a column in batches of 1,000; interrupted, it goes on when run again.',
  needsDatabase: true,
  async run(context, { appUrl }) {
    const backfill = await readBackfill(context);
    const result = await runBackfill({
      appUrl: requireUrl(appUrl, 'DATABASE_APP_URL'),
      backfill,
      signal: context.signal,
      onProgress: ({ done, total }) => context.progress(drawBar(done, total)),
    });
    context.print(`${result.filled} of ${result.done} rows filled.`);
    if (!context.signal.aborted) return 0;
    context.print('Interrupted; run it again to go on.');
    return 130;
  },
};

function describeVerdict({ checked, shed, isComplete, broken }: AuditVerdict): string {
  if (!isComplete) return `interrupted after ${checked} rows`;
  const erased = shed === 0 ? '' : `, ${shed} without details that erasures took away`;
  if (!broken) return `${checked} rows, unbroken${erased}`;
  return `BROKEN at ${broken.sequence} (${broken.id ?? 'no row'}): ${broken.reason}`;
}

export const auditVerifyCommand: Command = {
  usage: 'audit-verify [tenant]',
  describes: 'Recompute the audit chain of one tenant or all; names the first broken row.',
  needsDatabase: true,
  async run({ args: [slug], print, progress, signal }, { privilegedUrl }) {
    const url = requireUrl(privilegedUrl, 'DATABASE_PRIVILEGED_URL');
    return withConnection(url, async (client) => {
      const { rows } = await client.query<{ id: string; slug: string }>(
        'SELECT "id", "slug" FROM "Tenant" WHERE $1::text IS NULL OR "slug" = $1 ORDER BY "slug"',
        [slug ?? null],
      );
      if (slug !== undefined && rows.length === 0) throw new UsageError(`No tenant "${slug}".`);
      let isBroken = false;
      for (const tenant of rows) {
        const onPiece = (checked: number, total: number) =>
          progress(`${tenant.slug} ${drawBar(checked, total)}`);
        const verdict = await verifyAuditChain(client, tenant.id, { onPiece, signal });
        print(`${tenant.slug}: ${describeVerdict(verdict)}`);
        if (!verdict.isComplete) return 130;
        isBroken ||= verdict.broken !== undefined;
      }
      return isBroken ? 1 : 0;
    });
  },
};
