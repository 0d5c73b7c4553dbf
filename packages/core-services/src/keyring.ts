import {
  createCipheriv,
  createDecipheriv,
  createHash,
  createHmac,
  randomBytes,
  timingSafeEqual,
} from 'node:crypto';

export interface EncryptionKey {
  /** 1 to 16 of [A-Za-z0-9_-]; stored in front of what it encrypts. */
  readonly id: string;
  /** 32 bytes. */
  readonly key: Uint8Array;
}

/** Encryption and keyed digests under keys that live outside the database. */
export interface Keyring {
  /** AES-256-GCM under the newest key; `context` is bound in and must be given again to read. */
  encrypt(plain: string, context: string): Uint8Array<ArrayBuffer>;
  /** Reverses `encrypt` with whichever kept key made it; throws on an unknown key or a changed byte. */
  decrypt(sealed: Uint8Array, context: string): string;
  /** HMAC-SHA-256 of `value` under a key derived for `purpose`. */
  digest(purpose: string, value: string): Uint8Array<ArrayBuffer>;
}

const nonceLength = 12;
const tagLength = 16;

/** Keyring over `keys`, newest first, and the secret that digests are made with. Throws on a key of wrong form. */
export function createKeyring(options: {
  readonly encryptionKeys: readonly EncryptionKey[];
  readonly digestKey: Uint8Array;
}): Keyring {
  const [newest] = options.encryptionKeys;
  if (newest === undefined) throw new Error('An encryption key is needed');
  for (const { id, key } of options.encryptionKeys) {
    if (!/^[\w-]{1,16}$/u.test(id)) throw new Error('An encryption key has a malformed id');
    if (key.length !== 32) throw new Error(`Encryption key ${id} is not 32 bytes long`);
  }
  if (options.digestKey.length < 32) throw new Error('The digest key is shorter than 32 bytes');
  const byId = new Map(options.encryptionKeys.map((entry) => [entry.id, entry.key]));

  return {
    encrypt(plain, context) {
      const nonce = randomBytes(nonceLength);
      const cipher = createCipheriv('aes-256-gcm', newest.key, nonce);
      const id = Buffer.from(newest.id, 'ascii');
      cipher.setAAD(Buffer.from(`${newest.id}\n${context}`, 'utf8'));
      const body = Buffer.concat([cipher.update(plain, 'utf8'), cipher.final()]);
      return new Uint8Array(
        Buffer.concat([Buffer.of(id.length), id, nonce, cipher.getAuthTag(), body]),
      );
    },
    decrypt(sealed, context) {
      const bytes = Buffer.from(sealed);
      const idLength = bytes[0] ?? 0;
      const id = bytes.toString('ascii', 1, 1 + idLength);
      const key = byId.get(id);
      if (key === undefined) throw new Error('Sealed under a key that is not kept');
      const nonceEnd = 1 + idLength + nonceLength;
      const decipher = createDecipheriv(
        'aes-256-gcm',
        key,
        bytes.subarray(1 + idLength, nonceEnd),
        {
          authTagLength: tagLength,
        },
      );
      decipher.setAAD(Buffer.from(`${id}\n${context}`, 'utf8'));
      decipher.setAuthTag(bytes.subarray(nonceEnd, nonceEnd + tagLength));
      const plain = Buffer.concat([
        decipher.update(bytes.subarray(nonceEnd + tagLength)),
        decipher.final(),
      ]);
      return plain.toString('utf8');
    },
    digest(purpose, value) {
      const derived = createHmac('sha256', options.digestKey)
        .update(`freehold:${purpose}`)
        .digest();
      return new Uint8Array(createHmac('sha256', derived).update(value, 'utf8').digest());
    },
  };
}

/** SHA-256, for secrets that are random enough to need no key. */
export function sha256(value: string): Uint8Array<ArrayBuffer> {
  return new Uint8Array(createHash('sha256').update(value, 'utf8').digest());
}

/** A random secret of 256 bits, base64url, 43 characters. */
export function randomToken(): string {
  return randomBytes(32).toString('base64url');
}

/** Compares two digests in constant time. */
export function isSameDigest(left: Uint8Array, right: Uint8Array): boolean {
  return left.length === right.length && timingSafeEqual(left, right);
}
