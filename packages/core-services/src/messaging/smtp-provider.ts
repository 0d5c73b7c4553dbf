import { createHash } from 'node:crypto';
import { createTransport } from 'nodemailer';
import { MessageError, type MessageProvider } from './message-provider.ts';

export interface SmtpOptions {
  /** smtp:// or smtps:// with credentials where needed. */
  readonly url: string;
  /** Sender, as an address or `Name <address>`. */
  readonly from: string;
}

interface SmtpFault {
  readonly code?: string;
  readonly responseCode?: number;
}

/** E-mail over SMTP (RFC 5321). A 5xx answer to the message itself is final, everything else is tried again. */
export function createSmtpProvider({
  url,
  from,
}: SmtpOptions): MessageProvider & { close(): void } {
  const transport = createTransport(url, { from });
  const domain = /@([^\s>]+)>?$/u.exec(from)?.[1] ?? 'localhost';
  return {
    name: 'smtp',
    async send({ recipient, subject, body, idempotencyKey }) {
      // The same for every attempt, so that a receiver can tell a repetition (RFC 5322 section 3.6.4).
      const digest = createHash('sha256').update(idempotencyKey, 'utf8').digest('hex').slice(0, 40);
      const messageId = `<${digest}@${domain}>`;
      try {
        // An object and not text: nothing in an address may be read as a list or a group.
        const to = { name: '', address: recipient };
        await transport.sendMail({ to, subject, text: body, messageId });
        return { providerMessageId: messageId };
      } catch (cause) {
        throw toMessageError(cause);
      }
    },
    close: () => transport.close(),
  };
}

function toMessageError(cause: unknown): MessageError {
  const { code, responseCode } = cause as SmtpFault;
  const isFinal =
    (responseCode !== undefined &&
      responseCode >= 500 &&
      (code === 'EENVELOPE' || code === 'EMESSAGE')) ||
    code === 'EMAXLIMIT';
  const detail = `SMTP ${responseCode ?? ''} ${code ?? 'failure'}`.replaceAll(/\s+/gu, ' ');
  return new MessageError(isFinal ? 'GIVE_UP' : 'RETRY', detail, { cause });
}
