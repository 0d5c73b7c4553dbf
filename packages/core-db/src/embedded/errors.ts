/** What keeps the embedded PostgreSQL from running, in words for the person at the terminal. */
export class EmbeddedError extends Error {
  override readonly name = 'EmbeddedError';
  readonly reason: 'port-taken' | 'unsupported-platform' | 'unreachable' | 'version' | 'failed';
  constructor(reason: EmbeddedError['reason'], message: string, options?: ErrorOptions) {
    super(message, options);
    this.reason = reason;
  }
}
