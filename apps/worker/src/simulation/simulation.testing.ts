/*
 * Money under chance: people send, operators freeze, retry and give up, submitters and projectors
 * die, sleep, lose answers and wake too late, one act after another as a seed says. Everything is
 * the platform's own, on a real database; a second book is kept beside it by hand and compared after
 * every act. The same seed gives the same acts, so that a seed that fails is a fault that comes back.
 */
import { AppError } from '@freehold/core-contracts/errors';
import { withTenant } from '@freehold/core-db';
import type { ServiceContext } from '@freehold/core-services/context';
import { cancelCommand } from '@freehold/core-services/ledger/cancel-command';
import { retryCommand } from '@freehold/core-services/ledger/retry-command';
import { verifyChain } from '@freehold/core-services/ledger/verify-chain';
import { checkMoney } from '@freehold/core-services/money/check/check-money';
import { postTransfers } from '@freehold/core-services/money/post-transfers';
import { systemWalletId } from '@freehold/core-services/money/system-wallets';
import { freezeWallet } from '@freehold/core-services/wallets/freeze-wallet';
import { unfreezeWallet } from '@freehold/core-services/wallets/unfreeze-wallet';
import type { WorkerTest } from '../testing/worker-test.ts';
import { Book } from './book.ts';
import { createRandom, type Random } from './random.ts';
import { toRequest } from './requests.ts';
import { Senders } from './senders.ts';
import { Workers } from './workers.testing.ts';

const walletCount = 5;
const openingBalance = '300';

/** Runs one seed for `acts` acts; gives what happened, line by line. Throws with all of it where the two books differ. */
export async function simulate(setup: WorkerTest, seed: number, acts: number): Promise<string[]> {
  const ctx = setup.contextOf(await setup.makeTenant());
  const simulation = new Simulation(setup, ctx, createRandom(seed));
  try {
    await withTenant(ctx.tenant.id, () => simulation.run(acts));
  } catch (error) {
    const happened = simulation.trace.join('\n');
    throw new Error(`Seed ${seed} fails after:\n${happened}`, { cause: error });
  }
  return simulation.trace;
}

interface Act {
  readonly name: string;
  readonly run: () => Promise<string>;
}

/** An act that is as likely as so many others. */
function often(weight: number, name: string, run: Act['run']): Act[] {
  return Array.from({ length: weight }, () => ({ name, run }));
}

class Simulation {
  readonly trace: string[] = [];
  readonly #setup: WorkerTest;
  readonly #ctx: ServiceContext;
  readonly #random: Random;
  readonly #workers: Workers;
  readonly #book = new Book();
  readonly #wallets: string[] = [];
  readonly #senders: Senders;

  constructor(setup: WorkerTest, ctx: ServiceContext, random: Random) {
    this.#setup = setup;
    this.#ctx = ctx;
    this.#random = random;
    this.#workers = new Workers(setup, random);
    this.#senders = new Senders(ctx, random, this.#book, this.#wallets);
  }

  async run(acts: number): Promise<void> {
    await this.#open();
    for (let count = 0; count < acts; count += 1) {
      const { name, run } = this.#random.pick(this.#acts);
      this.trace.push(`${count} ${name}`);
      const happened = await run();
      this.trace.push(`  ${happened}`);
      await this.#compare();
      if (count % 10 === 9) await this.#check();
    }
    await this.#finish();
  }

