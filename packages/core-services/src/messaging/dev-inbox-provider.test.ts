import { expect, test } from 'vitest';
import { devInboxProvider } from './dev-inbox-provider.ts';

test('the dev inbox sends nothing and names the message by its key', async () => {
  const message = {
    channel: 'EMAIL',
    recipient: 'ada@people.test',
    subject: 's',
    body: 'b',
    idempotencyKey: 'account-active:1',
  } as const;
  expect(await devInboxProvider.send(message, { timeoutMs: 5_000 })).toEqual({
    providerMessageId: 'dev-inbox:account-active:1',
  });
});
