import { randomUUID } from 'node:crypto';
import pg from 'pg';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import {
  createTenant,
  createTestDatabase,
  inTenant,
  type TestDatabase,
  type TestTenant,
} from '../testing/index.ts';

let database: TestDatabase;
let worker: pg.Client;
let owner: pg.Client;
let busy: TestTenant;
let quiet: TestTenant;

beforeAll(async () => {
  database = await createTestDatabase();
  worker = new pg.Client({ connectionString: database.privilegedUrl });
  owner = new pg.Client({ connectionString: database.ownerUrl });
  await Promise.all([worker.connect(), owner.connect()]);
});
afterAll(async () => {
  await Promise.all([worker.end(), owner.end()]);
  await database.drop();
});
beforeEach(async () => {
  [busy, quiet] = await Promise.all([createTenant(database), createTenant(database)]);
});
afterEach(async () => {
  await owner.query('DELETE FROM "OutboxCommand"; DELETE FROM "OutboundMessage"');
});

type Claimed = {
  id: string;
  tenantId: string;
  requestId: string;
  status: string;
  attempts: number;
  leaseNumber: number;
  lockedBy: string;
  leaseExpiresAt: Date;
};

type NewCommand = {
  request: string;
  aggregate?: string;
  delaySeconds?: number;
};

const enqueue = (tenant: TestTenant, commands: NewCommand[]) =>
  inTenant(database.appUrl, tenant.id, async (client) => {
    for (const { request, aggregate, delaySeconds = 0 } of commands) {
      await client.query(
        `INSERT INTO "OutboxCommand" ("id", "service", "commandType", "requestId", "aggregateKey", "payload", "availableAt")
         VALUES ($1, 'api', 'CREATE_USER', $2, $3, '{}', now() + make_interval(secs => $4))`,
        [randomUUID(), request, aggregate ?? `user:${request}`, delaySeconds],
      );
    }
  });

async function claim(
  batch = 10,
  name = 'w1',
  leaseSeconds = 30,
  client = worker,
): Promise<Claimed[]> {
  const { rows } = await client.query<Claimed>('SELECT * FROM claim_outbox_commands($1, $2, $3)', [
    name,
    batch,
    leaseSeconds,
  ]);
  return rows;
}

const requests = (claimed: Claimed[]) => claimed.map((row) => row.requestId);
const expireLeases = () =>
  worker.query(
    `UPDATE "OutboxCommand" SET "leaseExpiresAt" = now() - interval '1 second' WHERE "leaseExpiresAt" IS NOT NULL`,
  );
const settle = (claimed: Claimed, status = 'COMMITTED') =>
  worker.query(
    `UPDATE "OutboxCommand" SET "status" = $1::"CommandStatus", "lockedBy" = NULL, "leaseExpiresAt" = NULL
     WHERE "tenantId" = $2 AND "id" = $3 AND "leaseNumber" = $4`,
    [status, claimed.tenantId, claimed.id, claimed.leaseNumber],
  );

const many = (count: number, prefix: string): NewCommand[] =>
  Array.from({ length: count }, (_, index) => ({
    request: `${prefix}${index}`,
  }));

