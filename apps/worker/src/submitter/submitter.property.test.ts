import { withTenant } from '@freehold/core-db';
import type { ServiceContext } from '@freehold/core-services/context';
import type { LedgerGateway } from '@freehold/core-services/ledger/ledger-gateway';
import { verifyChain } from '@freehold/core-services/ledger/verify-chain';
import fc from 'fast-check';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { FaultPoint, Faults } from '../faults.ts';
import {
  approvePerson,
  drain,
  ledgerWith,
  openWorkerTest,
  type WorkerTest,
} from '../testing/worker-test.ts';

let setup: WorkerTest;
beforeAll(async () => {
  setup = await openWorkerTest();
});
afterAll(() => setup.closeAll());

const going = new AbortController().signal;

/** What one worker's step meets on its way. */
type Mishap =
  | { readonly kind: 'NONE' }
  /** It stops there and wakes up only after everything else. */
  | { readonly kind: 'SLEEP'; readonly at: FaultPoint }
  /** Its transaction is cut off before the commit. */
  | { readonly kind: 'CUT_OFF' }
  | { readonly kind: 'LEDGER_AWAY' }
  /** The ledger takes the command and its answer is lost. */
  | { readonly kind: 'ANSWER_LOST' };

type Action =
  | { readonly kind: 'STEPS'; readonly together: readonly Mishap[] }
  | { readonly kind: 'LEASES_END' }
  /** Whoever sleeps goes on. */
  | { readonly kind: 'WAKE' };

const sleepPoints = [
  'submitter.claimed',
  'submitter.marked',
  'submitter.submitted',
  'submitter.settled',
] as const;

const mishap: fc.Arbitrary<Mishap> = fc.oneof(
  { weight: 3, arbitrary: fc.constant({ kind: 'NONE' } as const) },
  {
    weight: 3,
    arbitrary: fc.constantFrom(...sleepPoints).map((at) => ({ kind: 'SLEEP', at }) as const),
  },
  {
    weight: 3,
    arbitrary: fc
      .constantFrom('CUT_OFF' as const, 'LEDGER_AWAY' as const, 'ANSWER_LOST' as const)
      .map((kind) => ({ kind })),
  },
);
const action: fc.Arbitrary<Action> = fc.oneof(
  {
    weight: 3,
    arbitrary: fc
      .array(mishap, { minLength: 1, maxLength: 3 })
      .map((together) => ({ kind: 'STEPS', together }) as const),
  },
  { weight: 2, arbitrary: fc.constant({ kind: 'LEASES_END' } as const) },
  { weight: 1, arbitrary: fc.constant({ kind: 'WAKE' } as const) },
);
const written = fc.array(fc.record({ tenant: fc.nat(1), aggregate: fc.nat(1) }), {
  minLength: 1,
  maxLength: 6,
});

test('however workers interleave, die and wake, each command is one transaction in the order written', async () => {
  await fc.assert(
    fc.asyncProperty(
      written,
      fc.array(action, { maxLength: 8 }),
      fc.record({ batch: fc.integer({ min: 1, max: 6 }), isTogether: fc.boolean() }),
      async (commands, actions, manner) => {
        const tenants = [await newContext(), await newContext()];
        const expected = new Map<string, { ids: string[]; tenant: ServiceContext }>();
        for (const { tenant, aggregate } of commands) {
          const ctx = tenants[tenant]!;
          const aggregateKey = `aggregate:${aggregate}`;
          const { commandId } = await approvePerson(ctx, { aggregateKey });
          const key = `${ctx.tenant.id} ${aggregateKey}`;
          const entry = expected.get(key) ?? { ids: [], tenant: ctx };
          expected.set(key, { ...entry, ids: [...entry.ids, commandId] });
        }
        await play(actions, manner);
        for (const { ids, tenant } of expected.values()) await expectOnce(tenant, ids);
        for (const { tenant } of tenants) {
          const verdict = await withTenant(tenant.id, () =>
            verifyChain(setup.db, { channel: 'main' }),
          );
          expect(verdict.firstBroken).toBeNull();
        }
      },
    ),
    { numRuns: 25, endOnFailure: true },
  );
}, 120_000);

