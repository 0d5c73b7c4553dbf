import { randomUUID } from 'node:crypto';
import { AppError } from '@freehold/core-contracts/errors';
import { withTenant } from '@freehold/core-db';
import { recordAudit } from '@freehold/core-services/audit/record-audit';
import type { ServiceContext } from '@freehold/core-services/context';
import { discardDeadLetter } from '@freehold/core-services/ledger/discard-dead-letter';
import type { LedgerEvent, LedgerGateway } from '@freehold/core-services/ledger/ledger-gateway';
import type { Projection } from '@freehold/core-services/ledger/projections/projection';
import { userActivation } from '@freehold/core-services/ledger/projections/user-activation';
import { rebuildProjection } from '@freehold/core-services/ledger/rebuild-projection';
import { replayDeadLetter } from '@freehold/core-services/ledger/replay-dead-letter';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
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
const readUser = (id: string) => inTenant(() => ctx.db.user.findFirstOrThrow({ where: { id } }));
const readState = () =>
  inTenant(() => ctx.db.projectorState.findFirstOrThrow({ where: { channel: 'main' } }));
const deadLetters = () =>
  inTenant(() =>
    ctx.db.eventDLQ.findMany({ orderBy: [{ blockNumber: 'asc' }, { eventIndex: 'asc' }] }),
  );

async function confirmedPerson(): Promise<string> {
  const { userId } = await approvePerson(ctx);
  await drain(setup.submitter());
  return userId;
}

/** The real ledger with its events seen through `change`. */
function eventsSeen(change: (event: LedgerEvent) => LedgerEvent): LedgerGateway {
  return ledgerWith(setup.ledger, {
    async readEvents(range) {
      const { events, throughBlock } = await setup.ledger.readEvents(range);
      return { events: events.map(change), throughBlock };
    },
  });
}

describe('a confirmed person', () => {
  test('becomes active, with a wallet, a message, an event and every audit row', async () => {
    const userId = await confirmedPerson();
    await drain(setup.projector());
    expect(await readUser(userId)).toMatchObject({
      status: 'ACTIVE',
      onchainStatus: 'CONFIRMED',
      isActive: true,
    });
    await inTenant(async () => {
      const wallets = await ctx.db.wallet.findMany();
      expect(wallets).toHaveLength(1);
      expect(wallets[0]).toMatchObject({ userId, kind: 'PERSONAL', name: 'Main wallet' });
      expect(wallets[0]!.cachedBalance.toFixed()).toBe('0');
      const messages = await ctx.db.outboundMessage.findMany();
      expect(messages).toHaveLength(1);
      expect(messages[0]).toMatchObject({
        template: 'accountActive',
        recipient: `${userId}@people.test`,
        idempotencyKey: `account-active:${userId}`,
      });
      const [event] = await ctx.db.eventLog.findMany();
      expect(event).toMatchObject({
        eventName: 'UserCreated',
        eventVersion: 1,
        blockNumber: 0n,
        eventIndex: 0,
        payload: { userId, countryCode: 'CM' },
      });
      const audits = await ctx.db.auditLog.findMany({ orderBy: { sequence: 'asc' } });
      expect(audits.map(({ action, actorName }) => `${action} by ${actorName}`)).toEqual([
        'command.commit by submitter',
        'user.activate by projector',
        'wallet.open by projector',
      ]);
    });
    expect(await readState()).toMatchObject({ lastBlock: 0n, lastEventIndex: 0 });
  });

  test('of one tenant is nothing to another', async () => {
    const other = setup.contextOf(await setup.makeTenant());
    await confirmedPerson();
    await drain(setup.projector());
    const seen = await withTenant(other.tenant.id, () => other.db.eventLog.count());
    expect(seen).toBe(0);
  });
});

test('a block without an event moves the checkpoint all the same', async () => {
  const userId = await confirmedPerson();
  await approvePerson(ctx, { userId });
  await drain(setup.submitter());
  await drain(setup.projector());
  expect(await readState()).toMatchObject({ lastBlock: 1n, lastEventIndex: -1 });
  expect(await setup.projector()(going)).toBe(false);
});

test('two projectors of one name do not run at once, and each event takes effect once', async () => {
  for (let index = 0; index < 6; index += 1) await confirmedPerson();
  const [inside, release] = [Promise.withResolvers<void>(), Promise.withResolvers<void>()];
  const slow = setup.projector({
    batchBlocks: 2,
    faults: {
      reach(point) {
        if (point !== 'projector.applying') return;
        inside.resolve();
        return release.promise;
      },
    },
  })(going);
  await inside.promise;
  expect(await setup.projector()(going)).toBe(false);
  release.resolve();
  await slow;
  const projectors = Array.from({ length: 4 }, () => setup.projector({ batchBlocks: 1 }));
  for (let round = 0; round < 10; round += 1)
    await Promise.all(projectors.map((step) => step(going)));
  await inTenant(async () => {
    expect(await ctx.db.eventLog.count()).toBe(6);
    expect(await ctx.db.wallet.count()).toBe(6);
    expect(await ctx.db.outboundMessage.count()).toBe(6);
    expect(await ctx.db.auditLog.count({ where: { action: 'user.activate' } })).toBe(6);
    expect(await ctx.db.eventDLQ.count()).toBe(0);
  });
});

