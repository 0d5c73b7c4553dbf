/*
 * Standard Webhooks: `webhook-signature` is `v1,` and the base64 of HMAC-SHA256 over
 * `id.timestamp.body`, under the bytes that the secret's base64 stands for. While a secret is being
 * replaced the header carries one signature of each, with a space between.
 */
import { createHmac, randomBytes } from 'node:crypto';
import type { Keyring } from '../keyring.ts';

const mark = 'whsec_';
const secretBytes = 32;

/** A new secret: `whsec_` and the base64 of 32 random bytes. */
export function newWebhookSecret(): string {
  return `${mark}${randomBytes(secretBytes).toString('base64')}`;
}

/** Seals a secret for the table, bound to its endpoint. */
export function sealSecret(
  keyring: Keyring,
  owner: { readonly tenantId: string; readonly endpointId: string },
  secret: string,
): Uint8Array<ArrayBuffer> {
  return keyring.encrypt(secret, secretContext(owner));
}

/** Reverses `sealSecret`. Throws where the key is not kept or a byte was changed. */
export function openSecret(
  keyring: Keyring,
  owner: { readonly tenantId: string; readonly endpointId: string },
  sealed: Uint8Array,
): string {
  return keyring.decrypt(sealed, secretContext(owner));
}

function secretContext(owner: { readonly tenantId: string; readonly endpointId: string }): string {
  return `webhook-secret:${owner.tenantId}:${owner.endpointId}`;
}

export interface SignedContent {
  /** The same at every attempt. */
  readonly id: string;
  /** When this attempt is made. */
  readonly at: Date;
  readonly body: string;
}

/** The three headers of Standard Webhooks, signed with every one of `secrets`. */
export function signatureHeaders(
  { id, at, body }: SignedContent,
  secrets: readonly string[],
): Record<'webhook-id' | 'webhook-timestamp' | 'webhook-signature', string> {
  const timestamp = String(Math.floor(at.getTime() / 1000));
  const signatures = secrets.map((secret) => {
    const key = Buffer.from(secret.slice(mark.length), 'base64');
    const digest = createHmac('sha256', key).update(`${id}.${timestamp}.${body}`, 'utf8');
    return `v1,${digest.digest('base64')}`;
  });
  return {
    'webhook-id': id,
    'webhook-timestamp': timestamp,
    'webhook-signature': signatures.join(' '),
  };
}
