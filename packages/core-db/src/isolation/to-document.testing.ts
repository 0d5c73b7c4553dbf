import type { Attack } from './attack.ts';
import type { Outcome, Results } from './run-attacks.testing.ts';
import type { Setting } from './walls.testing.ts';

const HEADER = `# What each wall stops

Written by \`packages/core-db/src/isolation/isolation.test.ts\`; run it with \`UPDATE_DOCS=1\` to write it anew.

Each attack runs as code of one tenant that knows the ids of another's rows, on a real server and through
the application's role, once with all walls up and once under each other setting. The walls:

1. **Row security**: row-level security on every tenant table, and a role that owns nothing and may do
   nothing but read and write rows.
2. **Extension**: the tenant client in front of Prisma, without raw SQL.
3. **Composite keys**: every key and every reference leads with the tenant. Taken down, ids, e-mail
   addresses and idempotency keys are unique by themselves and references carry an id alone.

"No wall" connects as the tables' owner: an attack that did not get through there would prove nothing.
\`·\` held, **read** something of the other's came back or could be told, **changed** a row of the
other's or a wall itself was changed, **pointed across** an own row now refers to the other's,
**lingered** a connection kept a tenant or a role, \`–\` not run, because it would change what the whole server shares.

Beside the list, \`packages/core-db/src/isolation/interference.test.ts\` asks some hundreds of random queries with and
without the other's rows there: with all walls, with row security alone and with the extension alone, the answers are
the same. \`packages/core-db/src/isolation/interleave.test.ts\` runs 800 operations of two tenants at once over two
connections, and again through PgBouncer in transaction mode.
`;

const mark: Readonly<Record<Outcome, string>> = {
  held: '·',
  'not run': '–',
  read: '**read**',
  changed: '**changed**',
  'pointed across': '**pointed across**',
  lingered: '**lingered**',
};

/** The table of attacks and walls, as a document. */
export function toDocument(
  attacks: readonly Attack[],
  settings: readonly Setting[],
  results: ReadonlyMap<string, Results>,
): string {
  const outcome = (setting: Setting, { id }: Attack) =>
    results.get(setting.name)?.get(id) ?? 'not run';
  const isThrough = (setting: Setting, attack: Attack) =>
    !['held', 'not run'].includes(outcome(setting, attack));
  const lines = [
    HEADER,
    '## Summary',
    '',
    `| setting | of ${attacks.length} attacks, through |`,
    '|---|---|',
  ];
  for (const setting of settings) {
    const through = attacks.filter((attack) => isThrough(setting, attack)).length;
    lines.push(`| ${setting.name} | ${through} |`);
  }
  for (const group of new Set(attacks.map((attack) => attack.group))) {
    lines.push(
      '',
      `## ${group}`,
      '',
      `| attack | ${settings.map(({ name }) => name).join(' | ')} |`,
    );
    lines.push(`|---|${settings.map(() => '---').join('|')}|`);
    for (const attack of attacks.filter((one) => one.group === group)) {
      const cells = settings.map((setting) => mark[outcome(setting, attack)]);
      const note = attack.heldBy ? ` (held without any wall by ${attack.heldBy})` : '';
      lines.push(`| ${attack.title}${note} | ${cells.join(' | ')} |`);
    }
  }
  return `${lines.join('\n')}\n`;
}
