import { createCipheriv, createDecipheriv, hkdfSync, randomBytes } from 'node:crypto';

/*
 * What a used refresh token leaves behind for a few seconds: its successors, sealed under a key that
 * only the token itself gives (HKDF, RFC 5869). Whoever lost the answer of an honest race opens it
 * with the token it still holds; the database alone opens nothing.
 */
const nonceLength = 12;
const tagLength = 16;

function keyOf(secret: string, tokenId: string): Uint8Array {
  const info = `freehold:refresh-grace:${tokenId}`;
  return new Uint8Array(hkdfSync('sha256', secret, '', info, 32));
}

/** Seals `plain` under a token's secret, for the token's own row (AES-256-GCM). */
export function sealGrace(
  plain: string,
  token: { secret: string; id: string },
): Uint8Array<ArrayBuffer> {
  const nonce = randomBytes(nonceLength);
  const cipher = createCipheriv('aes-256-gcm', keyOf(token.secret, token.id), nonce);
  const body = Buffer.concat([cipher.update(plain, 'utf8'), cipher.final()]);
  return new Uint8Array(Buffer.concat([nonce, cipher.getAuthTag(), body]));
}

/** Reverses `sealGrace`; throws under another secret or for another row. */
export function openGrace(sealed: Uint8Array, token: { secret: string; id: string }): string {
  const bytes = Buffer.from(sealed);
  const key = keyOf(token.secret, token.id);
  const decipher = createDecipheriv('aes-256-gcm', key, bytes.subarray(0, nonceLength), {
    authTagLength: tagLength,
  });
  const bodyStart = nonceLength + tagLength;
  decipher.setAuthTag(bytes.subarray(nonceLength, bodyStart));
  const plain = Buffer.concat([decipher.update(bytes.subarray(bodyStart)), decipher.final()]);
  return plain.toString('utf8');
}
