import { randomUUID } from 'node:crypto';
import { beforeEach, describe, expect, test } from 'vitest';
import { give, TestWorld } from './contracts.testing.ts';

let world: TestWorld;
beforeEach(() => {
  world = new TestWorld();
});

describe('an organization', () => {
  test('is proposed, vouched for by two, and active', async () => {
    const organizationId = randomUUID();
    const propose = give('PROPOSE_ORGANIZATION', { organizationId, name: 'Harbour' });
    const activate = give('ACTIVATE_ORGANIZATION', { organizationId });
    const endorse = (endorserId: string) =>
      give('ENDORSE_MEMBERSHIP', { organizationId, endorserId });
    expect(
      await world.block(
        activate,
        endorse('a'),
        propose,
        propose,
        activate,
        endorse('a'),
        endorse('a'),
        activate,
        endorse('b'),
        activate,
        activate,
        endorse('c'),
      ),
    ).toEqual([
      'ORGANIZATION_UNKNOWN',
      'ORGANIZATION_UNKNOWN',
      'VALID',
      'ORGANIZATION_EXISTS',
      'ENDORSEMENTS_MISSING',
      'VALID',
      'ALREADY_ENDORSED',
      'ENDORSEMENTS_MISSING',
      'VALID',
      'VALID',
      'ORGANIZATION_ACTIVE',
      'ORGANIZATION_ACTIVE',
    ]);
  });

  test('needs as many endorsements as the parameter says', async () => {
    const organizationId = randomUUID();
    const parameters = [{ key: 'organization.endorsements', value: '1' }];
    expect(
      await world.block(
        give('BOOTSTRAP_SYSTEM', { parameters }),
        give('PROPOSE_ORGANIZATION', { organizationId, name: 'Harbour' }),
        give('ENDORSE_MEMBERSHIP', { organizationId, endorserId: 'a' }),
        give('ACTIVATE_ORGANIZATION', { organizationId }),
      ),
    ).toEqual(['VALID', 'VALID', 'VALID', 'VALID']);
  });

  test('has rules only once it is known', async () => {
    const organizationId = randomUUID();
    const rule = { fromAmount: '0', belowAmount: null, minimumWeight: 2, minimumApprovers: 2 };
    const define = give('DEFINE_AUTH_RULE', { organizationId, ruleId: 'all', rule });
    const propose = give('PROPOSE_ORGANIZATION', { organizationId, name: 'Harbour' });
    expect(await world.block(define, propose, define)).toEqual([
      'ORGANIZATION_UNKNOWN',
      'VALID',
      'VALID',
    ]);
  });
});

describe('a payment that waits for approvals', () => {
  const [transferId, from, to] = [randomUUID(), randomUUID(), randomUUID()];
  const legs = [{ toWalletId: to, amount: '40' }];
  const initiate = give('INITIATE_MULTISIG_TX', {
    ...{ transferId, fromWalletId: from, legs, fee: '2', ruleDigest: 'ab'.repeat(32) },
    ...{ minimumWeight: 3, minimumApprovers: 2 },
  });
  const approve = (approverId: string, weight: number) =>
    give('APPROVE_MULTISIG_TX', { transferId, approverId, weight });
  const execute = give('EXECUTE_MULTISIG_TX', { transferId });
  const fund = (amount: string) =>
    give('DISTRIBUTE_GENESIS', {
      transferId: randomUUID(),
      legs: [{ toWalletId: from, amount }],
    });

  test('is paid once enough of them weigh enough, and once only', async () => {
    expect(
      await world.block(
        fund('42'),
        execute,
        approve('a', 3),
        initiate,
        initiate,
        approve('a', 3),
        approve('a', 3),
        execute,
        approve('b', 0),
        execute,
        execute,
        approve('c', 1),
      ),
    ).toEqual([
      'VALID',
      'MULTISIG_UNKNOWN',
      'MULTISIG_UNKNOWN',
      'VALID',
      'MULTISIG_EXISTS',
      'VALID',
      'ALREADY_APPROVED',
      'APPROVALS_MISSING',
      'VALID',
      'VALID',
      'MULTISIG_EXECUTED',
      'MULTISIG_EXECUTED',
    ]);
    expect([world.balance(from), world.balance(to), world.total('fees')]).toEqual(['0', '40', '2']);
  });

  test('is not paid out of an empty or a frozen wallet, nor while the system is paused', async () => {
    await world.block(fund('41.9'), initiate, approve('a', 2), approve('b', 1));
    const freeze = give('FREEZE_WALLET', { walletId: to });
    expect(
      await world.block(
        execute,
        fund('1'),
        freeze,
        execute,
        give('UNFREEZE_WALLET', { walletId: to }),
        give('PAUSE_SYSTEM', { reason: 'audit' }),
        execute,
        give('RESUME_SYSTEM', {}),
        execute,
      ),
    ).toEqual([
      'INSUFFICIENT_FUNDS',
      'VALID',
      'VALID',
      'WALLET_FROZEN',
      'VALID',
      'VALID',
      'SYSTEM_PAUSED',
      'VALID',
      'VALID',
    ]);
  });
});