describe('a claim of commands', () => {
  test('takes the oldest first, marks the lease and counts the attempt', async () => {
    await enqueue(busy, many(3, 'a'));
    const claimed = await claim(2);
    expect(requests(claimed)).toEqual(['a0', 'a1']);
    expect(claimed[0]).toMatchObject({
      status: 'LOCKED',
      attempts: 1,
      leaseNumber: 1,
      lockedBy: 'w1',
    });
    const leaseMs = claimed[0]!.leaseExpiresAt.getTime() - Date.now();
    expect(leaseMs).toBeGreaterThan(25_000);
    expect(leaseMs).toBeLessThanOrEqual(31_000);
    expect(requests(await claim())).toEqual(['a2']);
    expect(await claim()).toEqual([]);
  });

  test('leaves alone what is not yet due', async () => {
    await enqueue(busy, [{ request: 'later', delaySeconds: 60 }]);
    expect(await claim()).toEqual([]);
  });

  test('gives a quiet tenant its turn before a busy one’s backlog', async () => {
    await enqueue(busy, many(50, 'busy'));
    await enqueue(quiet, many(2, 'quiet'));
    const claimed = await claim(4);
    expect(requests(claimed).toSorted()).toEqual(['busy0', 'busy1', 'quiet0', 'quiet1']);
  });

  test('divides what others leave over as evenly', async () => {
    const third = await createTenant(database);
    await enqueue(busy, many(50, 'busy'));
    await enqueue(third, many(50, 'third'));
    await enqueue(quiet, many(1, 'quiet'));
    const claimed = requests(await claim(30));
    const count = (prefix: string) => claimed.filter((name) => name.startsWith(prefix)).length;
    expect([count('quiet'), count('busy'), count('third')]).toEqual([1, 15, 14]);
  });

  test('takes a command whose lease ran out alone, also with what equal shares leave over', async () => {
    await enqueue(quiet, [{ request: 'later', delaySeconds: 60 }]);
    await enqueue(busy, [
      { request: 'first', aggregate: 'user:1' },
      { request: 'lost', aggregate: 'user:2' },
    ]);
    await worker.query(
      `UPDATE "OutboxCommand" SET "status" = 'SUBMITTED', "lockedBy" = 'w0', "lockedAt" = now(),
         "leaseExpiresAt" = now() - interval '1 hour' WHERE "requestId" = 'lost'`,
    );
    expect(requests(await claim(2))).toEqual(['first']);
    expect(requests(await claim(2))).toEqual(['lost']);
  });

  test('is said whole where only what equal shares leave over can be claimed', async () => {
    await enqueue(quiet, [{ request: 'later', delaySeconds: 60 }]);
    await enqueue(busy, [
      { request: 'first', aggregate: 'user:1' },
      { request: 'second', aggregate: 'user:1' },
      { request: 'third', aggregate: 'user:1' },
      { request: 'other', aggregate: 'user:2' },
    ]);
    // Two that are tried again wait for a younger one of theirs that another worker holds.
    await worker.query(
      `UPDATE "OutboxCommand" SET "status" = 'LOCKED', "lockedBy" = 'w0', "lockedAt" = now(),
         "leaseExpiresAt" = now() + interval '1 hour'
       WHERE "requestId" = 'third'`,
    );
    const { rows } = await worker.query<{ said: string }>(
      `SELECT claim_outbox_batch('w1', 3, 30, false) AS "said"`,
    );
    const claimed = JSON.parse(rows[0]!.said) as unknown[][];
    expect(claimed.map(([tenant, , , aggregate]) => [tenant, aggregate])).toEqual([
      [busy.id, 'user:2'],
    ]);
  });

  test('takes the commands of an aggregate together, oldest first', async () => {
    await enqueue(busy, [
      { request: 'first', aggregate: 'user:1' },
      { request: 'other', aggregate: 'user:2' },
      { request: 'second', aggregate: 'user:1' },
    ]);
    expect(requests(await claim())).toEqual(['first', 'other', 'second']);
  });

  test('gives nobody a second command of an aggregate while another worker holds one', async () => {
    await enqueue(busy, [
      { request: 'first', aggregate: 'user:1' },
      { request: 'second', aggregate: 'user:1' },
    ]);
    const [first] = await claim(1);
    expect(await claim(10, 'other')).toEqual([]);
    await settle(first!);
    expect(requests(await claim(10, 'other'))).toEqual(['second']);
  });

  test('keeps back what follows a command that somebody changes at that moment', async () => {
    await enqueue(busy, [
      { request: 'first', aggregate: 'user:1' },
      { request: 'second', aggregate: 'user:1' },
      { request: 'other', aggregate: 'user:2' },
    ]);
    await owner.query('BEGIN');
    await owner.query(`SELECT FROM "OutboxCommand" WHERE "requestId" = 'first' FOR UPDATE`);
    try {
      expect(requests(await claim())).toEqual(['other']);
    } finally {
      await owner.query('ROLLBACK');
    }
    expect(requests(await claim())).toEqual(['first', 'second']);
  });

  test('hands what a dead worker held out in the order written, one after another', async () => {
    await enqueue(
      busy,
      many(3, 'a').map((command) => ({ ...command, aggregate: 'user:1' })),
    );
    await claim(3, 'dies');
    await expireLeases();
    const [first] = await claim(10, 'w2');
    expect(first).toMatchObject({ requestId: 'a0', attempts: 2 });
    expect(await claim(10, 'w3')).toEqual([]);
    await worker.query(
      `UPDATE "OutboxCommand" SET "status" = 'PENDING', "lockedBy" = NULL, "leaseExpiresAt" = NULL,
         "availableAt" = now() + interval '1 minute' WHERE "id" = $1`,
      [first!.id],
    );
    expect(await claim(10, 'w3')).toEqual([]);
    await worker.query('UPDATE "OutboxCommand" SET "availableAt" = now() WHERE "id" = $1', [
      first!.id,
    ]);
    const [again] = await claim(10, 'w3');
    expect(again).toMatchObject({ requestId: 'a0', attempts: 3 });
    await settle(again!);
    const [second] = await claim(10, 'w3');
    expect(second).toMatchObject({ requestId: 'a1', attempts: 2 });
    expect(await claim(10, 'w3')).toEqual([]);
  });

  test('passes over a tenant whose pipeline is paused, what a dead worker held too', async () => {
    await enqueue(busy, many(2, 'busy'));
    await claim(1, 'dies');
    await expireLeases();
    const pause = (isPaused: boolean) =>
      inTenant(database.appUrl, busy.id, (client) =>
        client.query(
          `INSERT INTO "LedgerPipeline" ("isPaused") VALUES ($1)
           ON CONFLICT ("tenantId") DO UPDATE SET "isPaused" = $1`,
          [isPaused],
        ),
      );
    await pause(true);
    await enqueue(quiet, many(1, 'quiet'));
    expect(requests(await claim())).toEqual(['quiet0']);
    expect(await claim()).toEqual([]);
    await pause(false);
    expect(requests(await claim())).toEqual(['busy0']);
    expect(requests(await claim())).toEqual(['busy1']);
  });

  test('keeps the order while the oldest waits for its next try', async () => {
    await enqueue(busy, [
      { request: 'first', aggregate: 'user:1', delaySeconds: 60 },
      { request: 'second', aggregate: 'user:1' },
    ]);
    expect(await claim()).toEqual([]);
  });

  test('goes on behind a command that is set aside as failed', async () => {
    await enqueue(busy, [
      { request: 'first', aggregate: 'user:1' },
      { request: 'second', aggregate: 'user:1' },
    ]);
    const [first] = await claim(1);
    await settle(first!, 'FAILED');
    expect(requests(await claim())).toEqual(['second']);
  });

  test('does not start a retried older command beside a younger one in flight', async () => {
    await enqueue(busy, [
      { request: 'first', aggregate: 'user:1' },
      { request: 'second', aggregate: 'user:1' },
    ]);
    const [first] = await claim(1);
    await settle(first!, 'FAILED');
    const [second] = await claim();
    await worker.query(`UPDATE "OutboxCommand" SET "status" = 'PENDING' WHERE "id" = $1`, [
      first!.id,
    ]);
    expect(await claim()).toEqual([]);
    await settle(second!);
    expect(requests(await claim())).toEqual(['first']);
  });

  test('by eight workers at once hands out each command once', async () => {
    await enqueue(busy, many(120, 'busy'));
    await enqueue(quiet, many(40, 'quiet'));
    const clients = Array.from(
      { length: 8 },
      () => new pg.Client({ connectionString: database.privilegedUrl }),
    );
    await Promise.all(clients.map((client) => client.connect()));
    const drain = async (client: pg.Client, name: string) => {
      const taken: string[] = [];
      for (;;) {
        const claimed = await claim(7, name, 30, client);
        if (claimed.length === 0) return taken;
        taken.push(...claimed.map((row) => row.id));
      }
    };
    const taken = await Promise.all(clients.map((client, index) => drain(client, `w${index}`)));
    await Promise.all(clients.map((client) => client.end()));
    expect(taken.flat()).toHaveLength(160);
    expect(new Set(taken.flat()).size).toBe(160);
  });

  test('takes over a lease that ran out, counts it and fences the late worker', async () => {
    await enqueue(busy, [{ request: 'a' }]);
    const [first] = await claim(1, 'dies');
    expect(await claim(1, 'next')).toEqual([]);
    await expireLeases();
    const [second] = await claim(1, 'next');
    expect(second).toMatchObject({ requestId: 'a', attempts: 2, leaseNumber: 2, lockedBy: 'next' });
    expect((await settle(first!)).rowCount).toBe(0);
    expect((await settle(second!)).rowCount).toBe(1);
  });

  test('takes over a submitted command too, with its transaction id', async () => {
    await enqueue(busy, [{ request: 'a' }]);
    const [first] = await claim(1);
    await worker.query(
      `UPDATE "OutboxCommand" SET "status" = 'SUBMITTED', "fabricTxId" = 'tx1' WHERE "id" = $1`,
      [first!.id],
    );
    expect(await claim()).toEqual([]);
    await expireLeases();
    expect(await claim()).toMatchObject([{ requestId: 'a', status: 'LOCKED', fabricTxId: 'tx1' }]);
  });

  test('handles what may have killed a worker alone, so that its neighbours are not counted', async () => {
    await enqueue(busy, many(3, 'a'));
    await claim(3, 'dies');
    await expireLeases();
    await enqueue(quiet, [{ request: 'fresh' }]);
    const rounds = [await claim(10), await claim(10), await claim(10), await claim(10)];
    expect(rounds.map((round) => round.length)).toEqual([1, 1, 1, 1]);
    expect(requests(rounds.slice(0, 3).flat()).toSorted()).toEqual(['a0', 'a1', 'a2']);
    expect(requests(rounds[3]!)).toEqual(['fresh']);
  });

  test.each([
    [0, 30],
    [1001, 30],
    [10, 0],
    [10, 3601],
  ])('of %i for %i s is refused', async (batch, leaseSeconds) => {
    await expect(claim(batch, 'w', leaseSeconds)).rejects.toMatchObject({ code: '22023' });
  });

  test('is refused to the application', async () => {
    const attempt = inTenant(database.appUrl, busy.id, (client) =>
      client.query(`SELECT claim_outbox_commands('w', 1, 1)`),
    );
    await expect(attempt).rejects.toMatchObject({ code: '42501' });
  });

  test('reads the partial indexes, not the settled history', async () => {
    await owner.query(
      `INSERT INTO "OutboxCommand" ("tenantId", "id", "service", "commandType", "requestId", "aggregateKey", "payload", "status")
       SELECT $1, gen_random_uuid(), 'api', 'CREATE_USER', 'old' || n, 'user:' || n, '{}', 'COMMITTED' FROM generate_series(1, 20000) n`,
      [busy.id],
    );
    await owner.query('ANALYZE "OutboxCommand"');
    await enqueue(quiet, many(5, 'q'));
    const before = await owner.query(
      `SELECT pg_stat_force_next_flush(), pg_stat_get_tuples_returned('"OutboxCommand"'::regclass) AS n`,
    );
    expect(await claim(100)).toHaveLength(5);
    await worker.query('SELECT pg_stat_force_next_flush()');
    await owner.query('SELECT pg_stat_clear_snapshot()');
    const after = await owner.query(
      `SELECT pg_stat_get_tuples_returned('"OutboxCommand"'::regclass) AS n`,
    );
    expect(Number(after.rows[0].n) - Number(before.rows[0].n)).toBeLessThan(2000);
  });
});

