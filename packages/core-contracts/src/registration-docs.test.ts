import { readFile, writeFile } from 'node:fs/promises';
import { expect, test } from 'vitest';
import {
  listRegistrationEdges,
  registrationEvents,
  RegistrationStep,
  registrationTransitions,
  type RegistrationEdge,
  type RegistrationTransition,
} from './registration-steps.ts';

const file = new URL('../../../docs/registration.md', import.meta.url);

/** One arrow per pair of steps, with every event that draws it. */
function drawStates(edges: readonly RegistrationEdge[]): string {
  const arrows = new Map<string, string[]>();
  for (const { from, event, to } of edges) {
    const arrow = `${from} --> ${to}`;
    arrows.set(arrow, [...(arrows.get(arrow) ?? []), event]);
  }
  const order = (arrow: string) =>
    RegistrationStep.options.findIndex((step) => arrow.startsWith(`${step} `));
  const lines = [...arrows]
    .toSorted(([left], [right]) => order(left) - order(right) || left.localeCompare(right))
    .map(([arrow, events]) => `  ${arrow}: ${events.join(', ')}`);
  return [
    '```mermaid',
    'stateDiagram-v2',
    '  [*] --> EMAIL_PENDING',
    ...lines,
    '  COMPLETED --> [*]',
    '  CANCELLED --> [*]',
    '```',
  ].join('\n');
}

function writeTable(): string {
  const rows = registrationEvents.map((event) => {
    const { meaning, from, sets, drops, to }: RegistrationTransition =
      registrationTransitions[event];
    const cells = [from, sets, drops, to].map((names) => names.join(', ') || '–');
    return `| ${event} | ${meaning} | ${cells.join(' | ')} |`;
  });
  return ['| event | when | from | sets | drops | to |', '|---|---|---|---|---|---|', ...rows].join(
    '\n',
  );
}

function replaceSection(text: string, name: string, content: string): string {
  const section = new RegExp(`(<!-- ${name}: [^\\n]*-->\\n)[\\s\\S]*?(<!-- /${name} -->)`, 'u');
  if (!section.test(text)) throw new Error(`The document has no section ${name}`);
  return text.replace(
    section,
    (_all, open: string, close: string) => `${open}${content}\n${close}`,
  );
}

test('the document shows the table as it is', async () => {
  const written = await readFile(file, 'utf8');
  const states = replaceSection(written, 'states', drawStates(listRegistrationEdges()));
  const expected = replaceSection(states, 'transitions', writeTable());
  if (process.env['UPDATE_DOCS'] === '1') await writeFile(file, expected);
  expect(await readFile(file, 'utf8')).toBe(expected);
});
