/*
 * Money under chance: people send, operators freeze, decide, retry, give up and rebuild, submitters
 * and projectors die, sleep, lose answers and wake too late, one act after another as a seed says.
 * Everything is the platform's own, on a real database; a second book is kept beside it by hand and
 * compared after every act. The same seed gives the same acts and the same rows, so that a seed that
 * fails is a fault that comes back.
 */
import { createHash } from 'node:crypto';
import type { TransferStatus } from '@freehold/core-contracts/enums';
import { defineReviewedSql, Prisma, queryReviewed, withTenant } from '@freehold/core-db';
import type { ServiceContext } from '@freehold/core-services/context';
import { pausePipeline } from '@freehold/core-services/ledger/pipeline';
import { verifyChain } from '@freehold/core-services/ledger/verify-chain';
import { checkMoney } from '@freehold/core-services/money/check/check-money';
import { postTransfers } from '@freehold/core-services/money/post-transfers';
import { systemWalletId } from '@freehold/core-services/money/system-wallets';
import type { WorkerTest } from '../testing/worker-test.ts';
import { Book } from './book.ts';
import { Operators } from './operators.ts';
import { createRandom, type Random } from './random.ts';
import { toRequest } from './requests.ts';
import { Senders } from './senders.ts';
import { Workers } from './workers.testing.ts';

const walletCount = 5;
const openingBalance = '300';
const mostRows = 2_000;

/** How much happens in a seed. The same everywhere, or a seed that failed would not fail again. */
export const acts = 60;

/** Which seeds are asked for: `SIMULATION_SEEDS` of them, from `SIMULATION_FIRST` on. */
export function readSeeds(count: number): { readonly first: number; readonly count: number } {
  const read = (name: string, fallback: number) => {
    const value = Number(process.env[name] ?? fallback);
    if (!Number.isSafeInteger(value) || value < 1)
      throw new RangeError(`${name} is no number of seeds`);
    return value;
  };
  return { first: read('SIMULATION_FIRST', 1), count: read('SIMULATION_SEEDS', count) };
}

/** Runs one seed for `acts` acts; gives what happened, line by line. Throws with all of it, and how to run it again, where the two books differ. */
export async function simulate(setup: WorkerTest, seed: number, acts: number): Promise<string[]> {
  const ctx = setup.contextOf(await setup.makeTenant());
  const simulation = new Simulation(setup, ctx, createRandom(seed));
  return withTenant(ctx.tenant.id, async () => {
    try {
      await simulation.run(acts);
      return simulation.trace;
    } catch (cause) {
      // What it leaves undone is nothing to the workers of the next seed.
      await pausePipeline({ ctx, input: { version: 0, reason: 'The simulation failed' } });
      const again = `SIMULATION_FIRST=${seed} SIMULATION_SEEDS=1 npm run simulate`;
      const reason = cause instanceof Error ? cause.message : String(cause);
      const happened = simulation.trace.join('\n');
      throw new Error(`Seed ${seed} fails: ${reason}\n${again}\n${happened}`, { cause });
    }
  });
}

interface Act {
  readonly name: string;
  readonly run: () => Promise<string>;
}

/** An act that is as likely as so many others. */
function often(weight: number, name: string, run: Act['run']): Act[] {
  return Array.from({ length: weight }, () => ({ name, run }));
}

const readTables = defineReviewedSql(
  'simulation.tables',
  'what the two books are compared by, in one statement after every act',
  { writes: [] },
);

interface Tables {
  readonly transfers: Readonly<Record<string, TransferStatus>>;
  /** Balance, held, whether it is frozen. */
  readonly wallets: Readonly<Record<string, readonly [string, string, boolean]>>;
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
  readonly #operators: Operators;

  constructor(setup: WorkerTest, ctx: ServiceContext, random: Random) {
    this.#setup = setup;
    this.#ctx = ctx;
    this.#random = random;
    this.#workers = new Workers(setup, random);
    this.#senders = new Senders(ctx, random, this.#book, this.#wallets);
    this.#operators = new Operators(ctx, random, this.#wallets);
  }

  async run(acts: number): Promise<void> {
    await this.#open();
    for (let count = 0; count < acts; count += 1) {
      const { name, run } = this.#random.pick(this.#acts);
      this.trace.push(`${count} ${name}`);
      const happened = await run();
      this.trace.push(`  ${happened}`, `  ${await this.#compare()}`);
      if (count % 15 === 14) await this.#check();
    }
    await this.#finish();
  }

