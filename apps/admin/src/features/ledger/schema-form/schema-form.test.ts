import {
  AppointAdminPayload,
  BootstrapSystemPayload,
  PauseSystemPayload,
} from '@freehold/core-contracts/commands/admin';
import {
  CastVotePayload,
  SubmitProposalPayload,
} from '@freehold/core-contracts/commands/governance';
import { DefineAuthRulePayload } from '@freehold/core-contracts/commands/organization';
import { expect, it } from 'vitest';
import { z } from 'zod';
import { readSchemaDraft, toEmptyDraft, type SchemaDraft } from './schema-draft.ts';
import { toSchemaField } from './schema-fields.ts';

const fieldOf = (payload: z.ZodType) =>
  toSchemaField('payload', z.toJSONSchema(payload, { io: 'input' }), true);
const id = '01a3aa00-0000-7000-8000-000000000001';
const none: ReadonlySet<string> = new Set();

it.each([
  [
    'DEFINE_AUTH_RULE',
    DefineAuthRulePayload,
    {
      organizationId: id,
      ruleId: 'large',
      rule: { fromAmount: '0', belowAmount: '', minimumWeight: '2', minimumApprovers: '2' },
    },
  ],
  [
    'SUBMIT_PROPOSAL',
    SubmitProposalPayload,
    {
      proposalId: id,
      proposerId: 'board',
      title: 'Lower the fee',
      body: 'From one per cent to half of it.',
      effect: { key: 'fee.rate', value: '0.005' },
      quorum: '3',
      closesAt: '2027-01-31T12:00',
    },
  ],
  ['CAST_VOTE', CastVotePayload, { proposalId: id, voterId: 'ana', isFor: true }],
  ['BOOTSTRAP_SYSTEM', BootstrapSystemPayload, { parameters: [{ key: 'fee.rate', value: '0' }] }],
  ['PAUSE_SYSTEM', PauseSystemPayload, { reason: 'Maintenance.' }],
  ['APPOINT_ADMIN', AppointAdminPayload, { adminId: 'ana', role: 'operator' }],
] satisfies [string, z.ZodType, SchemaDraft][])(
  'what is typed for %s is what the ledger takes',
  (_name, payload, draft) => {
    const { value, problems } = readSchemaDraft(fieldOf(payload), draft);
    expect(problems).toEqual({});
    expect(payload.safeParse(value)).toMatchObject({ success: true });
  },
);

it('an optional part that is left out is null, and an empty field is named by its path', () => {
  const field = fieldOf(SubmitProposalPayload);
  const { value, problems } = readSchemaDraft(field, toEmptyDraft(field, new Set(['proposalId'])));
  expect(value).toMatchObject({
    effect: null,
    proposalId: expect.stringMatching(/^[0-9a-f-]{36}$/u),
  });
  expect(Object.keys(problems)).toEqual(['proposerId', 'title', 'body', 'quorum', 'closesAt']);
});

it('an item of a list is named by its place', () => {
  const field = fieldOf(BootstrapSystemPayload);
  const { problems } = readSchemaDraft(field, { parameters: [{ key: 'Fee', value: 'x' }] });
  expect(problems).toEqual({ 'parameters.0.key': 'This does not have the right form.' });
});

it('what the form does not know is typed as JSON', () => {
  const field = toSchemaField('payload', z.toJSONSchema(z.object({ any: z.json() })), true);
  expect(readSchemaDraft(field, { any: '[1' }).problems).toEqual({
    any: 'This cannot be read as JSON.',
  });
  expect(readSchemaDraft(field, { any: '[1]' }).value).toEqual({ any: [1] });
  expect(toEmptyDraft(field, none)).toEqual({ any: '' });
});
