import { randomUUID } from 'node:crypto';
import { createDatabase } from '@freehold/core-db';
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

test('hundreds that wait are told of by a handful of statements, and once each', async () => {
  const organization = await careful.addOrganization('1000');
  const { organizationId } = organization;
  const to = await careful.addPerson();
  const key: Actor = {
    ...{ kind: 'API_KEY', apiKeyId: randomUUID(), organizationId, name: 'Robot' },
    scopes: ['transfer.create'],
  };
  const transfers = Array.from({ length: 300 }, () => input(organization, to, '1'));
  const asked: string[] = [];
  const watched = await createDatabase({
    url: careful.platform.urls.appUrl,
    onOperation: ({ model, action }) => asked.push(`${model}.${action}`),
  });
  onTestFinished(() => watched.close());
  const ctx = careful.as(key, { db: watched.client });
  const sent = await careful.in(() => sendMany({ ctx, input: { transfers } }));
  expect(new Set(sent.results.map(({ outcome }) => outcome))).toEqual(new Set(['HELD']));
  expect(asked).toContain('WebhookEvent.createManyAndReturn');
  expect(asked.length).toBeLessThan(12);
  // The same request again makes up for what was not told, and tells nothing twice.
  await careful.in(() => careful.db.webhookEvent.deleteMany({ where: { organizationId } }));
  await careful.in(() => sendMany({ ctx, input: { transfers } }));
  await careful.in(() => sendMany({ ctx, input: { transfers } }));
  const events = await careful.in(() =>
    careful.db.webhookEvent.findMany({
      where: { organizationId },
      take: 1_000,
      select: { eventType: true, payload: true },
    }),
  );
  const told = events.map(({ payload }) => (payload as { transferId: string }).transferId);
  expect(told).toHaveLength(transfers.length);
  expect(new Set(told)).toEqual(new Set(sent.results.map(({ transferId }) => transferId)));
  expect(new Set(events.map(({ eventType }) => eventType))).toEqual(
    new Set(['transfer.awaitingApproval']),
  );
});
