import type {
  AddSignatoryInput,
  ChangeSignatoryInput,
  SetRulesInput,
} from '@freehold/core-contracts/business';
import type { AccountChangeOutcome } from '@freehold/core-contracts/business-changes';
import type { Actor, ServiceContext } from '../context.ts';
import type { TestPerson } from '../organizations/organizations.testing.ts';
import { addSignatory } from './add-signatory.ts';
import type { TestAccount, TestBusiness } from './business.testing.ts';
import { changeSignatory } from './change-signatory.ts';
import { confirmChange } from './decide-change.ts';
import { getAccount } from './get-account.ts';
import { listChanges } from './list-changes.ts';
import { removeSignatory } from './remove-signatory.ts';
import { setRules } from './set-rules.ts';

type Verb<T> = (options: { ctx: ServiceContext; input: T }) => Promise<AccountChangeOutcome>;
type Rest<T> = Omit<T, 'businessAccountId' | 'version'>;

/** Changes of one account's list and bands, and what becomes of them. */
export class TestChanges {
  readonly house: TestBusiness;
  readonly account: TestAccount;

  constructor(house: TestBusiness, account: TestAccount) {
    this.house = house;
    this.account = account;
  }

  add(input: Rest<AddSignatoryInput>, by?: Actor) {
    return this.change(addSignatory, input, by);
  }

  alter(input: Rest<ChangeSignatoryInput>, by?: Actor) {
    return this.change(changeSignatory, input, by);
  }

  setRules(input: Rest<SetRulesInput>, by?: Actor) {
    return this.change(setRules, input, by);
  }

  /** Takes one of those who signed from the beginning off the list. */
  async remove(index: number): Promise<void> {
    const { id: businessAccountId, version, signatories } = await this.seen();
    const userId = this.account.people.at(index)?.userId;
    const signatoryId = signatories.find((each) => each.userId === userId)?.id;
    if (signatoryId === undefined) throw new Error('They do not sign');
    const ctx = this.house.world.as(this.account.owner.actor);
    const input = { businessAccountId, version, signatoryId };
    await this.house.world.in(() => removeSignatory({ ctx, input }));
  }

  /** The id of what waits for a second person. */
  async proposed(outcome: Promise<AccountChangeOutcome>): Promise<string> {
    const { proposedChangeId } = await outcome;
    if (proposedChangeId === null) throw new Error('It was made at once');
    return proposedChangeId;
  }

  /** Proposed by the owner, confirmed by one of the signatories, the last one unless said otherwise. */
  async made(outcome: Promise<AccountChangeOutcome>, index = -1): Promise<void> {
    const proposalId = await this.proposed(outcome);
    const by = this.account.people.at(index);
    if (by === undefined) throw new Error('Nobody signs');
    await this.decide(confirmChange, by.actor, proposalId);
  }

  decide<T>(
    verb: (options: {
      ctx: ServiceContext;
      input: { proposalId: string; version: number };
    }) => Promise<T>,
    by: Actor,
    proposalId: string,
    clock?: () => Date,
  ): Promise<T> {
    const input = { proposalId, version: 0 };
    return this.house.world.in(() => verb({ ctx: this.house.world.as(by, clock), input }));
  }

  list(by: Actor, clock?: () => Date) {
    const input = { businessAccountId: this.account.id };
    return this.house.world.in(() => listChanges({ ctx: this.house.world.as(by, clock), input }));
  }

  seen() {
    const input = { businessAccountId: this.account.id };
    const ctx = this.house.world.as(this.account.owner.actor);
    return this.house.world.in(() => getAccount({ ctx, input }));
  }

  /** The ids of those who sign now. */
  async signers(): Promise<string[]> {
    return (await this.seen()).signatories.map(({ userId }) => userId);
  }

  proposal(id: string) {
    return this.house.world.in(() => this.house.db.proposal.findFirstOrThrow({ where: { id } }));
  }

  private async change<T extends { businessAccountId: string; version: number }>(
    verb: Verb<T>,
    input: Rest<T>,
    by = this.account.owner.actor,
  ): Promise<AccountChangeOutcome> {
    const { version } = await this.seen();
    // What is left out of the input is added here.
    const whole = { ...input, businessAccountId: this.account.id, version } as unknown as T;
    return this.house.world.in(() => verb({ ctx: this.house.world.as(by), input: whole }));
  }
}

/** An account, its changes, and a member of its organization who does not sign for it. */
export async function openChanges(
  house: TestBusiness,
): Promise<{ account: TestAccount; changes: TestChanges; newcomer: TestPerson }> {
  const account = await house.addAccount();
  const newcomer = await house.world.addMember(account.organizationId, 'MEMBER', 'Nils New');
  return { account, changes: new TestChanges(house, account), newcomer };
}