test('a projector that read before another one moved on carries nothing out and moves nothing back', async () => {
  for (let index = 0; index < 4; index += 1) await confirmedPerson();
  const [hasRead, release] = [Promise.withResolvers<void>(), Promise.withResolvers<void>()];
  const late = setup.projector({
    batchBlocks: 2,
    faults: {
      reach(point) {
        if (point !== 'projector.read') return;
        hasRead.resolve();
        return release.promise;
      },
    },
  })(going);
  await hasRead.promise;
  await drain(setup.projector());
  const state = await readState();
  expect(state).toMatchObject({ lastBlock: 3n });
  release.resolve();
  expect(await late).toBe(false);
  expect(await readState()).toEqual(state);
});

describe('an event is set aside with its reason, and the next one is carried out, when', () => {
  const cases: [string, (event: LedgerEvent) => LedgerEvent, RegExp][] = [
    [
      'its name is unknown',
      (event) => ({ ...event, name: 'UserBlessed' }),
      /^No projection knows the event UserBlessed$/,
    ],
    [
      'its name is that of a property of every object',
      (event) => ({ ...event, name: 'constructor' }),
      /No projection knows/,
    ],
    [
      'its version is unknown',
      (event) => ({ ...event, version: 2 }),
      /^Version 2 of UserCreated is unknown$/,
    ],
    [
      'its payload is malformed',
      (event) => ({ ...event, payload: { userId: 7 } }),
      /^The payload is not that of UserCreated version 1$/,
    ],
    ['its payload is nothing', (event) => ({ ...event, payload: null }), /^The payload is not/],
    [
      'it is about nobody',
      (event) => ({ ...event, payload: { userId: randomUUID(), countryCode: 'CM' } }),
      /^There is no user /,
    ],
  ];
  test.each(cases)('%s', async (_, change, reason) => {
    const first = await confirmedPerson();
    const second = await confirmedPerson();
    const ledger = eventsSeen((event) => (event.blockNumber === 0n ? change(event) : event));
    await drain(setup.projector({ ledger }));
    expect(await readUser(first)).toMatchObject({ status: 'APPROVED_PENDING_ONCHAIN' });
    expect(await readUser(second)).toMatchObject({ status: 'ACTIVE' });
    const letters = await deadLetters();
    expect(letters).toHaveLength(1);
    expect(letters[0]).toMatchObject({
      blockNumber: 0n,
      eventIndex: 0,
      status: 'OPEN',
      reason: expect.stringMatching(reason),
    });
    expect(await readState()).toMatchObject({ lastBlock: 1n });
    expect(await inTenant(() => ctx.db.eventLog.count())).toBe(2);
  });

  test('what the ledger stored for it cannot be read', async () => {
    await confirmedPerson();
    const second = await confirmedPerson();
    await setup.tamper(
      `UPDATE "LedgerTransaction" SET events = '["nonsense"]' WHERE "tenantId" = $1 AND "blockNumber" = 0`,
      [ctx.tenant.id],
    );
    await drain(setup.projector());
    const [letter] = await deadLetters();
    expect(letter).toMatchObject({ eventName: '(unreadable)', rawPayload: 'nonsense' });
    expect(await readUser(second)).toMatchObject({ status: 'ACTIVE' });
  });

  test('its person was never approved', async () => {
    const userId = await confirmedPerson();
    await setup.tamper(`UPDATE "User" SET status = 'DENIED' WHERE id = $1`, [userId]);
    await drain(setup.projector());
    const [letter] = await deadLetters();
    expect(letter!.reason).toBe('The user is DENIED and was never approved');
  });

  test('the projection fails in the database; what it had done is undone and nothing of the row is quoted', async () => {
    const userId = await confirmedPerson();
    await setup.tamper(
      `CREATE FUNCTION refuse_wallet() RETURNS trigger LANGUAGE plpgsql AS $$
       BEGIN RAISE EXCEPTION 'no wallet for %', NEW."userId" USING ERRCODE = '23514'; END $$`,
    );
    await setup.tamper(
      `CREATE TRIGGER refuse_wallet BEFORE INSERT ON "Wallet" FOR EACH ROW EXECUTE FUNCTION refuse_wallet()`,
    );
    await drain(setup.projector());
    await setup.tamper('DROP TRIGGER refuse_wallet ON "Wallet"');
    await setup.tamper('DROP FUNCTION refuse_wallet');
    const [letter] = await deadLetters();
    expect(letter!.reason).toBe('The projection failed: database.check_failed');
    expect(await readUser(userId)).toMatchObject({ status: 'APPROVED_PENDING_ONCHAIN' });

    const input = { deadLetterId: letter!.id, version: letter!.version, reason: 'Mended' };
    const replayed = await inTenant(() => replayDeadLetter({ ctx, input }));
    expect(replayed).toMatchObject({ status: 'REPLAYED', attempts: 2 });
    expect(await readUser(userId)).toMatchObject({ status: 'ACTIVE' });
    expect(await inTenant(() => ctx.db.wallet.count())).toBe(1);
  });
});

