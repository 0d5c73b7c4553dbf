import { withTenant } from '@freehold/core-db';
import type { ServiceContext } from '@freehold/core-services/context';
import { LedgerError, type LedgerGateway } from '@freehold/core-services/ledger/ledger-gateway';
import { pausePipeline, resumePipeline } from '@freehold/core-services/ledger/pipeline';
import { verifyChain } from '@freehold/core-services/ledger/verify-chain';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import type { FaultPoint } from '../faults.ts';
import {
  approvePerson,
  drain,
  ledgerWith,
  openWorkerTest,
  type WorkerTest,
} from '../testing/worker-test.ts';

let setup: WorkerTest;
let ctx: ServiceContext;
beforeAll(async () => {
  setup = await openWorkerTest();
});
afterAll(() => setup.closeAll());
beforeEach(async () => {
  ctx = setup.contextOf(await setup.makeTenant());
});

const going = new AbortController().signal;
const inTenant = <T>(work: () => Promise<T>) => withTenant(ctx.tenant.id, work);
const readCommand = (id: string) =>
  inTenant(() => ctx.db.outboxCommand.findFirstOrThrow({ where: { id } }));
const auditActions = async (entityId: string) => {
  const rows = await inTenant(() =>
    ctx.db.auditLog.findMany({ where: { entityId }, orderBy: { sequence: 'asc' } }),
  );
  return rows.map(({ action, actorName }) => `${action} by ${actorName}`);
};
const transactions = async () => {
  const rows = await inTenant(() =>
    ctx.db.ledgerTransaction.findMany({
      orderBy: [{ blockNumber: 'asc' }, { indexInBlock: 'asc' }],
    }),
  );
  return rows.map(({ commandId }) => commandId);
};
const blocks = () => inTenant(() => ctx.db.ledgerBlock.count());

/** Stops there for ever, as a process that died does; other points pass. */
function dieAt(point: FaultPoint) {
  const reached = Promise.withResolvers<void>();
  const release = Promise.withResolvers<void>();
  const reach = (at: FaultPoint) => {
    if (at !== point) return;
    reached.resolve();
    return release.promise;
  };
  return { faults: { reach }, reached: reached.promise, release: release.resolve };
}

describe('a command', () => {
  test('reaches the ledger, and its row, its block and its audit row say so', async () => {
    const { commandId } = await approvePerson(ctx);
    await drain(setup.submitter());
    const command = await readCommand(commandId);
    expect(command).toMatchObject({
      status: 'COMMITTED',
      attempts: 1,
      commitBlock: 0n,
      lockedBy: null,
      leaseExpiresAt: null,
      error: null,
    });
    const receipt = await setup.ledger.findByCommand(
      { tenantId: ctx.tenant.id, commandId, txId: '' },
      { timeoutMs: 1000 },
    );
    expect(receipt).toEqual({ txId: command.fabricTxId, blockNumber: 0n, validationCode: 'VALID' });
    expect(await auditActions(commandId)).toEqual(['command.commit by submitter']);
  });

  test('that the contract refuses is FAILED for good, on its person too', async () => {
    const { userId } = await approvePerson(ctx);
    const { commandId } = await approvePerson(ctx, { userId });
    await drain(setup.submitter());
    expect(await readCommand(commandId)).toMatchObject({
      status: 'FAILED',
      commitBlock: 0n,
      errorCode: 'ledger.user_exists',
      error: 'The contract refused it: USER_EXISTS',
    });
    const user = await inTenant(() => ctx.db.user.findFirstOrThrow({ where: { id: userId } }));
    expect(user.onchainStatus).toBe('FAILED');
    expect(await auditActions(commandId)).toEqual(['command.fail by submitter']);
  });

  test('that the ledger gives up on is FAILED at once', async () => {
    const { commandId } = await approvePerson(ctx);
    const submit = () => Promise.reject(new LedgerError('GIVE_UP', 'ledger.payload_invalid', 'No'));
    await drain(setup.submitter({ ledger: ledgerWith(setup.ledger, { submit }) }));
    expect(await readCommand(commandId)).toMatchObject({
      status: 'FAILED',
      attempts: 1,
      commitBlock: null,
      errorCode: 'ledger.payload_invalid',
    });
  });

  test('is tried again later and later while the ledger is away, then FAILED', async () => {
    const { commandId } = await approvePerson(ctx);
    const submit = () => Promise.reject(new Error('connect ECONNREFUSED'));
    const limits = { ...limitsOf({ maxAttempts: 3 }) };
    const away = setup.submitter({ ledger: ledgerWith(setup.ledger, { submit }), limits });
    const waits: number[] = [];
    for (let attempt = 1; attempt <= 3; attempt += 1) {
      expect(await away(going)).toBe(true);
      const command = await readCommand(commandId);
      expect(command.attempts).toBe(attempt);
      if (attempt < 3) {
        expect(command).toMatchObject({ status: 'PENDING', errorCode: 'ledger.unavailable' });
        waits.push(command.availableAt.getTime() - Date.now());
        expect(await away(going)).toBe(false);
        await setup.endLeases();
      }
    }
    expect(waits[0]).toBeGreaterThan(500);
    expect(waits[1]).toBeGreaterThan(waits[0]! * 1.2);
    expect(await readCommand(commandId)).toMatchObject({ status: 'FAILED', attempts: 3 });
  });

  test('whose answer does not come is tried again, and the ledger is asked before it is told', async () => {
    const { commandId } = await approvePerson(ctx);
    let submissions = 0;
    const lateLedger = ledgerWith(setup.ledger, {
      async submit(command, options) {
        submissions += 1;
        await setup.ledger.submit(command, options);
        return new Promise(() => {});
      },
    });
    // Long enough for the ledger to have it, on a machine with much else to do.
    const limits = limitsOf({ timeoutMs: 1_500 });
    await setup.submitter({ ledger: lateLedger, limits })(going);
    expect(await readCommand(commandId)).toMatchObject({
      status: 'PENDING',
      errorCode: 'ledger.timeout',
    });
    await setup.endLeases();
    await drain(setup.submitter({ ledger: lateLedger, limits: limitsOf({}) }));
    expect(await readCommand(commandId)).toMatchObject({ status: 'COMMITTED', attempts: 2 });
    expect(submissions).toBe(1);
    expect(await blocks()).toBe(1);
  });
});

