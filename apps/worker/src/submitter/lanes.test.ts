import { withTenant } from '@freehold/core-db';
import type { ServiceContext } from '@freehold/core-services/context';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import type { FaultPoint } from '../faults.ts';
import { approvePerson, drain, openWorkerTest, type WorkerTest } from '../testing/worker-test.ts';
import { runLanes, type Lane } from './lanes.ts';
import { submitterDefaults } from './submitter-limits.ts';

const going = new AbortController().signal;

describe('a round', () => {
  const turn = () => new Promise((resolve) => setImmediate(resolve));

  function play(mostBatches = 10) {
    const begun: { told: () => void; settle: () => void; fail: (error: Error) => void }[] = [];
    const round = runLanes({
      next() {
        const [told, settled] = [Promise.withResolvers<void>(), Promise.withResolvers<void>()];
        const { resolve: settle, reject: fail } = settled;
        begun.push({ told: told.resolve, settle, fail });
        const lane: Lane = { told: told.promise, settled: settled.promise };
        return Promise.resolve({ ...lane, isFull: begun.length < 3 });
      },
      ...{ mostBatches, signal: going },
    });
    round.catch(() => undefined);
    return { begun, round };
  }

  test('begins with the next batch when the one before is told, and has two under way at most', async () => {
    const { begun, round } = play();
    await turn();
    expect(begun).toHaveLength(1);
    begun[0]?.told();
    await turn();
    expect(begun).toHaveLength(2);
    begun[1]?.told();
    await turn();
    expect(begun).toHaveLength(2);
    begun[0]?.settle();
    await turn();
    expect(begun).toHaveLength(3);
    for (const { told, settle } of begun) {
      told();
      settle();
    }
    expect(await round).toBe(true);
    expect(begun).toHaveLength(3);
  });

  test('ends after its number of batches', async () => {
    const { begun, round } = play(1);
    await turn();
    begun[0]?.told();
    begun[0]?.settle();
    expect(await round).toBe(true);
    expect(begun).toHaveLength(1);
  });

  test('that fails throws when nothing is under way any more', async () => {
    const { begun, round } = play();
    let isOver = false;
    round.catch(() => (isOver = true));
    await turn();
    begun[0]?.told();
    await turn();
    begun[0]?.fail(new Error('cut off'));
    begun[1]?.told();
    await turn();
    expect({ isOver, begun: begun.length }).toEqual({ isOver: false, begun: 2 });
    begun[1]?.settle();
    await expect(round).rejects.toThrow('cut off');
  });
});

describe('two lanes', () => {
  let setup: WorkerTest;
  let ctx: ServiceContext;
  beforeAll(async () => {
    setup = await openWorkerTest();
  });
  afterAll(() => setup.closeAll());
  beforeEach(async () => {
    ctx = setup.contextOf(await setup.makeTenant());
  });

  const limits = { ...submitterDefaults, batch: 2 };
  const enqueue = async (aggregates: readonly string[]) => {
    const ids: string[] = [];
    for (const aggregateKey of aggregates) {
      ids.push((await approvePerson(ctx, { aggregateKey })).commandId);
    }
    return ids;
  };
  const onChain = () =>
    withTenant(ctx.tenant.id, async () => {
      const orderBy = [{ blockNumber: 'asc' as const }, { indexInBlock: 'asc' as const }];
      const rows = await ctx.db.ledgerTransaction.findMany({ orderBy });
      return rows.map(({ commandId }) => commandId);
    });
  const statuses = (ids: readonly string[]) =>
    withTenant(ctx.tenant.id, async () => {
      const rows = await ctx.db.outboxCommand.findMany({ where: { id: { in: [...ids] } } });
      return ids.map((id) => rows.find((row) => row.id === id)?.status);
    });

  /** The first batch is not settled before the second one has come so far. */
  function holdFirstUntil(point: FaultPoint, times: number, then: () => void = () => undefined) {
    const come = Promise.withResolvers<void>();
    let [seen, isFirst] = [0, true];
    const reach = async (at: FaultPoint) => {
      if (at === point) {
        seen += 1;
        if (seen === times) come.resolve();
      }
      if (at === 'submitter.settling' && isFirst) {
        isFirst = false;
        await come.promise;
        then();
      }
    };
    return { reach };
  }

  test('one batch is told while the one before is being settled', async () => {
    const ids = await enqueue(['a', 'b', 'c', 'd']);
    const faults = holdFirstUntil('submitter.submitted', 2);
    await drain(setup.submitter({ limits, faults }));
    expect(await onChain()).toEqual(ids);
    expect(new Set(await statuses(ids))).toEqual(new Set(['COMMITTED']));
  });

  test('never hold the same aggregate: what is behind waits until the other lane has settled', async () => {
    const [a1, a2, a3, b, c] = await enqueue(['a', 'a', 'a', 'b', 'c']);
    const faults = holdFirstUntil('submitter.submitted', 2);
    await drain(setup.submitter({ limits, faults }));
    expect(await onChain()).toEqual([a1, a2, b, c, a3]);
  });

  test('a lane that fails leaves its leases to end; the other one is settled all the same', async () => {
    const ids = await enqueue(['a', 'b', 'c', 'd']);
    const faults = holdFirstUntil('submitter.submitted', 2, () => {
      throw new Error('cut off');
    });
    await expect(setup.submitter({ limits, faults })(going)).rejects.toThrow('cut off');
    const held = ['SUBMITTED', 'SUBMITTED', 'COMMITTED', 'COMMITTED'];
    expect(await statuses(ids)).toEqual(held);
    await drain(setup.submitter({ limits }));
    expect(await statuses(ids)).toEqual(held);
    await setup.endLeases();
    await drain(setup.submitter({ limits }));
    expect(new Set(await statuses(ids))).toEqual(new Set(['COMMITTED']));
    expect(await onChain()).toEqual(ids);
  });

  test('settle only what is still theirs, and the audit row names no other', async () => {
    const ids = await enqueue(['a', 'b']);
    const take = async (at: FaultPoint) => {
      if (at !== 'submitter.submitted') return;
      await setup.tamper(`UPDATE "OutboxCommand" SET "leaseNumber" = 7 WHERE "id" = $1`, [ids[0]]);
    };
    await setup.submitter({ limits, faults: { reach: take } })(going);
    expect(await statuses(ids)).toEqual(['SUBMITTED', 'COMMITTED']);
    const audits = await withTenant(ctx.tenant.id, () =>
      ctx.db.auditLog.findMany({ where: { action: 'command.commit' } }),
    );
    expect(audits).toMatchObject([
      {
        entityType: 'OutboxCommandBatch',
        entityId: ids[1],
        actorName: 'submitter',
        changes: {
          ...{ count: 1, commandIds: [ids[1]], blockNumbers: ['0'] },
          commandTypes: { CREATE_USER: 1 },
        },
      },
    ]);
  });
});