test('what may go better later is not set aside: the stream waits', async () => {
  const userId = await confirmedPerson();
  let isAway = true;
  const ledger = ledgerWith(setup.ledger, {
    readEvents: (range) =>
      isAway ? Promise.reject(new Error('away')) : setup.ledger.readEvents(range),
  });
  await expect(setup.projector({ ledger })(going)).rejects.toThrow('away');
  expect(await deadLetters()).toEqual([]);
  isAway = false;
  await drain(setup.projector({ ledger }));
  expect(await readUser(userId)).toMatchObject({ status: 'ACTIVE' });
});

test('an event that lost a race for its row is carried out again, not set aside', async () => {
  const userId = await confirmedPerson();
  let races = 1;
  const projection: Projection = {
    name: userActivation.name,
    handlers: {
      UserCreated: {
        1: async (tx, ctx, event) => {
          await userActivation.handlers['UserCreated']![1]!(tx, ctx, event);
          if (races-- > 0) throw new AppError('PRECONDITION_FAILED', 'version.stale');
        },
      },
    },
  };
  await expect(setup.projector({ projection })(going)).rejects.toThrow('version.stale');
  expect(await readUser(userId)).toMatchObject({ status: 'APPROVED_PENDING_ONCHAIN' });
  await drain(setup.projector({ projection }));
  expect(await deadLetters()).toEqual([]);
  expect(await readUser(userId)).toMatchObject({ status: 'ACTIVE' });
});

test('a person who is being changed meanwhile keeps nobody waiting for good', async () => {
  const people: string[] = [];
  for (let index = 0; index < 6; index += 1) people.push((await approvePerson(ctx)).userId);
  await drain(setup.submitter());
  // As an operator's verb does: the person's row first, the audit chain last.
  const operators = people.map((id) =>
    inTenant(() =>
      ctx.db.$transaction(async (tx) => {
        await tx.user.updateMany({ where: { id }, data: { lastName: 'Lovelace' } });
        await recordAudit(tx, ctx, { action: 'user.rename', entityType: 'User', entityId: id });
      }),
    ),
  );
  await Promise.all([...operators, drain(setup.projector()), drain(setup.projector())]);
  for (const id of people) {
    expect(await readUser(id)).toMatchObject({ status: 'ACTIVE', lastName: 'Lovelace' });
  }
});

