import { createHash } from 'node:crypto';
import { createTransport } from 'nodemailer';
import { MessageError, type MessageProvider } from './message-provider.ts';

export interface SmtpOptions {
  /** smtps://, or smtp:// with STARTTLS where the server offers it and always before a password. */
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
  // Nothing in a message may name a file or an address to be read into it.
  const closed = { disableFileAccess: true, disableUrlAccess: true };
  // A password is not shown to whoever stands in the way and leaves STARTTLS out of the greeting.
  const requireTLS = new URL(url).password !== '';
  const transport = createTransport({ url, requireTLS, ...closed }, { from, ...closed });
  const domain = /@([^\s>]+)>?$/u.exec(from)?.[1] ?? 'localhost';
  return {
    name: 'smtp',
    async send({ recipient, subject, body, idempotencyKey }, { timeoutMs }) {
      // The same for every attempt, so that a receiver can tell a repetition (RFC 5322 section 3.6.4).
      const digest = createHash('sha256').update(idempotencyKey, 'utf8').digest('hex').slice(0, 40);
      const messageId = `<${digest}@${domain}>`;
      try {
        await transport.sendMail({
          // An object and not text: nothing in an address may be read as a list or a group.
          to: { name: '', address: recipient },
          subject,
          text: body,
          messageId,
          // Nobody's absence notice answers a machine (RFC 3834 section 5).
          headers: { 'Auto-Submitted': 'auto-generated' },
          // Ends the connection too: what is late must not be taken after all while it is tried again.
          signal: AbortSignal.timeout(timeoutMs),
        });
        return { providerMessageId: messageId };
      } catch (cause) {
        throw toMessageError(cause);
      }
    },
    close: () => transport.close(),
  };
}

// What the server said is not kept: it may quote the recipient, and says little more than its code.
function toMessageError(cause: unknown): MessageError {
  const { code, responseCode } = cause as SmtpFault;
  const isFinal =
    (responseCode !== undefined &&
      responseCode >= 500 &&
      (code === 'EENVELOPE' || code === 'EMESSAGE')) ||
    code === 'EMAXLIMIT';
  const detail = ['SMTP', responseCode, code ?? 'failure'].filter((part) => part !== undefined);
  return new MessageError(isFinal ? 'GIVE_UP' : 'RETRY', detail.join(' '), { cause });
}