  readonly #acts: readonly Act[] = [
    ...often(3, 'send', () => this.#senders.send(1)),
    ...often(1, 'send many', () => this.#senders.send(2 + this.#random.int(6))),
    ...often(1, 'send again', () => this.#senders.sendAgain()),
    ...often(4, 'submit', () => this.#workers.submit()),
    ...often(2, 'project', () => this.#workers.project()),
    ...often(2, 'leases end', async () => {
      await this.#setup.endLeases();
      return 'ended';
    }),
    ...often(1, 'wake', async () => `${await this.#workers.wake()} woke up`),
    ...often(1, 'freeze', () => this.#freeze()),
    ...often(2, 'operate', () => this.#operate()),
  ];

  async #open(): Promise<void> {
    const { db } = this.#ctx;
    for (let index = 0; index < walletCount; index += 1) {
      const [userId, id] = [this.#random.uuid(), this.#random.uuid()];
      await db.user.createMany({
        data: [{ id: userId, email: `${userId}@people.test`, firstName: 'Ada', lastName: 'Byron' }],
      });
      await db.wallet.createMany({ data: [{ id, userId, name: 'Main wallet' }] });
      this.#wallets.push(id);
      this.#book.open(id, openingBalance);
    }
    const issue = toRequest(this.#random, {
      kind: 'GENESIS',
      from: systemWalletId(this.#ctx.tenant.id, 'TREASURY'),
      legs: this.#wallets.map((toWalletId) => ({ toWalletId, amount: openingBalance })),
      fee: '0',
    });
    await postTransfers(db, this.#ctx, [issue], { audit: null });
    await this.#workers.finish();
  }

  async #freeze(): Promise<string> {
    const where = { id: { in: this.#wallets }, isFrozen: true, unfreezeRequestedAt: null };
    const frozen = await this.#ctx.db.wallet.findMany({ where, select: { id: true } });
    // Seldom more than one, or nobody could send.
    const ids = frozen.length === 0 ? this.#wallets : frozen.map(({ id }) => id).toSorted();
    const walletId = this.#random.pick(ids);
    const wallet = await this.#ctx.db.wallet.findFirstOrThrow({ where: { id: walletId } });
    const input = { walletId, version: wallet.version, reason: 'Because of chance' };
    const verb = wallet.isFrozen ? unfreezeWallet : freezeWallet;
    return this.#try(
      () => verb({ ctx: this.#ctx, input }),
      wallet.isFrozen ? 'unfreeze' : 'freeze',
    );
  }

  /** An operator looks after a command that was set aside. */
  async #operate(): Promise<string> {
    const { db } = this.#ctx;
    const failed = await db.outboxCommand.findMany({
      where: { status: 'FAILED', commitBlock: null },
      orderBy: { position: 'asc' },
      take: 20,
      select: { id: true, version: true },
    });
    if (failed.length === 0) return 'nothing';
    const { id: commandId, version } = this.#random.pick(failed);
    const input = { commandId, version, reason: 'Because of chance' };
    const isRetry = this.#random.chance(2);
    const verb = isRetry ? retryCommand : cancelCommand;
    return this.#try(() => verb({ ctx: this.#ctx, input }), isRetry ? 'retry' : 'cancel');
  }

  async #try(work: () => Promise<unknown>, name: string): Promise<string> {
    try {
      await work();
      return name;
    } catch (error) {
      if (!(error instanceof AppError) || error.kind === 'INTERNAL') throw error;
      return `${name}: ${error.code}`;
    }
  }

  /** The platform says of every transfer and wallet what the other book says. */
  async #compare(): Promise<void> {
    const { db } = this.#ctx;
    if (this.#workers.faults.length > 0) throw new Error(this.#workers.faults.join('; '));
    const rows = await db.transfer.findMany({
      where: { kind: 'TRANSFER' },
      select: { id: true, status: true },
    });
    for (const { id, status } of rows) this.#book.settle(id, status);
    const wallets = await db.wallet.findMany({ where: { id: { in: this.#wallets } } });
    for (const { id, cachedBalance } of wallets) {
      const [ours, theirs] = [this.#book.balance(id), cachedBalance.toFixed()];
      if (ours !== theirs) throw new Error(`Wallet ${id} should have ${ours} and has ${theirs}`);
    }
  }

  async #check(): Promise<void> {
    for (const { name, broken } of await checkMoney({ ctx: this.#ctx })) {
      if (broken !== null)
        throw new Error(`${name}: ${broken.entity} ${broken.id}: ${broken.reason}`);
    }
  }

  /** Nobody dies any more: everything comes to an end, and to the one the ledger knows. */
  async #finish(): Promise<void> {
    const { db } = this.#ctx;
    await this.#workers.finish();
    for (let count = 0; count < 200 && (await this.#operate()) !== 'nothing'; count += 1) continue;
    await this.#workers.finish();
    await this.#compare();
    await this.#check();
    const verdict = await verifyChain(db, { channel: 'main' });
    if (!verdict.isIntact) throw new Error(`The chain: ${verdict.firstBroken?.reason}`);
    const valid = await db.ledgerTransaction.findMany({
      where: { validationCode: 'VALID' },
      select: { commandId: true },
    });
    const carriedOut = new Set(valid.map(({ commandId }) => commandId));
    for (const { id, status, commandId } of this.#book.transfers.values()) {
      const expected = carriedOut.has(commandId) ? ['CONFIRMED'] : ['FAILED', 'REJECTED'];
      if (!expected.includes(status)) throw new Error(`Transfer ${id} ends as ${status}`);
    }
    this.trace.push(`fees ${this.#book.fees}`);
  }
}