async function newContext(): Promise<ServiceContext> {
  return setup.contextOf(await setup.makeTenant());
}

async function play(
  actions: readonly Action[],
  { batch, isTogether }: { readonly batch: number; readonly isTogether: boolean },
): Promise<void> {
  const sleepers: { wake: () => void; step: Promise<unknown> }[] = [];
  const limits = { batch, concurrency: 2, leaseSeconds: 60, timeoutMs: 5_000, maxAttempts: 100 };
  for (const entry of actions) {
    if (entry.kind === 'LEASES_END') {
      await setup.endLeases();
      continue;
    }
    if (entry.kind === 'WAKE') {
      for (const { wake } of sleepers) wake();
      continue;
    }
    const steps = entry.together.map(async (given) => {
      const { faults, ledger, asleep, wake } = meet(given, isTogether);
      const step = setup
        .submitter({ faults, ledger, limits })(going)
        .catch(() => undefined);
      sleepers.push({ wake, step });
      await Promise.race([step, asleep]);
    });
    await Promise.all(steps);
  }
  await setup.endLeases();
  await drain(setup.submitter({ limits }));
  for (const { wake } of sleepers) wake();
  await Promise.all(sleepers.map(({ step }) => step));
  // Those who woke may have left claims behind that nobody settled.
  await setup.endLeases();
  await drain(setup.submitter({ limits }));
}

function meet(
  given: Mishap,
  isTogether: boolean,
): {
  faults: Faults;
  ledger: LedgerGateway;
  asleep: Promise<void>;
  wake: () => void;
} {
  const asleep = Promise.withResolvers<void>();
  const awake = Promise.withResolvers<void>();
  const reach = (point: FaultPoint): void | Promise<void> => {
    if (given.kind === 'CUT_OFF' && point === 'submitter.settling') throw new Error('cut off');
    if (given.kind !== 'SLEEP' || point !== given.at) return;
    asleep.resolve();
    return awake.promise;
  };
  const through = async <T>(work: () => Promise<T>): Promise<T> => {
    if (given.kind === 'LEDGER_AWAY') throw new Error('away');
    const answer = await work();
    if (given.kind === 'ANSWER_LOST') throw new Error('lost');
    return answer;
  };
  const ledger = ledgerWith(setup.ledger, {
    submit: (command, options) => through(() => setup.ledger.submit(command, options)),
    ...(isTogether
      ? { submitMany: (all, options) => through(() => setup.ledger.submitMany!(all, options)) }
      : {}),
  });
  return { faults: { reach }, ledger, asleep: asleep.promise, wake: awake.resolve };
}

/** Audit rows that tell of a command's commit: its own, or the one of its batch. */
function commitsOf(
  audits: readonly { readonly entityId: string; readonly entityType: string; changes: unknown }[],
  id: string,
): number {
  return audits.filter(({ entityType, entityId, changes }) => {
    if (entityType === 'OutboxCommand') return entityId === id;
    return (changes as { commandIds: string[] }).commandIds.includes(id);
  }).length;
}

/** Nothing lost, nothing twice, nothing out of order. */
async function expectOnce(ctx: ServiceContext, ids: readonly string[]): Promise<void> {
  await withTenant(ctx.tenant.id, async () => {
    const where = { commandId: { in: [...ids] } };
    const transactions = await ctx.db.ledgerTransaction.findMany({
      where,
      orderBy: [{ blockNumber: 'asc' }, { indexInBlock: 'asc' }],
    });
    const audits = await ctx.db.auditLog.findMany({ where: { action: 'command.commit' } });
    expect(transactions.map(({ commandId }) => commandId)).toEqual(ids);
    const commands = await ctx.db.outboxCommand.findMany({ where: { id: { in: [...ids] } } });
    for (const { id, status, commitBlock } of commands) {
      const transaction = transactions.find(({ commandId }) => commandId === id);
      expect({ status, commitBlock }).toEqual({
        status: 'COMMITTED',
        commitBlock: transaction?.blockNumber,
      });
      expect(commitsOf(audits, id)).toBe(1);
    }
  });
}
