const REDACTED = '[redacted]';
const MAX_DEPTH = 6;
const MAX_ITEMS = 50;

const SECRET_SUFFIX =
  /(authorization|cookie|password|passphrase|token|secret|hash|apikey|privatekey|encryptionkeys?|hmackey|tokenkey|otp|otpauth|pin|codes?)$/;
const SECRET_PLURAL = /(passwords|tokens|secrets|hashes|cookies)$/;

/** Keys that end in "code" without ever holding a one-time code. */
const PLAIN_CODES = new Set([
  'errorcode',
  'statuscode',
  'countrycode',
  'currencycode',
  'exitcode',
  'sqlcode',
  'reasoncode',
  'httpcode',
]);

const CREDENTIALS_IN_URL = /(\b[a-z][a-z0-9+.-]*:\/\/[^\s:/@"]*):[^\s@/"]+@/gi;
const BEARER = /\b(bearer|basic)\s+[\w.~+/-]{8,}=*/gi;

/** Whether a field of this name may hold a secret and is never written to a log. */
export function isSecretKey(key: string): boolean {
  const plain = key.toLowerCase().replace(/[^a-z]/g, '');
  if (PLAIN_CODES.has(plain)) return false;
  return SECRET_SUFFIX.test(plain) || SECRET_PLURAL.test(plain);
}

/** Removes credentials in URLs and authorization values from a text. */
export function redactText(text: string): string {
  return text
    .replace(CREDENTIALS_IN_URL, `$1:${REDACTED}@`)
    .replace(BEARER, (_match, scheme: string) => `${scheme} ${REDACTED}`);
}

// Properties of an error are chosen one by one: database errors quote whole rows in theirs.
function toLogError(error: Error, depth: number): Record<string, unknown> {
  const { code, kind } = error as { code?: unknown; kind?: unknown };
  return {
    type: error.name,
    message: error.message,
    stack: error.stack,
    ...(typeof code === 'string' && { code }),
    ...(typeof kind === 'string' && { kind }),
    ...(error.cause instanceof Error &&
      depth < MAX_DEPTH && { cause: toLogError(error.cause, depth + 1) }),
  };
}

function redactValue(value: unknown, depth: number): unknown {
  if (typeof value === 'bigint') return value.toString();
  if (typeof value === 'function') return undefined;
  if (typeof value !== 'object' || value === null) return value;
  if (value instanceof Error) return toLogError(value, depth);
  if (value instanceof Date) return value;
  if (ArrayBuffer.isView(value)) return `[${value.byteLength} bytes]`;
  if (depth >= MAX_DEPTH) return '[deep]';
  if (Array.isArray(value)) {
    return value.slice(0, MAX_ITEMS).map((item) => redactValue(item, depth + 1));
  }
  if (value instanceof Map || value instanceof Set) return `[${value.size} entries]`;
  return redactFields(value, depth + 1);
}

/** A copy of the fields that is safe to log: secrets replaced, depth and length bounded. */
export function redactFields(fields: object, depth = 0): Record<string, unknown> {
  const safe: Record<string, unknown> = {};
  for (const [key, value] of Object.entries(fields)) {
    const isHidden = isSecretKey(key) && value !== null && value !== undefined;
    safe[key] = isHidden ? REDACTED : redactValue(value, depth);
  }
  return safe;
}