describe('a claim of messages', () => {
  const queue = (tenant: TestTenant, keys: string[], { delaySeconds = 0, isUrgent = false } = {}) =>
    inTenant(database.appUrl, tenant.id, async (client) => {
      for (const [index, key] of keys.entries()) {
        await client.query(
          `INSERT INTO "OutboundMessage" ("id", "channel", "recipient", "template", "locale", "subject", "bodyCiphertext", "idempotencyKey", "isUrgent", "availableAt")
           VALUES ($1, 'EMAIL', 'a@example.org', 't', 'en', 's', '\\x00', $2, $4, now() + make_interval(secs => $3))`,
          [randomUUID(), key, delaySeconds || index - 10, isUrgent],
        );
      }
    });
  const claimMessages = async (batch: number, name = 'w1', leaseSeconds = 30) => {
    const { rows } = await worker.query('SELECT * FROM claim_outbound_messages($1, $2, $3)', [
      name,
      batch,
      leaseSeconds,
    ]);
    return rows as {
      id: string;
      idempotencyKey: string;
      attempts: number;
      leaseNumber: number;
      status: string;
    }[];
  };
  const keys = (rows: { idempotencyKey: string }[]) =>
    rows.map((row) => row.idempotencyKey).toSorted();

  test('is fair, counts the attempt and leaves alone what is not due', async () => {
    await queue(busy, ['b0', 'b1', 'b2', 'b3']);
    await queue(quiet, ['q0']);
    await queue(quiet, ['later'], { delaySeconds: 60 });
    const claimed = await claimMessages(2);
    expect(keys(claimed)).toEqual(['b0', 'q0']);
    expect(claimed[0]).toMatchObject({ status: 'LOCKED', attempts: 1, leaseNumber: 1 });
    expect(keys(await claimMessages(10))).toEqual(['b1', 'b2', 'b3']);
    expect(await claimMessages(10)).toEqual([]);
  });

  test('takes a tenant’s codes and notices of security before its older others, and no other tenant’s turn', async () => {
    await queue(busy, ['b0', 'b1', 'b2']);
    await queue(busy, ['urgent0', 'urgent1'], { isUrgent: true });
    await queue(busy, ['later'], { isUrgent: true, delaySeconds: 60 });
    await queue(quiet, ['q0']);
    expect(keys(await claimMessages(2))).toEqual(['q0', 'urgent0']);
    expect(keys(await claimMessages(2))).toEqual(['b0', 'urgent1']);
    expect(keys(await claimMessages(10))).toEqual(['b1', 'b2']);
  });

  test('reads neither what was sent nor what waits for its hour', async () => {
    const insert = `INSERT INTO "OutboundMessage" ("tenantId", "id", "channel", "recipient", "template", "locale", "subject", "bodyCiphertext", "idempotencyKey", "status", "availableAt")
       SELECT $1, gen_random_uuid(), 'EMAIL', 'a@example.org', 't', 'en', 's', '\\x00', $2 || n, $3::"MessageStatus", now() + interval '1 hour'
       FROM generate_series(1, 10000) n`;
    await owner.query(insert, [busy.id, 'sent', 'SENT']);
    await owner.query(insert, [busy.id, 'waits', 'PENDING']);
    await owner.query('ANALYZE "OutboundMessage"');
    await queue(quiet, ['q0', 'q1']);
    const read = `SELECT pg_stat_force_next_flush(), pg_stat_get_tuples_returned('"OutboundMessage"'::regclass)
      + (SELECT sum(pg_stat_get_tuples_returned(indexrelid)) FROM pg_index WHERE indrelid = '"OutboundMessage"'::regclass) AS n`;
    const before = await owner.query(read);
    expect(await claimMessages(100)).toHaveLength(2);
    await worker.query('SELECT pg_stat_force_next_flush()');
    await owner.query('SELECT pg_stat_clear_snapshot()');
    const after = await owner.query(read);
    expect(Number(after.rows[0].n) - Number(before.rows[0].n)).toBeLessThan(2_000);
  });

  test('takes over a lease that ran out, alone', async () => {
    await queue(busy, ['b0', 'b1']);
    await claimMessages(2, 'dies');
    await worker.query(
      `UPDATE "OutboundMessage" SET "availableAt" = now() - interval '1 second' WHERE "status" = 'LOCKED'`,
    );
    await queue(quiet, ['q0']);
    const rounds = [await claimMessages(10), await claimMessages(10), await claimMessages(10)];
    expect(rounds.map((round) => round.length)).toEqual([1, 1, 1]);
    expect(keys(rounds.flat())).toEqual(['b0', 'b1', 'q0']);
    expect(rounds[0]![0]).toMatchObject({ attempts: 2, leaseNumber: 2 });
  });

  test('is refused to the application', async () => {
    const attempt = inTenant(database.appUrl, busy.id, (client) =>
      client.query(`SELECT claim_outbound_messages('w', 1, 1)`),
    );
    await expect(attempt).rejects.toMatchObject({ code: '42501' });
  });
});

