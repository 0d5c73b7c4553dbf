import { MessageError, type MessageProvider } from './message-provider.ts';

export interface SmsGatewayOptions {
  /** Takes POST with JSON `{ to, from, text }`; https outside development. */
  readonly url: string;
  /** Sent as a bearer token. */
  readonly token: string;
  /** Sender number or name. */
  readonly from: string;
  readonly fetch?: typeof globalThis.fetch;
}

const maxAnswerBytes = 16 * 1024;

/** SMS over an HTTP gateway. 4xx is final except 401, 403, 408, 425 and 429, which a person or time can mend. */
export function createSmsGatewayProvider(options: SmsGatewayOptions): MessageProvider {
  const { url, token, from, fetch = globalThis.fetch } = options;
  return {
    name: 'sms-gateway',
    async send({ recipient, body, idempotencyKey }, { timeoutMs }) {
      let response: Response;
      try {
        response = await fetch(url, {
          method: 'POST',
          redirect: 'error',
          signal: AbortSignal.timeout(timeoutMs),
          headers: {
            authorization: `Bearer ${token}`,
            'content-type': 'application/json',
            'idempotency-key': idempotencyKey,
          },
          body: JSON.stringify({ to: recipient, from, text: body }),
        });
      } catch (cause) {
        throw new MessageError('RETRY', 'The SMS gateway could not be reached', { cause });
      }
      if (!response.ok) {
        await response.body?.cancel();
        const isFinal = response.status < 500 && !mendable.has(response.status);
        const detail = `The SMS gateway answered ${response.status}`;
        throw new MessageError(isFinal ? 'GIVE_UP' : 'RETRY', detail);
      }
      return { providerMessageId: (await readId(response)) ?? idempotencyKey };
    },
  };
}

const mendable = new Set([401, 403, 408, 425, 429]);

/** The `id` of a JSON answer; a gateway that answers otherwise has taken the message all the same. */
async function readId(response: Response): Promise<string | null> {
  try {
    const length = Number(response.headers.get('content-length') ?? 0);
    if (length > maxAnswerBytes) {
      await response.body?.cancel();
      return null;
    }
    const answer: unknown = await response.json();
    const id = (answer as { id?: unknown } | null)?.id;
    return typeof id === 'string' ? id.slice(0, 200) : null;
  } catch {
    return null;
  }
}