function limitsOf(changes: object) {
  return {
    batch: 20,
    concurrency: 4,
    leaseSeconds: 60,
    timeoutMs: 5_000,
    maxAttempts: 10,
    ...changes,
  };
}

describe('a worker that wakes late', () => {
  test.each(['submitter.claimed', 'submitter.marked', 'submitter.submitted'] as const)(
    'at %s touches nothing',
    async (point) => {
      const { commandId } = await approvePerson(ctx);
      const zombie = dieAt(point);
      const step = setup.submitter({ faults: zombie.faults })(going);
      await zombie.reached;
      await setup.endLeases();
      await drain(setup.submitter());
      const settled = await readCommand(commandId);
      expect(settled).toMatchObject({ status: 'COMMITTED', leaseNumber: 2 });
      zombie.release();
      await step;
      expect(await readCommand(commandId)).toEqual(settled);
      expect(await auditActions(commandId)).toEqual(['command.commit by submitter']);
      expect(await blocks()).toBe(1);
    },
  );
});

describe('a worker that wakes while another holds its command', () => {
  test.each(['submitter.claimed', 'submitter.marked', 'submitter.submitted'] as const)(
    'at %s leaves it to the other',
    async (point) => {
      const { commandId } = await approvePerson(ctx);
      const zombie = dieAt(point);
      const late = setup.submitter({ faults: zombie.faults })(going);
      await zombie.reached;
      await setup.endLeases();
      const holder = dieAt('submitter.submitted');
      const step = setup.submitter({ worker: 'holder', faults: holder.faults })(going);
      await holder.reached;
      const held = await readCommand(commandId);
      expect(held).toMatchObject({ status: 'SUBMITTED', lockedBy: 'holder', leaseNumber: 2 });
      zombie.release();
      await late;
      expect(await readCommand(commandId)).toEqual(held);
      holder.release();
      await step;
      expect(await readCommand(commandId)).toMatchObject({ status: 'COMMITTED', lockedBy: null });
      expect(await blocks()).toBe(1);
    },
  );
});

