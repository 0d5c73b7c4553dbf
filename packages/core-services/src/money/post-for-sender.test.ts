import { randomUUID } from 'node:crypto';
import { createDatabase, type OperationObserver } from '@freehold/core-db';
import { afterAll, beforeAll, expect, onTestFinished, test } from 'vitest';
import type { Actor } from '../context.ts';
import type { TestMoney } from './money.testing.ts';
import { sendMany } from './send-many.ts';
import { input, openCareful, openHouse } from './transfer-verbs.testing.ts';

let money: TestMoney;
let careful: TestMoney;
beforeAll(async () => {
  money = await openHouse();
  careful = await openCareful(money);
});
afterAll(() => money.close());

const keyOf = ({ organizationId }: { organizationId: string }): Actor => ({
  ...{ kind: 'API_KEY', apiKeyId: randomUUID(), organizationId, name: 'Robot' },
  scopes: ['transfer.create'],
});

async function observedBy(onOperation: OperationObserver) {
  const database = await createDatabase({ url: careful.platform.urls.appUrl, onOperation });
  onTestFinished(() => database.close());
  return database.client;
}

async function toldOf({ organizationId }: { organizationId: string }) {
  const events = await careful.in(() =>
    careful.db.webhookEvent.findMany({
      where: { organizationId, eventType: 'transfer.awaitingApproval' },
      take: 1_000,
      select: { payload: true },
    }),
  );
  return events.map(({ payload }) => (payload as { transferId: string }).transferId);
}

const auditOf = (entityId: string) =>
  careful.in(() => careful.db.auditLog.findMany({ where: { entityId }, take: 5 }));

test('hundreds that wait are told of by a handful of statements, the audit row last, and once each', async () => {
  const organization = await careful.addOrganization('1000');
  const to = await careful.addPerson();
  const transfers = Array.from({ length: 300 }, () => input(organization, to, '1'));
  const asked: string[] = [];
  const db = await observedBy(({ model, action }) => asked.push(`${model}.${action}`));
  const ctx = careful.as(keyOf(organization), { db });
  const sent = await careful.in(() => sendMany({ ctx, input: { transfers } }));
  expect(new Set(sent.results.map(({ outcome }) => outcome))).toEqual(new Set(['HELD']));
  expect(asked).toContain('WebhookEvent.createManyAndReturn');
  expect(asked.length).toBeLessThan(12);
  expect(asked.at(-1)).toBe('AuditLog.create');
  expect(careful.platform.woken).toContain('webhooks');
  await careful.in(() => sendMany({ ctx, input: { transfers } }));
  const told = await toldOf(organization);
  expect(told).toHaveLength(transfers.length);
  expect(new Set(told)).toEqual(new Set(sent.results.map(({ transferId }) => transferId)));
});

test('where an organization cannot be told, its money is not held; the next try does both', async () => {
  const organization = await careful.addOrganization('100');
  const to = await careful.addPerson();
  const given = { transfers: [input(organization, to, '1')] };
  const db = await observedBy(({ model }) => {
    if (model === 'WebhookEvent') throw new Error('the process dies');
  });
  const actor = keyOf(organization);
  const cutShort = careful.in(() => sendMany({ ctx: careful.as(actor, { db }), input: given }));
  await expect(cutShort).rejects.toThrow('the process dies');
  expect(await careful.wallet(organization.walletId)).toMatchObject({ held: '0' });
  expect(await toldOf(organization)).toEqual([]);
  const { results } = await careful.in(() => sendMany({ ctx: careful.as(actor), input: given }));
  expect(results).toMatchObject([{ outcome: 'HELD', isNew: true }]);
  expect(await toldOf(organization)).toEqual([results[0]!.transferId]);
});

test('the audit row of an organization says what came of the call as a person’s does', async () => {
  const organization = await careful.addOrganization('100');
  const person = await careful.addPerson('100');
  const to = await careful.addPerson();
  const rowsOf = async (from: { walletId: string }, actor: Actor) => {
    const [held, refused] = [input(from, to, '1'), input(from, to, '900')];
    const send = (transfers: (typeof held)[]) =>
      careful.in(() => sendMany({ ctx: careful.as(actor), input: { transfers } }));
    const batches = [
      await send([held, refused, held, { ...held, amount: '2' }]),
      await send([input(from, to, '1')]),
      await send([held]),
    ];
    const rows = await Promise.all(batches.map(({ batchId }) => auditOf(batchId)));
    return rows.map((found) => found.map(({ action, changes }) => ({ action, changes })));
  };
  const ofOrganization = await rowsOf(organization, keyOf(organization));
  expect(ofOrganization).toEqual(await rowsOf(person, person.actor));
  expect(ofOrganization).toMatchObject([
    [{ changes: { accepted: 0, held: 1, rejected: 1, unchanged: 2 } }],
    [{ changes: { status: 'AWAITING_APPROVAL', reasons: ['transfer.risk_review'] } }],
    [],
  ]);
});
