import { randomUUID } from 'node:crypto';
import type { ManualCommandType } from '@freehold/core-contracts/ledger-commands';
import type { Actor } from '@freehold/core-services/context';
import { submitCommand } from '@freehold/core-services/ledger/submit-command';
import { newMoneyId } from '@freehold/core-services/money/transfer-command';
import type { DemoBank, DemoHolder, DemoOffice } from './demo-bank.ts';

const dayMs = 24 * 60 * 60_000;

const countries = [
  { countryCode: 'CM', currencyCode: 'XAF', callingCode: '237' },
  { countryCode: 'FR', currencyCode: 'EUR', callingCode: '33' },
  { countryCode: 'GH', currencyCode: 'GHS', callingCode: '233' },
];

const parameters = [
  { key: 'organization.endorsements', value: '2' },
  { key: 'loan.longest_term_months', value: '60' },
];

/** What the ledger says beside the money: a system that was set up, organizations, and proposals with their votes. */
export async function seedRecords(
  bank: DemoBank,
  people: readonly DemoHolder[],
  office: DemoOffice,
): Promise<{ finish(): Promise<void> }> {
  const give = giver(bank, office);
  await give('BOOTSTRAP_SYSTEM', { parameters }, 'The ledger is set up.');
  await give('ACTIVATE_TREASURY', {}, 'The board has opened the treasury.');
  for (const country of countries) {
    await give('INITIALIZE_COUNTRY_DATA', country, 'We serve people there.');
  }
  const adminId = idOf(office.admin);
  await give('APPOINT_ADMIN', { adminId, role: 'ADMIN' }, 'Looks after the ledger from now on.');
  await seedOrganizations(bank, people, give);
  const decidedId = newMoneyId(bank.ctx);
  await give(
    'SUBMIT_PROPOSAL',
    proposal(bank, decidedId, adminId, longerLoans),
    'Asked for often.',
  );
  await vote(give, decidedId, people, [true, true, false, true]);
  await bank.settle();
  return {
    async finish() {
      await give('EXECUTE_PROPOSAL', { proposalId: decidedId }, 'The vote is over.');
      const openId = newMoneyId(bank.ctx);
      await give(
        'SUBMIT_PROPOSAL',
        proposal(bank, openId, adminId, moreEndorsers),
        'To be voted on.',
      );
      await vote(give, openId, people, [true, false]);
      await bank.settle();
    },
  };
}

const longerLoans = {
  title: 'Loans over six years',
  body: 'Borrowers ask for smaller instalments. The longest term of a loan goes from 60 to 72 months.',
  effect: { key: 'loan.longest_term_months', value: '72' },
};

const moreEndorsers = {
  title: 'Three endorsements for an organization',
  body: 'Two were easily found. An organization is to be vouched for by three before it is active.',
  effect: { key: 'organization.endorsements', value: '3' },
};

function proposal(
  bank: DemoBank,
  proposalId: string,
  proposerId: string,
  contents: typeof longerLoans,
) {
  const closesAt = new Date(bank.now.getTime() + 7 * dayMs).toISOString();
  return { proposalId, proposerId, ...contents, quorum: 3, closesAt };
}

type Give = (type: ManualCommandType, payload: object, reason: string) => Promise<void>;

function giver(bank: DemoBank, { admin, treasurer }: DemoOffice): Give {
  return (commandType, payload, reason) => {
    const input = { requestId: randomUUID(), commandType, payload: { ...payload }, reason };
    return bank.agree(submitCommand({ ctx: bank.as(admin), input }), treasurer);
  };
}

function idOf(actor: Actor): string {
  if (actor.kind !== 'OPERATOR') throw new Error('The demo has no administrator');
  return actor.userId;
}

async function vote(
  give: Give,
  proposalId: string,
  people: readonly DemoHolder[],
  votes: readonly boolean[],
): Promise<void> {
  for (const [index, isFor] of votes.entries()) {
    const voterId = people[index]?.userId;
    if (voterId === undefined) return;
    await give('CAST_VOTE', { proposalId, voterId, isFor }, 'Their vote, taken at the counter.');
  }
}

/** The oldest organization is active on the ledger, the next one waits for somebody to vouch for it. */
async function seedOrganizations(
  bank: DemoBank,
  people: readonly DemoHolder[],
  give: Give,
): Promise<void> {
  const [first, second] = await bank.ctx.db.organization.findMany({
    where: { deletedAt: null },
    orderBy: [{ createdAt: 'asc' }, { id: 'asc' }],
    take: 2,
    select: { id: true, name: true },
  });
  if (first === undefined || second === undefined) return;
  for (const { id: organizationId, name } of [first, second]) {
    await give('PROPOSE_ORGANIZATION', { organizationId, name }, 'It wants to be known there.');
  }
  const organizationId = first.id;
  for (const { userId: endorserId } of people.slice(0, 2)) {
    await give('ENDORSE_MEMBERSHIP', { organizationId, endorserId }, 'They vouch for it.');
  }
  await give('ACTIVATE_ORGANIZATION', { organizationId }, 'Two have vouched for it.');
  const rule = { fromAmount: '0', belowAmount: null, minimumWeight: 2, minimumApprovers: 2 };
  const two = { organizationId, ruleId: 'two-of-them', rule };
  await give('DEFINE_AUTH_RULE', two, 'Two of them agree to every payment.');
}
