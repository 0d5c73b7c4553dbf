import type { MessageProvider } from './message-provider.ts';

/** Sends nothing anywhere: the stored message, shown in the console, is the whole of it. */
export const devInboxProvider: MessageProvider = {
  name: 'dev-inbox',
  send: ({ idempotencyKey }) =>
    Promise.resolve({ providerMessageId: `dev-inbox:${idempotencyKey}` }),
};