test('a command that ends its workers is counted, set aside, and holds up no other', async () => {
  const poison = await approvePerson(ctx);
  const limits = limitsOf({ maxAttempts: 3, batch: 1 });
  for (let death = 1; death <= 3; death += 1) {
    const dying = dieAt('submitter.marked');
    void setup.submitter({ faults: dying.faults, limits })(going);
    await dying.reached;
    expect((await readCommand(poison.commandId)).attempts).toBe(death);
    await setup.endLeases();
  }
  const neighbour = await approvePerson(ctx);
  await drain(setup.submitter({ limits }));
  expect(await readCommand(poison.commandId)).toMatchObject({
    status: 'FAILED',
    errorCode: 'command.poisonous',
    error: 'Its worker ended 3 times without an answer',
  });
  expect(await readCommand(neighbour.commandId)).toMatchObject({
    status: 'COMMITTED',
    attempts: 1,
  });
});

test('commands of one aggregate reach the ledger in the order written, whatever number of workers', async () => {
  const written: string[] = [];
  for (let index = 0; index < 8; index += 1) {
    written.push((await approvePerson(ctx, { aggregateKey: 'user:one' })).commandId);
  }
  const workers = Array.from({ length: 4 }, () => setup.submitter());
  for (let round = 0; round < 8; round += 1) await Promise.all(workers.map((step) => step(going)));
  expect(await transactions()).toEqual(written);
});

describe('commands of one aggregate that were claimed together', () => {
  async function three(): Promise<string[]> {
    const ids: string[] = [];
    for (let index = 0; index < 3; index += 1) {
      ids.push((await approvePerson(ctx, { aggregateKey: 'user:one' })).commandId);
    }
    return ids;
  }

  test('are given back behind one that is to be tried again, as if never told', async () => {
    const [first, second, third] = await three();
    const submit: LedgerGateway['submit'] = (command, options) =>
      command.commandId === second
        ? Promise.reject(new Error('connect ECONNREFUSED'))
        : setup.ledger.submit(command, options);
    await setup.submitter({ ledger: ledgerWith(setup.ledger, { submit }) })(going);
    expect(await readCommand(first!)).toMatchObject({ status: 'COMMITTED' });
    expect(await readCommand(second!)).toMatchObject({ status: 'PENDING', attempts: 1 });
    expect(await readCommand(third!)).toMatchObject({
      ...{ status: 'PENDING', attempts: 0, fabricTxId: null, lockedBy: null },
    });
    expect(await setup.submitter()(going)).toBe(false);
    await setup.endLeases();
    await drain(setup.submitter());
    expect(await transactions()).toEqual([first, second, third]);
  });

  test('go on behind one that the ledger never takes', async () => {
    const [first, second, third] = await three();
    const submit: LedgerGateway['submit'] = (command, options) =>
      command.commandId === second
        ? Promise.reject(new LedgerError('GIVE_UP', 'ledger.payload_invalid', 'No'))
        : setup.ledger.submit(command, options);
    await setup.submitter({ ledger: ledgerWith(setup.ledger, { submit }) })(going);
    expect(await readCommand(second!)).toMatchObject({ status: 'FAILED', commitBlock: null });
    expect(await transactions()).toEqual([first, third]);
  });

  test('are left to whoever took the first one over meanwhile', async () => {
    const [first, second] = await three();
    const zombie = dieAt('submitter.claimed');
    const late = setup.submitter({ faults: zombie.faults })(going);
    await zombie.reached;
    await setup.endLeases();
    const holder = dieAt('submitter.marked');
    const step = setup.submitter({ worker: 'holder', faults: holder.faults })(going);
    await holder.reached;
    zombie.release();
    await late;
    expect(await blocks()).toBe(0);
    expect(await readCommand(second!)).toMatchObject({ status: 'PENDING', fabricTxId: null });
    holder.release();
    await step;
    await drain(setup.submitter());
    expect((await transactions())[0]).toBe(first);
    expect(await transactions()).toHaveLength(3);
  });
});

test('what keeps many from the ledger at once is tried one by one, so that only the one stays behind', async () => {
  const ids: string[] = [];
  for (let index = 0; index < 3; index += 1) ids.push((await approvePerson(ctx)).commandId);
  const fails = (commandId: string) => commandId === ids[1];
  const ledger: LedgerGateway = {
    ...setup.ledger,
    submit: (command, options) =>
      fails(command.commandId)
        ? Promise.reject(new Error('broken'))
        : setup.ledger.submit(command, options),
    submitMany: () => Promise.reject(new Error('broken')),
  };
  await setup.submitter({ ledger })(going);
  const statuses = await Promise.all(ids.map(async (id) => (await readCommand(id)).status));
  expect(statuses).toEqual(['COMMITTED', 'PENDING', 'COMMITTED']);
  await setup.endLeases();
  await drain(setup.submitter());
});

