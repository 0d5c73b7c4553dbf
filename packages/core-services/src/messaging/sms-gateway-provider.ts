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
        throw toMessageError(response);
      }
      return { providerMessageId: (await readId(response)) ?? idempotencyKey };
    },
  };
}

const mendable = new Set([401, 403, 408, 425, 429]);

function toMessageError({ status, headers }: Response): MessageError {
  const isFinal = status < 500 && !mendable.has(status);
  const retryAfterMs = isFinal ? null : readRetryAfter(headers.get('retry-after'));
  const detail = `The SMS gateway answered ${status}`;
  return new MessageError(isFinal ? 'GIVE_UP' : 'RETRY', detail, { retryAfterMs });
}

/** Seconds or a date (RFC 9110 section 10.2.3), in milliseconds from now; null for what is neither. */
function readRetryAfter(value: string | null): number | null {
  if (value === null) return null;
  if (/^\d{1,9}$/u.test(value)) return Number(value) * 1000;
  const atMs = value.endsWith('GMT') ? Date.parse(value) : Number.NaN;
  return Number.isNaN(atMs) ? null : Math.max(0, atMs - Date.now());
}

/** The `id` of a JSON answer; a gateway that answers otherwise has taken the message all the same. */
async function readId(response: Response): Promise<string | null> {
  try {
    const answer: unknown = JSON.parse(await readBounded(response));
    const id = (answer as { id?: unknown } | null)?.id;
    return typeof id === 'string' ? id.slice(0, 200) : null;
  } catch {
    return null;
  }
}

/** The body as text. Throws past 16 KiB, whatever its length was said to be. */
async function readBounded({ body }: Response): Promise<string> {
  const decoder = new TextDecoder();
  let text = '';
  let bytes = 0;
  // Its type leaves out what it yields.
  for await (const chunk of (body ?? []) as AsyncIterable<Uint8Array>) {
    bytes += chunk.byteLength;
    if (bytes > maxAnswerBytes) throw new Error('The answer of the SMS gateway is too long');
    text += decoder.decode(chunk, { stream: true });
  }
  return text + decoder.decode();
}