describe('a claim of webhook deliveries', () => {
  const queue = (tenant: TestTenant, count: number, delaySeconds = 0) =>
    inTenant(database.appUrl, tenant.id, async (client) => {
      const endpointId = randomUUID();
      await client.query(
        `INSERT INTO "WebhookEndpoint" ("id", "url", "eventTypes", "secretCiphertext")
         VALUES ($1, 'https://hooks.example/', '{}', '\\x00')`,
        [endpointId],
      );
      for (let index = 0; index < count; index += 1) {
        const [eventId, id] = [randomUUID(), randomUUID()];
        await client.query(
          `INSERT INTO "WebhookEvent" ("id", "eventType", "payload", "idempotencyKey")
           VALUES ($1::uuid, 'user.registered', '{}', $1::text)`,
          [eventId],
        );
        await client.query(
          `INSERT INTO "WebhookDelivery" ("id", "endpointId", "eventId", "availableAt")
           VALUES ($1, $2, $3, now() + make_interval(secs => $4))`,
          [id, endpointId, eventId, delaySeconds || index - 100],
        );
      }
    });
  const claimDeliveries = async (batch: number, client = worker) => {
    const { rows } = await client.query('SELECT * FROM claim_webhook_deliveries($1, $2, $3)', [
      'w1',
      batch,
      30,
    ]);
    return rows as {
      id: string;
      tenantId: string;
      attempts: number;
      leaseNumber: number;
      status: string;
    }[];
  };
  afterEach(async () => {
    await owner.query('DELETE FROM "WebhookEndpoint"; DELETE FROM "WebhookEvent"');
  });

  test('is fair, counts the attempt and leaves alone what is not due', async () => {
    await queue(busy, 4);
    await queue(quiet, 1);
    await queue(quiet, 1, 60);
    const claimed = await claimDeliveries(2);
    expect(new Set(claimed.map(({ tenantId }) => tenantId))).toEqual(new Set([busy.id, quiet.id]));
    expect(claimed[0]).toMatchObject({ status: 'LOCKED', attempts: 1, leaseNumber: 1 });
    expect(await claimDeliveries(10)).toHaveLength(3);
    expect(await claimDeliveries(10)).toEqual([]);
  });

  test('takes over a lease that ran out, alone', async () => {
    await queue(busy, 2);
    await claimDeliveries(2);
    await worker.query(
      `UPDATE "WebhookDelivery" SET "availableAt" = now() - interval '1 second' WHERE "status" = 'LOCKED'`,
    );
    await queue(quiet, 1);
    const rounds = [
      await claimDeliveries(10),
      await claimDeliveries(10),
      await claimDeliveries(10),
    ];
    expect(rounds.map((round) => round.length)).toEqual([1, 1, 1]);
    expect(rounds[0]![0]).toMatchObject({ attempts: 2, leaseNumber: 2, tenantId: busy.id });
  });

  test('by eight workers at once hands out each delivery once', async () => {
    await queue(busy, 40);
    await queue(quiet, 10);
    const clients = Array.from(
      { length: 8 },
      () => new pg.Client({ connectionString: database.privilegedUrl }),
    );
    await Promise.all(clients.map((client) => client.connect()));
    const taken = await Promise.all(
      clients.map(async (client) => {
        const ids: string[] = [];
        for (;;) {
          const claimed = await claimDeliveries(3, client);
          if (claimed.length === 0) return ids;
          ids.push(...claimed.map(({ id }) => id));
        }
      }),
    );
    await Promise.all(clients.map((client) => client.end()));
    expect(taken.flat()).toHaveLength(50);
    expect(new Set(taken.flat()).size).toBe(50);
  });

  test('is refused to the application', async () => {
    const attempt = inTenant(database.appUrl, busy.id, (client) =>
      client.query(`SELECT claim_webhook_deliveries('w', 1, 1)`),
    );
    await expect(attempt).rejects.toMatchObject({ code: '42501' });
  });
});

test('no row can be moved to another tenant by the privileged role', async () => {
  await enqueue(busy, [{ request: 'a' }]);
  await expect(
    worker.query(`UPDATE "OutboxCommand" SET "tenantId" = $1`, [quiet.id]),
  ).rejects.toMatchObject({
    code: '42501',
  });
});
