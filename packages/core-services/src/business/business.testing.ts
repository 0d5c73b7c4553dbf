import { randomUUID } from 'node:crypto';
import {
  CreateBusinessTransferInput,
  OpenBusinessAccountInput,
  type BusinessAccountDetail,
} from '@freehold/core-contracts/business';
import { inTransaction, withTenant } from '@freehold/core-db';
import type { z } from 'zod';
import type { Actor } from '../context.ts';
import { derivedId } from '../ledger/derived-id.ts';
import { openFirstWallet } from '../money/open-first-wallet.ts';
import { postTransfers } from '../money/post-transfers.ts';
import { settleTransfers } from '../money/settle-transfers.ts';
import { openSystemWallets, systemWalletId } from '../money/system-wallets.ts';
import { TestOrganizations, type TestPerson } from '../organizations/organizations.testing.ts';
import { createBusinessTransfer } from './create-business-transfer.ts';
import { decideBusinessTransfer } from './decide-business-transfer.ts';
import { openAccount } from './open-account.ts';

type OpenChanges = Partial<z.input<typeof OpenBusinessAccountInput>>;

export interface TestAccount {
  readonly organizationId: string;
  readonly owner: TestPerson;
  /** Signatories, in the order of their roles as given. */
  readonly people: readonly TestPerson[];
  readonly detail: BusinessAccountDetail;
  readonly id: string;
  readonly walletId: string;
}

/** A tenant with organizations, business accounts and money in it. */
export class TestBusiness {
  readonly world: TestOrganizations;

  private constructor(world: TestOrganizations) {
    this.world = world;
  }

  static async open(): Promise<TestBusiness> {
    return new TestBusiness(await TestOrganizations.open());
  }

  close(): Promise<void> {
    return this.world.close();
  }

  get db() {
    return this.world.db;
  }

  /** Issues money to a wallet, confirmed at once. */
  async fund(walletId: string, amount: string): Promise<void> {
    const ctx = this.world.as({ kind: 'SYSTEM', name: 'test' });
    const transferId = newId();
    const fromWalletId = systemWalletId(ctx.tenant.id, 'TREASURY');
    const legs = [{ toWalletId: walletId, amount }];
    await this.world.in(async () => {
      await inTransaction(this.db, (tx) => openSystemWallets(tx, ctx));
      await inTransaction(this.db, async (tx) => {
        const [verdict] = await postTransfers(
          tx,
          ctx,
          [
            {
              ...{ transferId, requestId: `fund:${transferId}`, kind: 'GENESIS', fromWalletId },
              ...{ legs, fee: '0', reference: null, sender: null, businessAccountId: null },
              ...{ reversalOfId: null, hold: null },
              command: {
                commandId: newId(),
                commandType: 'DISTRIBUTE_GENESIS',
                requestId: `transfer:${transferId}`,
                aggregateKey: 'treasury',
                payload: { transferId, legs },
              },
            },
          ],
          { audit: null },
        );
        if (verdict?.outcome !== 'ACCEPTED') throw new Error(JSON.stringify(verdict));
        await settleTransfers(tx, ctx, [
          { transferId, outcome: 'CONFIRMED', onChainTxId: `tx-${transferId}`, reason: null },
        ]);
      });
    });
  }

  /** A person with a wallet of their own. */
  async addPayee(name = 'Percy Payee') {
    const person = await this.world.addPerson(name);
    const { walletId } = await this.world.in(() =>
      inTransaction(this.db, (tx) =>
        openFirstWallet(tx, this.world.as({ kind: 'SYSTEM', name: 'test' }), {
          userId: person.userId,
          openedAt: new Date(),
        }),
      ),
    );
    return { ...person, walletId };
  }

  /** An account of a new organization with 1,000 in it; two of its signatories are needed unless said otherwise. */
  async addAccount(
    changes: OpenChanges = {},
    weights: readonly number[] = [1, 1, 1],
    balance = '1000',
  ): Promise<TestAccount> {
    const { id: organizationId, owner } = await this.world.addOrganization();
    const people = await Promise.all(
      weights.map((_, index) =>
        this.world.addMember(organizationId, 'MEMBER', `Signe Signatory${index}`),
      ),
    );
    const signatories = people.map(({ userId }, index) => ({
      ...{ userId, role: index === 0 ? 'DIRECTOR' : 'FINANCE' },
      weight: weights[index] ?? 1,
    }));
    const input = OpenBusinessAccountInput.parse({
      ...{ organizationId, name: 'Operations', signatories },
      rules: [{ fromAmount: '0', minimumWeight: 2, minimumApprovers: 2 }],
      ...changes,
    });
    const detail = await this.world.in(() =>
      openAccount({ ctx: this.world.as(owner.actor), input }),
    );
    if (balance !== '0') await this.fund(detail.walletId, balance);
    const { id, walletId } = detail;
    return { organizationId, owner, people, detail, id, walletId };
  }

  /** Asks for a transfer as `actor`. */
  ask(
    account: Pick<TestAccount, 'id'>,
    actor: Actor,
    toWalletId: string,
    amount = '100',
    options: { requestId?: string; clock?: () => Date } = {},
  ) {
    const input = CreateBusinessTransferInput.parse({
      businessAccountId: account.id,
      requestId: options.requestId ?? randomUUID(),
      legs: [{ toWalletId, amount }],
    });
    return this.world.in(() =>
      createBusinessTransfer({ ctx: this.world.as(actor, options.clock), input }),
    );
  }

  decide(
    actor: Actor,
    transferId: string,
    decision: 'APPROVE' | 'REJECT' = 'APPROVE',
    clock?: () => Date,
  ) {
    const input = { transferId, decision };
    return this.world.in(() => decideBusinessTransfer({ ctx: this.world.as(actor, clock), input }));
  }

  wallet(id: string) {
    return withTenant(this.world.tenant.id, () =>
      this.db.wallet.findFirstOrThrow({ where: { id } }),
    );
  }

  /** Commands about a transfer, the oldest first. */
  commandsOf(transferId: string) {
    return this.world.in(() =>
      this.db.outboxCommand.findMany({
        where: {
          requestId: { startsWith: 'multisig' },
          payload: { path: ['transferId'], equals: transferId },
        },
        orderBy: { position: 'asc' },
        take: 200,
      }),
    );
  }
}

/** A UUIDv7 of this moment. */
export function newId(): string {
  return derivedId(Date.now(), randomUUID());
}
