import { readFile, writeFile } from 'node:fs/promises';
import { expect, test } from 'vitest';
import { listCommandTypes } from './list-command-types.ts';
import { projections } from './projections/find-handler.ts';

const tableFile = new URL('../../../../docs/ledger-commands.md', import.meta.url);

function projectionsOf(event: string): string {
  const names = projections
    .filter(({ handlers }) => Object.hasOwn(handlers, event))
    .map(({ name }) => name);
  return `\`${event}\` → ${names.join(', ')}`;
}

test('every command, its payload, events, projections and refusals are in the table', async () => {
  const rows = listCommandTypes().map((view) => {
    const properties = view.payloadSchema['properties'] as Record<string, unknown>;
    const required = view.payloadSchema['required'] as string[] | undefined;
    const fields = Object.keys(properties).map((name) =>
      required?.includes(name) === true ? name : `${name}?`,
    );
    const cells = [
      `\`${view.commandType}\``,
      view.contract,
      fields.join(', ') || 'nothing',
      view.events.map(projectionsOf).join('; '),
      view.refusals.map((code) => `\`${code}\``).join(' ') || 'none',
      view.isManual ? 'yes' : '',
    ];
    return `| ${cells.join(' | ')} |`;
  });
  const table = [
    '# Commands of the ledger',
    '',
    'Made from the commands themselves by `packages/core-services/src/ledger/command-table.test.ts`; rewrite it with `UPDATE_DOCS=1`. The schemas of payloads and events are in `packages/core-contracts/src/commands`, the contracts of the embedded ledger in `packages/core-services/src/ledger/contracts`. Operators give by hand what no other screen starts; everything else follows from a change of the platform’s own tables, which comes first.',
    '',
    'On the embedded ledger a wallet’s balance, the fees, the tax and what was issued are accounts of the ledger’s own, so that the two books can be compared: wallets, fees and tax together hold what was issued. No name of a person is on the chain. `npm run ledger -- recompute [tenant]` carries every transaction out again and compares answers, events and world state.',
    '',
    '| command | contract | payload | events → projections | refused with | by hand |',
    '|---|---|---|---|---|---|',
    ...rows,
    '',
  ].join('\n');
  if (process.env['UPDATE_DOCS'] === '1') await writeFile(tableFile, table);
  expect(await readFile(tableFile, 'utf8')).toBe(table);
});