describe('a loan', () => {
  test('is paid out of the pool once, as it was applied for', async () => {
    const [loanId, pool, borrower] = [randomUUID(), randomUUID(), randomUUID()];
    const apply = give('APPLY_FOR_LOAN', {
      ...{ loanId, borrowerWalletId: borrower, amount: '25', termMonths: 12 },
    });
    const approve = () =>
      give('APPROVE_LOAN', { loanId, transferId: randomUUID(), poolWalletId: pool });
    const fund = give('DISTRIBUTE_GENESIS', {
      transferId: randomUUID(),
      legs: [{ toWalletId: pool, amount: '30' }],
    });
    expect(
      await world.block(approve(), apply, apply, approve(), fund, approve(), approve()),
    ).toEqual([
      'LOAN_UNKNOWN',
      'VALID',
      'LOAN_EXISTS',
      'INSUFFICIENT_FUNDS',
      'VALID',
      'VALID',
      'LOAN_APPROVED',
    ]);
    expect([world.balance(pool), world.balance(borrower)]).toEqual(['5', '25']);
  });
});

describe('a proposal', () => {
  const submit = (proposalId: string, effect: object | null = null) =>
    give('SUBMIT_PROPOSAL', {
      ...{ proposalId, proposerId: 'a', title: 'Fees', body: 'Lower them', effect, quorum: 2 },
      closesAt: '2026-05-02T00:00:00.000Z',
    });
  const vote = (proposalId: string, voterId: string, isFor: boolean) =>
    give('CAST_VOTE', { proposalId, voterId, isFor });
  const execute = (proposalId: string) => give('EXECUTE_PROPOSAL', { proposalId });

  test('takes one vote from each while it is open, and is decided once it has closed', async () => {
    const id = randomUUID();
    expect(
      await world.block(
        vote(id, 'a', true),
        execute(id),
        submit(id, { key: 'fee.rate', value: '0.01' }),
        submit(id),
        vote(id, 'a', true),
        vote(id, 'a', false),
        vote(id, 'b', true),
        vote(id, 'c', false),
        execute(id),
      ),
    ).toEqual([
      'PROPOSAL_UNKNOWN',
      'PROPOSAL_UNKNOWN',
      'VALID',
      'PROPOSAL_EXISTS',
      'VALID',
      'ALREADY_VOTED',
      'VALID',
      'VALID',
      'PROPOSAL_OPEN',
    ]);
    world.now = new Date('2026-05-02T00:00:00.000Z');
    expect(await world.block(vote(id, 'd', false))).toEqual(['PROPOSAL_CLOSED']);
    const { events } = await world.give('EXECUTE_PROPOSAL', { proposalId: id });
    expect(events).toEqual([
      { name: 'ProposalExecuted', version: 1, payload: { proposalId: id, outcome: 'EXECUTED' } },
      {
        name: 'SystemParameterUpdated',
        version: 1,
        payload: { key: 'fee.rate', value: '0.01' },
      },
    ]);
    expect(world.state.get('admin/parameter/fee.rate')).toEqual({ value: '0.01' });
    expect(await world.block(execute(id), submit(randomUUID()))).toEqual([
      'PROPOSAL_DECIDED',
      'PROPOSAL_CLOSED',
    ]);
  });

  test.each([
    ['too few voted', ['a'], []],
    ['as many are against it as for it', ['a'], ['b']],
  ])('is rejected, and changes nothing, when %s', async (_, pro, contra) => {
    const id = randomUUID();
    await world.block(
      submit(id, { key: 'fee.rate', value: '0.01' }),
      ...pro.map((voter) => vote(id, voter, true)),
      ...contra.map((voter) => vote(id, voter, false)),
    );
    world.now = new Date('2026-05-02T00:00:00.001Z');
    const { events } = await world.give('EXECUTE_PROPOSAL', { proposalId: id });
    expect(events.map(({ payload }) => payload)).toEqual([{ proposalId: id, outcome: 'REJECTED' }]);
    expect(world.state.has('admin/parameter/fee.rate')).toBe(false);
  });
});

describe('the system', () => {
  test('is bootstrapped once, and most of it waits for that', async () => {
    const country = { countryCode: 'CM', currencyCode: 'XAF', callingCode: '237' };
    const commands = [
      give('INITIALIZE_COUNTRY_DATA', country),
      give('UPDATE_SYSTEM_PARAMETER', { key: 'fee.rate', value: '0.02' }),
      give('APPOINT_ADMIN', { adminId: 'a', role: 'AUDITOR' }),
      give('ACTIVATE_TREASURY', {}),
    ];
    expect(await world.block(...commands)).toEqual(commands.map(() => 'NOT_BOOTSTRAPPED'));
    const bootstrap = give('BOOTSTRAP_SYSTEM', { parameters: [{ key: 'a', value: 'b' }] });
    expect(await world.block(bootstrap, bootstrap, ...commands)).toEqual([
      'VALID',
      'ALREADY_BOOTSTRAPPED',
      ...commands.map(() => 'VALID'),
    ]);
    expect(await world.block(...commands)).toEqual([
      'COUNTRY_EXISTS',
      'VALID',
      'VALID',
      'TREASURY_ACTIVE',
    ]);
  });

  test('is paused and resumed, once each', async () => {
    const pause = give('PAUSE_SYSTEM', { reason: 'audit' });
    const resume = give('RESUME_SYSTEM', {});
    expect(await world.block(resume, pause, pause, resume, resume)).toEqual([
      'NOT_PAUSED',
      'VALID',
      'ALREADY_PAUSED',
      'VALID',
      'NOT_PAUSED',
    ]);
  });
});
