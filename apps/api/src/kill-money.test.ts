import { randomUUID } from 'node:crypto';
import { withConnection } from '@freehold/core-db/migrate';
import { newApiKey, toKeyText } from '@freehold/core-services/api-keys/key-text';
import { sha256 } from '@freehold/core-services/keyring';
import { LedgerLife } from '@freehold/core-services/ledger/projections/ledger-life.testing';
import { verifyChain } from '@freehold/core-services/ledger/verify-chain';
import { checkMoney } from '@freehold/core-services/money/check/check-money';
import { soundMoney } from '@freehold/core-services/money/money.testing';
import { createTestPlatform, type TestPlatform } from '@freehold/core-services/testing';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { ApiProcess } from './testing/api-process.ts';

const kills = 3;
const clients = 6;
const answersBetweenKills = 40;
const wallets = 3;
const opening = 100_000;

let platform: TestPlatform;
let life: LedgerLife;
let api: ApiProcess;
beforeAll(async () => {
  platform = await createTestPlatform();
  // Nothing waits for an operator, however many are sent.
  const money = { risk: { reviewAt: 101, blockAt: 101 } };
  life = await LedgerLife.on(platform, { apiRequestsPerMinute: 100_000, money });
  api = new ApiProcess(platform.urls);
  await api.start();
}, 60_000);
afterAll(async () => {
  await api.kill();
  await platform.close();
});

interface Order {
  readonly requestId: string;
  readonly fromWalletId: string;
  readonly toWalletId: string;
  readonly amount: string;
}
interface Answered extends Order {
  readonly text: string;
  readonly transferId: string;
}

/** An organization whose wallets pay a till, and its key. */
async function openSender() {
  const { money } = life;
  const from: string[] = [];
  const { organizationId, walletId } = await money.addOrganization();
  from.push(walletId);
  await money.in(async () => {
    for (let index = 1; index < wallets; index += 1) {
      const data = { organizationId, kind: 'ORGANIZATION' as const, name: `Till ${index}` };
      from.push((await life.db.wallet.create({ data, select: { id: true } })).id);
    }
  });
  for (const id of from) await life.issue(id, String(opening));
  await life.run();
  const parts = newApiKey(money.tenant.slug);
  await money.in(() =>
    life.db.apiKey.createMany({
      data: [
        {
          ...{ organizationId, name: 'Robot', prefix: parts.name, createdByName: 'Test' },
          ...{ secretHash: sha256(parts.secret), scopes: ['transfer.create'] },
        },
      ],
    }),
  );
  return { organizationId, from, to: (await money.addPerson()).walletId, key: toKeyText(parts) };
}

type Sender = Awaited<ReturnType<typeof openSender>>;

/** One request with its `requestId` for a key too. Rejects where no answer came. */
async function post(
  { key }: Sender,
  order: Order,
  idempotencyKey = order.requestId,
): Promise<{ status: number; text: string; json: Record<string, unknown> }> {
  const response = await fetch(`${api.address}/v1/transfers`, {
    method: 'POST',
    headers: {
      ...{ authorization: `Bearer ${key}`, 'content-type': 'application/json' },
      'idempotency-key': idempotencyKey,
    },
    body: JSON.stringify(order),
  });
  const text = await response.text();
  return { status: response.status, text, json: JSON.parse(text) as Record<string, unknown> };
}

/** Clients that send until they are told to stop: what was answered, and what was not. */
function openClients(sender: Sender) {
  const stop = new AbortController();
  const [answered, unanswered, refused]: [Answered[], Order[], string[]] = [[], [], []];
  const client = async (number: number): Promise<void> => {
    for (let index = 0; !stop.signal.aborted; index += 1) {
      const order: Order = {
        requestId: `client-${number}-${index}`,
        fromWalletId: sender.from[index % sender.from.length] ?? '',
        toWalletId: sender.to,
        // No two alike: what was carried out can be told by its amount.
        amount: `${number + 1}.${String(index + 1).padStart(6, '0')}1`,
      };
      try {
        const { status, text, json } = await post(sender, order);
        if (status !== 200) refused.push(text);
        else answered.push({ ...order, text, transferId: String(json['transferId']) });
      } catch {
        unanswered.push(order);
        await api.isUp;
      }
    }
  };
  const done = Promise.all(Array.from({ length: clients }, (_, number) => client(number)));
  return { answered, unanswered, refused, end: () => (stop.abort(), done) };
}

