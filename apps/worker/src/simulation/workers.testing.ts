import { LedgerError, type LedgerGateway } from '@freehold/core-services/ledger/ledger-gateway';
import { money } from '@freehold/core-services/ledger/projections/money';
import type { ServiceLogger } from '@freehold/core-services/service-logger';
import { noFaults, type FaultPoint, type Faults } from '../faults.ts';
import { ledgerWith, type WorkerTest } from '../testing/worker-test.ts';
import type { Random } from './random.ts';

/** Outside any transaction: whoever stops there holds no lock. */
const restingPoints = [
  'submitter.claimed',
  'submitter.marked',
  'submitter.submitted',
  'submitter.settled',
] as const satisfies readonly FaultPoint[];
const submitterPoints = [...restingPoints, 'submitter.settling'] as const;
const projectorPoints = ['projector.read', 'projector.applying', 'projector.applied'] as const;

type Step = (signal: AbortSignal) => Promise<boolean>;

class Died extends Error {}

const going = new AbortController().signal;

/** Submitters and projectors that die, fall asleep and wake up where chance says. */
export class Workers {
  readonly #setup: WorkerTest;
  readonly #random: Random;
  readonly #logger: ServiceLogger;
  /** What went wrong that nobody meant to. */
  readonly faults: string[] = [];
  #sleepers: { readonly wake: () => void; readonly done: Promise<unknown> }[] = [];

  constructor(setup: WorkerTest, random: Random) {
    this.#setup = setup;
    this.#random = random;
    this.#logger = {
      info: () => undefined,
      warn: () => undefined,
      error: ({ err }: { err?: unknown }) => {
        if (!(err instanceof Died))
          this.faults.push(err instanceof Error ? err.message : String(err));
      },
    };
  }

  /** One round of a submitter; says what happened to it. */
  async submit(): Promise<string> {
    const random = this.#random;
    const kind = random.pick(['well', 'well', 'dies', 'sleeps', 'away', 'unheard'] as const);
    if (kind === 'sleeps') {
      return this.#sleepAt(random.pick(restingPoints), (faults) =>
        this.#setup.submitter({ faults, limits, logger: this.#logger }),
      );
    }
    const point = random.pick(submitterPoints);
    const faults = kind === 'dies' ? dieAt(point) : undefined;
    const step = this.#setup.submitter({
      ledger: this.#ledger(kind),
      logger: this.#logger,
      ...(faults === undefined ? {} : { faults }),
      limits: { ...limits, batch: 1 + random.int(20) },
    });
    await survive(step);
    return kind === 'dies' ? `dies at ${point}` : kind;
  }

  /** One round of the projector of money. */
  async project(): Promise<string> {
    const random = this.#random;
    const kind = random.pick(['well', 'well', 'well', 'dies', 'dies', 'sleeps'] as const);
    const point = random.pick(projectorPoints);
    const batchBlocks = 1 + random.int(25);
    const projector = (faults: Faults) =>
      this.#setup.projector({ projection: money, logger: this.#logger, batchBlocks, faults });
    if (kind === 'sleeps') return this.#sleepAt('projector.read', projector);
    await survive(projector(kind === 'dies' ? dieAt(point) : noFaults));
    return kind === 'dies' ? `dies at ${point}` : kind;
  }

  /** Whoever sleeps goes on, and finds what the others did meanwhile. */
  async wake(): Promise<number> {
    const sleepers = this.#sleepers;
    this.#sleepers = [];
    for (const { wake, done } of sleepers) {
      wake();
      await done;
    }
    return sleepers.length;
  }

  /** Everything that waits is worked off by workers to whom nothing happens. */
  async finish(): Promise<void> {
    await this.wake();
    await this.#setup.endLeases();
    for (const step of [
      this.#setup.submitter({ limits, logger: this.#logger }),
      this.#setup.projector({ projection: money, logger: this.#logger }),
    ]) {
      for (let round = 0; round < 100; round += 1) if (!(await step(going))) break;
    }
  }

  async #sleepAt(point: FaultPoint, open: (faults: Faults) => Step): Promise<string> {
    let wake = (): void => undefined;
    const woken = new Promise<void>((resolve) => {
      wake = resolve;
    });
    let fallAsleep = (): void => undefined;
    const asleep = new Promise<void>((resolve) => {
      fallAsleep = resolve;
    });
    const faults: Faults = {
      reach(reached) {
        if (reached !== point) return undefined;
        fallAsleep();
        return woken;
      },
    };
    const done = survive(open(faults));
    await Promise.race([done, asleep]);
    this.#sleepers.push({ wake, done });
    return `sleeps at ${point}`;
  }

  #ledger(kind: string): LedgerGateway {
    const { ledger } = this.#setup;
    const away = () => new LedgerError('RETRY', 'ledger.away', 'The ledger is away');
    if (kind === 'away') {
      const refuse = () => Promise.reject(away());
      return ledgerWith(ledger, { submit: refuse, submitMany: refuse, findByCommand: refuse });
    }
    if (kind !== 'unheard') return ledger;
    return ledgerWith(ledger, {
      async submit(command, options) {
        await ledger.submit(command, options);
        throw away();
      },
      async submitMany(commands, options) {
        await ledger.submitMany?.(commands, options);
        throw away();
      },
    });
  }
}

/** Few attempts, so that commands are set aside as failed; times so long that a slow machine changes nothing. */
const limits = {
  ...{ batch: 20, concurrency: 1, maxAttempts: 2 },
  ...{ leaseSeconds: 600, timeoutMs: 60_000 },
};

function dieAt(point: FaultPoint): Faults {
  return {
    reach(reached) {
      if (reached === point) throw new Died(point);
    },
  };
}

async function survive(step: Step): Promise<void> {
  try {
    await step(going);
  } catch (error) {
    if (!(error instanceof Died)) throw error;
  }
}