  readonly #acts: readonly Act[] = [
    ...often(4, 'send', () => this.#senders.send(1)),
    ...often(2, 'send many', () => this.#senders.send(2 + this.#random.int(6))),
    ...often(2, 'send again', () => this.#senders.sendAgain()),
    ...often(6, 'submit', () => this.#workers.submit()),
    ...often(4, 'project', () => this.#workers.project()),
    ...often(3, 'leases end', async () => {
      await this.#setup.endLeases();
      return 'ended';
    }),
    ...often(2, 'wake', async () => `${await this.#workers.wake()} woke up`),
    ...often(2, 'freeze', () => this.#operators.freeze()),
    ...often(3, 'operate', () => this.#operators.operate()),
    ...often(2, 'decide', () => this.#operators.decide()),
    ...often(1, 'expire', () => this.#operators.expire()),
    ...often(1, 'rebuild', () => this.#operators.rebuild()),
  ];

  async #open(): Promise<void> {
    const { db } = this.#ctx;
    const people = Array.from({ length: walletCount }, () => ({
      userId: this.#random.uuid(),
      id: this.#random.uuid(),
    }));
    await db.user.createMany({
      data: people.map(({ userId }) => ({
        ...{ id: userId, email: `${userId}@people.test`, firstName: 'Ada', lastName: 'Byron' },
      })),
    });
    await db.wallet.createMany({ data: people.map((one) => ({ ...one, name: 'Main wallet' })) });
    for (const { id } of people) {
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

  /** The platform says of every transfer and wallet what the other book says; gives a digest of it. */
  async #compare(): Promise<string> {
    if (this.#workers.faults.length > 0) throw new Error(this.#workers.faults.join('; '));
    const { transfers, wallets } = await this.#readTables();
    for (const [id, status] of Object.entries(transfers)) this.#book.settle(id, status);
    const [booked, stored] = [this.#book.transfers.size, Object.keys(transfers).length];
    if (booked !== stored)
      throw new Error(`${booked} transfers were answered, ${stored} are there`);
    for (const id of this.#wallets) {
      const ours = [this.#book.balance(id), this.#book.held(id)].join(', held ');
      const theirs = wallets[id]?.slice(0, 2).join(', held ');
      if (ours !== theirs) throw new Error(`Wallet ${id} should have ${ours} and has ${theirs}`);
    }
    const states = [...this.#book.transfers.values()].map(({ status }) => status);
    return digestOf([states, this.#wallets.map((id) => wallets[id])]);
  }

  async #readTables(): Promise<Tables> {
    const [row] = await queryReviewed<Tables>(
      this.#ctx.db,
      readTables,
      Prisma.sql`SELECT
        coalesce((SELECT jsonb_object_agg(t."id", t."status") FROM "Transfer" t
          WHERE t."kind" = 'TRANSFER'), '{}') AS "transfers",
        (SELECT jsonb_object_agg(w."id", jsonb_build_array(trim_scale(w."cachedBalance")::text,
          trim_scale(w."heldBalance")::text, w."isFrozen")) FROM "Wallet" w
          WHERE w."systemKey" IS NULL) AS "wallets"`,
    );
    if (row === undefined) throw new Error('The tables gave no row');
    return row;
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
    for (let round = 0; round < 3; round += 1) {
      await this.#workers.finish();
      await this.#compare();
      for (let left = mostRows; left > 0 && (await this.#operators.finishOne()); left -= 1) {
        await this.#compare();
      }
    }
    await this.#check();
    const verdict = await verifyChain(db, { channel: 'main' });
    if (!verdict.isIntact) throw new Error(`The chain: ${verdict.firstBroken?.reason}`);
    const letter = await db.eventDLQ.findFirst({ select: { reason: true } });
    if (letter !== null) throw new Error(`An event was set aside: ${letter.reason}`);
    const told = await db.ledgerTransaction.findMany({
      orderBy: [{ blockNumber: 'asc' }, { indexInBlock: 'asc' }],
      take: mostRows,
      select: { commandType: true, payload: true, validationCode: true, blockNumber: true },
    });
    const carriedOut = new Set(
      told
        .filter(({ validationCode }) => validationCode === 'VALID')
        .map(({ payload }) => (payload as { readonly transferId?: string }).transferId),
    );
    for (const { id, status } of this.#book.transfers.values()) {
      const expected = carriedOut.has(id) ? ['CONFIRMED'] : ['FAILED', 'REJECTED'];
      if (!expected.includes(status)) throw new Error(`Transfer ${id} ends as ${status}`);
    }
    this.trace.push(...this.#endings(), `fees ${this.#book.fees}`);
    for (const { blockNumber, commandType, validationCode } of told) {
      this.trace.push(`block ${blockNumber}: ${commandType} ${validationCode}`);
    }
  }

  #endings(): string[] {
    const transfers = [...this.#book.transfers.values()];
    return transfers.map(({ status, hold }) => `ends ${hold === null ? '' : 'held '}${status}`);
  }
}

function digestOf(value: unknown): string {
  return createHash('sha256').update(JSON.stringify(value), 'utf8').digest('hex').slice(0, 12);
}