/** What is there of the orders, by request: each whole, with its entries, command, audit row and recorded answer. */
async function readWhole({ organizationId }: Sender): Promise<Map<string, Order & { id: string }>> {
  const { money, db } = life;
  return money.in(async () => {
    const rows = await db.transfer.findMany({
      where: { kind: 'TRANSFER' },
      include: { transactions: true },
    });
    const commands = new Set((await db.outboxCommand.findMany()).map(({ id }) => id));
    const audited = await db.auditLog.findMany({ where: { action: 'transfer.create' } });
    const told = new Set(audited.map(({ entityId }) => entityId));
    const found = new Map<string, Order & { id: string }>();
    for (const {
      id,
      requestId,
      fromWalletId,
      toWalletId,
      amount,
      commandId,
      transactions,
    } of rows) {
      const total = transactions.reduce(
        (sum, entry) => sum.plus(entry.amount),
        amount.minus(amount),
      );
      expect([transactions.length, total.toFixed()]).toEqual([2, '0']);
      expect([commands.has(commandId ?? ''), told.has(id)]).toEqual([true, true]);
      const name = requestId.slice(`org:${organizationId}:`.length);
      expect(found.has(name)).toBe(false);
      const order = { fromWalletId, toWalletId: toWalletId ?? '', amount: amount.toFixed() };
      found.set(name, { id, requestId: name, ...order });
    }
    const recorded = await db.idempotencyKey.count({ where: { responseStatus: 200 } });
    expect(recorded).toBe(rows.length);
    return found;
  });
}

/** Claims on keys whose process died count as claimed too long ago. */
const endClaims = () =>
  withConnection(platform.urls.ownerUrl, (owner) =>
    owner.query(
      `UPDATE "IdempotencyKey" SET "lockedUntil" = now() - interval '1 second' WHERE "responseStatus" IS NULL`,
    ),
  );

test('an API killed again and again while machines send has every transfer that it answered, and none half', async () => {
  const sender = await openSender();
  const { answered, unanswered, refused, end } = openClients(sender);
  for (let kill = 0; kill < kills; kill += 1) {
    const before = answered.length;
    await expect
      .poll(() => answered.length, { timeout: 30_000, interval: 3 })
      .toBeGreaterThan(before + answersBetweenKills + kill);
    await api.kill();
    await api.start();
  }
  await end();
  expect(refused).toEqual([]);
  // Each kill met somebody who was waiting for an answer.
  expect(unanswered.length).toBeGreaterThanOrEqual(kills);

  const there = await readWhole(sender);
  for (const { transferId: id, text: _, ...order } of answered) {
    expect(there.get(order.requestId)).toEqual({ id, ...order });
  }
  const orders = new Map([...answered, ...unanswered].map((order) => [order.requestId, order]));
  expect([...there.keys()].filter((requestId) => !orders.has(requestId))).toEqual([]);
  expect(there.size).toBeLessThanOrEqual(orders.size);

  await endClaims();
  for (const order of unanswered) {
    const { status, json } = await post(sender, order);
    expect([status, json['outcome']]).toEqual([200, 'ACCEPTED']);
    const known = there.get(order.requestId);
    if (known !== undefined) expect(json['transferId']).toBe(known.id);
  }
  for (const { text, transferId, ...order } of answered.slice(-20)) {
    expect(await post(sender, order)).toMatchObject({ status: 200, text });
    const under = await post(sender, order, randomUUID());
    expect(under.json).toMatchObject({ transferId, isNew: false });
  }
  expect((await readWholeAfterReplays(sender)).size).toBe(orders.size);
  await expectSound(sender, [...orders.values()]);
}, 120_000);

/** Replays under keys of their own recorded answers of their own. */
async function readWholeAfterReplays(sender: Sender) {
  await withConnection(platform.urls.ownerUrl, (owner) =>
    owner.query(`DELETE FROM "IdempotencyKey" WHERE "key" NOT LIKE 'client-%'`),
  );
  return readWhole(sender);
}

/** Everything goes on to the ledger and back; then both books say that each order was paid once. */
async function expectSound(sender: Sender, orders: readonly Order[]): Promise<void> {
  while ((await life.submit()).length > 0) await life.project();
  const { money, db } = life;
  const paid = orders.reduce((sum, { amount }) => sum + BigInt(amount.replace('.', '')), 0n);
  const left = BigInt(opening) * BigInt(wallets) * 10_000_000n - paid;
  const balances = await Promise.all(sender.from.map((id) => money.wallet(id)));
  const total = balances.reduce((sum, { balance }) => sum + Math.round(Number(balance) * 1e7), 0);
  expect(BigInt(total)).toBe(left);
  expect(await money.faults()).toEqual(soundMoney);
  await money.in(async () => {
    const verdicts = await checkMoney({ ctx: money.as() });
    expect(verdicts.filter(({ broken }) => broken !== null)).toEqual([]);
    expect(await db.transfer.count({ where: { kind: 'TRANSFER', status: 'CONFIRMED' } })).toBe(
      orders.length,
    );
    expect(await verifyChain(db, { channel: 'main' })).toMatchObject({ isIntact: true });
  });
}
