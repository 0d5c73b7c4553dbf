import { randomUUID } from 'node:crypto';
import { SetRulesInput } from '@freehold/core-contracts/business';
import { SubmitCommandInput } from '@freehold/core-contracts/ledger-commands';
import { inTransaction } from '@freehold/core-db';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { cancelCommand } from '../ledger/cancel-command.ts';
import { compensate } from '../ledger/command-compensation.ts';
import { LedgerLife } from '../ledger/projections/ledger-life.testing.ts';
import { retryCommand } from '../ledger/retry-command.ts';
import { submitCommand } from '../ledger/submit-command.ts';
import { operator } from '../money/transfer-verbs.testing.ts';
import { openLedgerBusiness } from './ledger-business.testing.ts';
import { setRules } from './set-rules.ts';

let life: LedgerLife;

beforeAll(async () => {
  life = await LedgerLife.open();
});
afterAll(() => life.close());

const openBusiness = () => openLedgerBusiness(life);

const authRulesOf = (organizationId: string) =>
  life.money.in(() =>
    life.db.onchainAuthRule.findMany({
      where: { organizationId },
      orderBy: { ruleId: 'asc' },
      take: 10,
      select: { ruleId: true, rule: true },
    }),
  );

async function propose(organizationId: string): Promise<void> {
  const input = SubmitCommandInput.parse({
    ...{ requestId: randomUUID(), commandType: 'PROPOSE_ORGANIZATION' },
    ...{ payload: { organizationId, name: 'Northwind' }, reason: 'They want to be known' },
  });
  await life.money.in(() => submitCommand({ ctx: life.money.as(), input }));
}

/** The command that would make it known, the newest. */
const proposalOf = (organizationId: string) =>
  life.money.in(() =>
    life.db.outboxCommand.findFirstOrThrow({
      where: {
        ...{ commandType: 'PROPOSE_ORGANIZATION', aggregateKey: `organization:${organizationId}` },
      },
      orderBy: { position: 'desc' },
    }),
  );

async function cancel(organizationId: string): Promise<void> {
  const { id: commandId, version } = await proposalOf(organizationId);
  const input = { commandId, version, reason: 'Not yet' };
  await life.money.in(() => cancelCommand({ ctx: life.money.as(operator), input }));
}

/** As the worker does where the ledger never answered. */
async function giveUp(organizationId: string): Promise<void> {
  const { id } = await proposalOf(organizationId);
  const data = { status: 'FAILED', version: { increment: 1 } } as const;
  await life.money.in(() => life.db.outboxCommand.updateMany({ where: { id }, data }));
}

async function retry(organizationId: string): Promise<void> {
  const { id: commandId, version } = await proposalOf(organizationId);
  const input = { commandId, version, reason: 'The ledger is back' };
  await life.money.in(() => retryCommand({ ctx: life.money.as(operator), input }));
}

const isProposed = async (organizationId: string) => {
  const where = { id: organizationId };
  const row = await life.money.in(() => life.db.organization.findFirstOrThrow({ where }));
  return row.ledgerProposedAt !== null;
};

async function refuse(organizationId: string, errorCode: string): Promise<void> {
  const { id, commandType, payload } = await proposalOf(organizationId);
  const of = { id, commandType, payload, commitBlock: 1n, fabricTxId: null, errorCode };
  const ctx = life.money.as();
  const command = { where: { id }, data: { status: 'FAILED', commitBlock: 1n } } as const;
  await life.money.in(() =>
    inTransaction(life.db, async (tx) => {
      await tx.outboxCommand.updateMany(command);
      await compensate.refused(tx, ctx, of);
    }),
  );
}