describe('a dead letter', () => {
  async function open() {
    const userId = await confirmedPerson();
    await setup.tamper(`UPDATE "User" SET status = 'PENDING_ADMIN_APPROVAL' WHERE id = $1`, [
      userId,
    ]);
    await drain(setup.projector());
    const [letter] = await deadLetters();
    const { id: deadLetterId, version } = letter!;
    return { userId, input: { deadLetterId, version, reason: 'Looked at it' } };
  }

  test('is replayed once by sixteen at a time', async () => {
    const { userId, input } = await open();
    await setup.tamper(`UPDATE "User" SET status = 'APPROVED_PENDING_ONCHAIN' WHERE id = $1`, [
      userId,
    ]);
    const results = await Promise.allSettled(
      Array.from({ length: 16 }, () => inTenant(() => replayDeadLetter({ ctx, input }))),
    );
    expect(results.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
    for (const result of results) {
      if (result.status === 'fulfilled') continue;
      expect(result.reason).toMatchObject({ code: 'dead_letter.already_resolved' });
    }
    expect(await readUser(userId)).toMatchObject({ status: 'ACTIVE' });
    await inTenant(async () => {
      expect(await ctx.db.wallet.count()).toBe(1);
      expect(await ctx.db.auditLog.count({ where: { action: 'event.replay' } })).toBe(1);
    });
  });

  test('that fails again stays open with its reason, and an older version of it is refused', async () => {
    const { input } = await open();
    const replay = inTenant(() => replayDeadLetter({ ctx, input }));
    await expect(replay).rejects.toMatchObject({ code: 'dead_letter.still_fails' });
    const [letter] = await deadLetters();
    expect(letter).toMatchObject({ status: 'OPEN', attempts: 2, resolvedAt: null });
    const stale = inTenant(() => discardDeadLetter({ ctx, input }));
    await expect(stale).rejects.toMatchObject({ code: 'version.stale' });
  });

  test('that was discarded is not carried out by a rebuild either, one that is open is', async () => {
    const discarded = await open();
    const { input } = discarded;
    await inTenant(() => discardDeadLetter({ ctx, input }));
    const again = inTenant(() => replayDeadLetter({ ctx, input }));
    await expect(again).rejects.toMatchObject({ code: 'dead_letter.already_resolved' });
    const second = await confirmedPerson();
    await setup.tamper(`UPDATE "User" SET status = 'PENDING_ADMIN_APPROVAL' WHERE id = $1`, [
      second,
    ]);
    await drain(setup.projector());
    await setup.tamper(
      `UPDATE "User" SET status = 'APPROVED_PENDING_ONCHAIN' WHERE "tenantId" = $1`,
      [ctx.tenant.id],
    );
    await rebuild();
    expect(await readUser(discarded.userId)).toMatchObject({ status: 'APPROVED_PENDING_ONCHAIN' });
    expect(await readUser(second)).toMatchObject({ status: 'ACTIVE' });
    expect((await deadLetters()).map(({ status }) => status)).toEqual(['DISCARDED', 'REPLAYED']);
  });

  test('of another tenant is not found', async () => {
    const { input } = await open();
    const other = setup.contextOf(await setup.makeTenant());
    const foreign = withTenant(other.tenant.id, () => replayDeadLetter({ ctx: other, input }));
    await expect(foreign).rejects.toMatchObject({ code: 'entity.not_found' });
  });
});

function rebuild(onProgress?: (done: bigint, total: bigint) => void) {
  return inTenant(() =>
    rebuildProjection({
      ctx,
      ledger: setup.ledger,
      projectorName: 'user-activation',
      channel: 'main',
      reason: 'Test',
      batchBlocks: 2,
      ...(onProgress === undefined ? {} : { onProgress }),
    }),
  );
}

describe('a rebuild from block 0', () => {
  const tables = ['User', 'Wallet', 'EventLog', 'EventDLQ', 'OutboundMessage', 'LedgerState'];
  const snapshot = async () => {
    const rows: Record<string, unknown> = {};
    for (const table of tables) {
      rows[table] = await setup.tamper(
        `SELECT * FROM "${table}" WHERE "tenantId" = $1 ORDER BY 1, 2`,
        [ctx.tenant.id],
      );
    }
    return rows;
  };

  test('of whole tables changes no row, and says how far it is', async () => {
    for (let index = 0; index < 5; index += 1) await confirmedPerson();
    const frozen = await confirmedPerson();
    await drain(setup.projector());
    await setup.tamper(`UPDATE "User" SET status = 'FROZEN' WHERE id = $1`, [frozen]);
    const before = await snapshot();
    const progress: bigint[] = [];
    await rebuild((done, total) => {
      expect(total).toBe(6n);
      progress.push(done);
    });
    expect(progress).toEqual([0n, 2n, 4n, 6n]);
    expect(await snapshot()).toEqual(before);
    expect(await readState()).toMatchObject({ lastBlock: 5n, lastEventIndex: 0 });
  });

  test('of damaged tables gives them back to the row', async () => {
    for (let index = 0; index < 5; index += 1) await approvePerson(ctx);
    const approved = await setup.tamper('SELECT * FROM "User" WHERE "tenantId" = $1', [
      ctx.tenant.id,
    ]);
    await drain(setup.submitter());
    await drain(setup.projector());
    const before = await snapshot();
    for (const user of approved) {
      await setup.tamper(
        `UPDATE "User" SET status = $2, "onchainStatus" = $3, "isActive" = false, version = $4 WHERE id = $1`,
        [user['id'], user['status'], user['onchainStatus'], user['version']],
      );
    }
    await setup.tamper('DELETE FROM "Wallet" WHERE "tenantId" = $1', [ctx.tenant.id]);
    await setup.tamper('DELETE FROM "EventLog" WHERE "tenantId" = $1', [ctx.tenant.id]);
    await rebuild();
    expect(withoutMoments(await snapshot())).toEqual(withoutMoments(before));
  });

  function withoutMoments(rows: Record<string, unknown>): unknown {
    // When a row was last written is about the writing, not about what it says.
    return JSON.parse(
      JSON.stringify(rows, (key, value: unknown) =>
        key === 'updatedAt' || key === 'ingestedAt'
          ? undefined
          : typeof value === 'bigint'
            ? String(value)
            : value,
      ),
    );
  }
});