describe('a tenant whose pipeline is paused', () => {
  const manage = (act: typeof pausePipeline, version: number) =>
    inTenant(() => act({ ctx, input: { version, reason: 'maintenance' } }));

  test('keeps its commands and its events where they are until it is resumed', async () => {
    const before = await approvePerson(ctx);
    await drain(setup.submitter());
    const after = await approvePerson(ctx);
    expect(await manage(pausePipeline, 0)).toMatchObject({ isPaused: true, version: 1 });
    await drain(setup.submitter());
    await drain(setup.projector());
    expect(await readCommand(after.commandId)).toMatchObject({ status: 'PENDING', attempts: 0 });
    const user = () =>
      inTenant(() => ctx.db.user.findFirstOrThrow({ where: { id: before.userId } }));
    expect((await user()).status).toBe('APPROVED_PENDING_ONCHAIN');
    expect(await manage(resumePipeline, 1)).toMatchObject({ isPaused: false, version: 2 });
    await drain(setup.submitter());
    await drain(setup.projector());
    expect(await readCommand(after.commandId)).toMatchObject({ status: 'COMMITTED' });
    expect((await user()).status).toBe('ACTIVE');
  });

  test('does not keep another tenant waiting', async () => {
    await manage(pausePipeline, 0);
    const other = setup.contextOf(await setup.makeTenant());
    await approvePerson(other);
    await drain(setup.submitter());
    const count = await withTenant(other.tenant.id, () => other.db.ledgerBlock.count());
    expect(count).toBe(1);
  });

  test('finishes what a worker holds', async () => {
    const { commandId } = await approvePerson(ctx);
    const holder = dieAt('submitter.submitted');
    const step = setup.submitter({ faults: holder.faults })(going);
    await holder.reached;
    await manage(pausePipeline, 0);
    holder.release();
    await step;
    expect(await readCommand(commandId)).toMatchObject({ status: 'COMMITTED' });
  });
});

test('a tenant with one command is not kept waiting by one with many', async () => {
  for (let index = 0; index < 12; index += 1) await approvePerson(ctx);
  const other = setup.contextOf(await setup.makeTenant());
  const { commandId } = await approvePerson(other);
  await setup.submitter({ limits: limitsOf({ batch: 4 }) })(going);
  const command = await withTenant(other.tenant.id, () =>
    other.db.outboxCommand.findFirstOrThrow({ where: { id: commandId } }),
  );
  expect(command.status).toBe('COMMITTED');
  await drain(setup.submitter());
});

test('a worker told to stop gives back what it has not begun, attempt included', async () => {
  const { commandId } = await approvePerson(ctx);
  await setup.submitter()(AbortSignal.abort());
  expect(await readCommand(commandId)).toMatchObject({
    status: 'PENDING',
    attempts: 0,
    lockedBy: null,
  });
  await drain(setup.submitter());
  expect(await readCommand(commandId)).toMatchObject({ status: 'COMMITTED', attempts: 1 });
});

test('a round that takes longer than its leases leaves the rest to others', async () => {
  const { commandId } = await approvePerson(ctx);
  await setup.submitter({ limits: limitsOf({ leaseSeconds: 8, timeoutMs: 5_000 }) })(going);
  expect(await readCommand(commandId)).toMatchObject({ status: 'PENDING', attempts: 0 });
  await drain(setup.submitter());
});

test('commands claimed together become one block, one statement and one audit row, and the chain stands', async () => {
  const ids: string[] = [];
  for (let index = 0; index < 3; index += 1) ids.push((await approvePerson(ctx)).commandId);
  await drain(setup.submitter());
  const verdict = await inTenant(() => verifyChain(ctx.db, { channel: 'main' }));
  expect(verdict).toMatchObject({ isIntact: true, checkedCount: 1n });
  const audits = await inTenant(() =>
    ctx.db.auditLog.findMany({ where: { action: 'command.commit' } }),
  );
  expect(audits).toHaveLength(1);
  const { commandIds, ...facts } = audits[0]!.changes as { commandIds: string[] };
  expect(facts).toEqual({ count: 3, commandTypes: { CREATE_USER: 3 }, blockNumbers: ['0'] });
  expect(new Set(commandIds)).toEqual(new Set(ids));
  for (const id of ids) {
    expect(await readCommand(id)).toMatchObject({ status: 'COMMITTED', commitBlock: 0n });
  }
});
