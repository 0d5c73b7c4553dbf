import type { MessageChannel } from '@freehold/core-contracts/enums';

export interface OutgoingMessage {
  readonly channel: MessageChannel;
  readonly recipient: string;
  readonly subject: string;
  readonly body: string;
  /** The same for every attempt at one message: a provider that knows it sends once. */
  readonly idempotencyKey: string;
}

/** Hands messages on. Called outside any transaction, at least once per message. */
export interface MessageProvider {
  readonly name: string;
  /** Resolves once the message was taken. Throws MessageError. */
  send(
    message: OutgoingMessage,
    options: { readonly timeoutMs: number },
  ): Promise<{ readonly providerMessageId: string }>;
}

export type MessageProviders = Readonly<Record<MessageChannel, MessageProvider>>;

/** A message that was not taken. RETRY may go better later; GIVE_UP never will. */
export class MessageError extends Error {
  override readonly name = 'MessageError';
  readonly outcome: 'RETRY' | 'GIVE_UP';
  /** How long the provider asks to be left alone; null where it does not say. */
  readonly retryAfterMs: number | null;

  constructor(
    outcome: 'RETRY' | 'GIVE_UP',
    detail: string,
    options: ErrorOptions & { readonly retryAfterMs?: number | null } = {},
  ) {
    super(detail, options);
    this.outcome = outcome;
    this.retryAfterMs = options.retryAfterMs ?? null;
  }
}