test('the ledger is told of the bands of an organization from when it is asked to know it', async () => {
  const { organizationId, account, actors } = await openBusiness();
  const rulesOf = () => authRulesOf(organizationId);
  expect(await rulesOf()).toEqual([]);
  await propose(organizationId);
  // At once, while the ledger does not have the first of these yet.
  const stricter = SetRulesInput.parse({
    ...{ businessAccountId: account.id, version: 0, approvalTtlHours: 72 },
    rules: [
      { fromAmount: '0', minimumWeight: 2, minimumApprovers: 2 },
      { fromAmount: '12.5', minimumWeight: 2, minimumApprovers: 2, requiredRole: 'FINANCE' },
    ],
  });
  const ctx = life.money.as(actors[0]);
  const outcome = await life.money.in(() => setRules({ ctx, input: stricter }));
  expect(outcome.proposedChangeId).toBeNull();
  expect(await life.run()).toEqual(['VALID', 'VALID', 'VALID', 'VALID']);
  const need = { minimumApprovers: 2, minimumWeight: 2 };
  expect(await rulesOf()).toEqual([
    { ruleId: `${account.id}:0:1`, rule: { ...need, fromAmount: '0', belowAmount: null } },
    { ruleId: `${account.id}:1:1`, rule: { ...need, fromAmount: '0', belowAmount: '12.5' } },
    {
      ruleId: `${account.id}:1:2`,
      rule: { ...need, fromAmount: '12.5', belowAmount: null },
    },
  ]);
});

test('bands that came too early are told again when an organization is proposed again', async () => {
  const { organizationId, account } = await openBusiness();
  await propose(organizationId);
  await cancel(organizationId);
  expect(await isProposed(organizationId)).toBe(false);
  expect(await life.run()).toEqual(['ORGANIZATION_UNKNOWN']);
  await propose(organizationId);
  expect(await life.run()).toEqual(['VALID', 'VALID']);
  expect(await authRulesOf(organizationId)).toMatchObject([{ ruleId: `${account.id}:0:1` }]);
});

test('bands are told again when the proposal that they came too early for is tried again', async () => {
  const { organizationId, account } = await openBusiness();
  await propose(organizationId);
  for (const early of [['ORGANIZATION_UNKNOWN'], ['ORGANIZATION_UNKNOWN']]) {
    await giveUp(organizationId);
    expect(await life.run()).toEqual(early);
    await retry(organizationId);
  }
  expect(await life.run()).toEqual(['VALID', 'VALID']);
  expect(await authRulesOf(organizationId)).toMatchObject([{ ruleId: `${account.id}:0:1` }]);
});

test('whose proposal came to nothing is told no bands, unless another is on its way', async () => {
  const { organizationId, account, actors } = await openBusiness();
  await propose(organizationId);
  await propose(organizationId);
  await cancel(organizationId);
  expect(await isProposed(organizationId)).toBe(true);
  const [first] = await life.money.in(() =>
    life.db.outboxCommand.findMany({
      where: { commandType: 'PROPOSE_ORGANIZATION', status: 'PENDING' },
      take: 2,
    }),
  );
  const given = { commandId: first!.id, version: first!.version, reason: 'Not yet' };
  await life.money.in(() => cancelCommand({ ctx: life.money.as(operator), input: given }));
  expect(await isProposed(organizationId)).toBe(false);
  await life.run();
  const input = SetRulesInput.parse({
    ...{ businessAccountId: account.id, version: 0, approvalTtlHours: 72 },
    rules: [{ fromAmount: '0', minimumWeight: 2, minimumApprovers: 2, requiredRole: 'FINANCE' }],
  });
  await life.money.in(() => setRules({ ctx: life.money.as(actors[0]), input }));
  expect(await life.run()).toEqual([]);
});

test('an organization whose proposal was refused is not known, but where the ledger has it already', async () => {
  const { organizationId } = await openBusiness();
  await propose(organizationId);
  await refuse(organizationId, 'ledger.organization_exists');
  expect(await isProposed(organizationId)).toBe(true);
  await refuse(organizationId, 'ledger.payload_invalid');
  expect(await isProposed(organizationId)).toBe(false);
});
