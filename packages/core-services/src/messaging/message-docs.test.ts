import { readFile, writeFile } from 'node:fs/promises';
import { expect, test } from 'vitest';
import type { Limit } from '../onboarding/budget/take-budget.ts';
import {
  askGap,
  askPerNetwork,
  askPerNetworkAndRecipient,
  askPerRecipient,
  deliveryPerRecipient,
  tenantHour,
} from './message-limits.ts';
import { templateFacts, type MessagePurpose } from './templates/facts.ts';

const file = new URL('../../../../docs/messages.md', import.meta.url);

const units: readonly [number, string][] = [
  [86_400_000, 'd'],
  [3_600_000, 'h'],
  [60_000, 'min'],
];

function toSpan(ms: number): string {
  const [unitMs, unit] = units.find(([size]) => ms % size === 0) ?? [1, 'ms'];
  return `${ms / unitMs} ${unit}`;
}

const toRow = ([about, { limit, windowMs, kind }]: [string, Limit]) =>
  `| ${about} | ${limit} | ${toSpan(windowMs)} | \`${kind}\` |`;

const all: [string, Limit][] = [
  ['asked: one template, by one network, to one recipient', askGap],
  ['asked: by one network, to one recipient', askPerNetworkAndRecipient],
  ...askPerRecipient.EMAIL.map((limit): [string, Limit] => [
    'asked: by anybody, by e-mail to one address',
    limit,
  ]),
  ...askPerRecipient.SMS.map((limit): [string, Limit] => [
    'asked: by anybody, by SMS to one number',
    limit,
  ]),
  ['asked: by one network', askPerNetwork],
  ...deliveryPerRecipient.map((limit): [string, Limit] => [
    'delivered unasked: to one recipient',
    limit,
  ]),
];
const limits = ['| budget | most | in | kind |', '|---|---|---|---|', ...all.map(toRow)].join('\n');

const beyond: Readonly<Record<MessagePurpose, string>> = {
  CODE: 'whoever asks is refused, before anything is looked up',
  SECURITY: 'sent',
  SERVICE: 'waits for the next hour, three days at most',
  OPTIONAL: 'waits for the next hour, three days at most',
};

function toPurposeRow(purpose: MessagePurpose): string {
  const { limit } = tenantHour(100, purpose);
  const share = limit > 100 ? 'counted, without limit' : `${limit} %`;
  const names = Object.entries(templateFacts)
    .filter(([, facts]) => facts.purpose === purpose)
    .map(([name]) => `\`${name}\``);
  return `| ${purpose} | ${share} | ${beyond[purpose]} | ${names.join(' ')} |`;
}
const purposes = [
  '| purpose | share of the tenant’s hour | over it | templates |',
  '|---|---|---|---|',
  ...(['CODE', 'SECURITY', 'SERVICE', 'OPTIONAL'] as const).map(toPurposeRow),
].join('\n');

test.each([
  ['limits', limits],
  ['purposes', purposes],
])('the %s of messages are in their document; UPDATE_DOCS=1 rewrites it', async (name, table) => {
  const block = new RegExp(`(<!-- ${name} -->\n)[^]*?(\n<!-- /${name} -->)`, 'u');
  const before = await readFile(file, 'utf8');
  const after = before.replace(block, (_, open: string, close: string) => open + table + close);
  if (process.env['UPDATE_DOCS'] === '1') await writeFile(file, after);
  expect(await readFile(file, 'utf8')).toBe(after);
});
