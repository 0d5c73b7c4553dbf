import { createHash, generateKeyPairSync, randomBytes, sign, type KeyObject } from 'node:crypto';
import { PasskeyAnswer, type PasskeyOptions } from '@freehold/core-contracts/passkeys';
import { z } from 'zod';

/** What a forger or a careless device would do otherwise. */
export interface PasskeyHabits {
  readonly origin?: string;
  readonly rpId?: string;
  readonly isUserVerified?: boolean;
  readonly isUserPresent?: boolean;
  /** Instead of one more than before. */
  readonly counter?: number;
  readonly userHandle?: string | null;
  readonly type?: string;
  readonly isCrossOrigin?: boolean;
  /** Signs with a key of its own. */
  readonly isForged?: boolean;
}

export interface SoftwarePasskey {
  readonly credentialId: string;
  /** Answers `navigator.credentials.create`. */
  create(options: PasskeyOptions, habits?: PasskeyHabits): PasskeyAnswer;
  /** Answers `navigator.credentials.get`. */
  get(options: PasskeyOptions, habits?: PasskeyHabits): PasskeyAnswer;
}

const Asked = z.object({
  challenge: z.string(),
  user: z.object({ id: z.string() }).optional(),
});

const base64url = (bytes: Uint8Array | string): string => Buffer.from(bytes).toString('base64url');

function sha256(bytes: Uint8Array | string): Buffer {
  return createHash('sha256').update(bytes).digest();
}

/** A passkey in software, with an ES256 key: what WebAuthn level 3 asks of an authenticator and of the browser around it. `countsUses` false is how synced passkeys are. */
export function createSoftwarePasskey(site: {
  readonly origin: string;
  readonly rpId: string;
  readonly countsUses?: boolean;
}): SoftwarePasskey {
  const { privateKey, publicKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
  const id = randomBytes(32);
  let userHandle: string | null = null;
  let counter = 0;

  function next(habits: PasskeyHabits): number {
    if (site.countsUses === false) return habits.counter ?? 0;
    counter = habits.counter ?? counter + 1;
    return counter;
  }

  return {
    credentialId: base64url(id),
    create(options, habits = {}) {
      const { challenge, user } = Asked.parse(options);
      userHandle = user?.id ?? null;
      const authData = authenticatorData(site.rpId, habits, next(habits), {
        id,
        key: coseKey(publicKey),
      });
      return answer(id, {
        clientDataJSON: clientData(site.origin, 'webauthn.create', challenge, habits),
        attestationObject: base64url(attestation(authData)),
        transports: ['internal'],
      });
    },
    get(options, habits = {}) {
      const { challenge } = Asked.parse(options);
      const client = clientData(site.origin, 'webauthn.get', challenge, habits);
      const authData = authenticatorData(site.rpId, habits, next(habits));
      const signed = Buffer.concat([authData, sha256(Buffer.from(client, 'base64url'))]);
      const key = habits.isForged === true ? otherKey() : privateKey;
      return answer(id, {
        clientDataJSON: client,
        authenticatorData: base64url(authData),
        signature: base64url(sign('sha256', signed, key)),
        userHandle: habits.userHandle === undefined ? userHandle : habits.userHandle,
      });
    },
  };
}

function otherKey(): KeyObject {
  return generateKeyPairSync('ec', { namedCurve: 'P-256' }).privateKey;
}

function answer(id: Uint8Array, response: PasskeyAnswer['response']): PasskeyAnswer {
  return PasskeyAnswer.parse({
    id: base64url(id),
    rawId: base64url(id),
    type: 'public-key',
    response,
  });
}

function clientData(
  origin: string,
  type: string,
  challenge: string,
  habits: PasskeyHabits,
): string {
  return base64url(
    JSON.stringify({
      type: habits.type ?? type,
      challenge,
      origin: habits.origin ?? origin,
      crossOrigin: habits.isCrossOrigin ?? false,
    }),
  );
}

// WebAuthn level 3, section 6.1: flags UP, UV, AT.
function authenticatorData(
  rpId: string,
  habits: PasskeyHabits,
  counter: number,
  made?: { readonly id: Uint8Array; readonly key: Buffer },
): Buffer {
  const isPresent = habits.isUserPresent ?? true;
  const isVerified = habits.isUserVerified ?? true;
  const flags = (isPresent ? 0x01 : 0) | (isVerified ? 0x04 : 0) | (made ? 0x40 : 0);
  const head = Buffer.alloc(37);
  sha256(habits.rpId ?? rpId).copy(head);
  head.writeUInt8(flags, 32);
  head.writeUInt32BE(counter, 33);
  if (made === undefined) return head;
  const length = Buffer.alloc(2);
  length.writeUInt16BE(made.id.length);
  return Buffer.concat([head, Buffer.alloc(16), length, made.id, made.key]);
}

// A CBOR byte string of 24 to 255 bytes (RFC 8949).
function cborBytes(bytes: Uint8Array): Buffer {
  return Buffer.concat([Buffer.of(0x58, bytes.length), bytes]);
}

// { 1: 2, 3: -7, -1: 1, -2: x, -3: y } (RFC 9053, section 7.1).
function coseKey(publicKey: KeyObject): Buffer {
  const { x = '', y = '' } = publicKey.export({ format: 'jwk' });
  return Buffer.concat([
    Buffer.of(0xa5, 0x01, 0x02, 0x03, 0x26, 0x20, 0x01, 0x21),
    cborBytes(Buffer.from(x, 'base64url')),
    Buffer.of(0x22),
    cborBytes(Buffer.from(y, 'base64url')),
  ]);
}

function cborText(text: string): Buffer {
  return Buffer.concat([Buffer.of(0x60 + text.length), Buffer.from(text, 'ascii')]);
}

// { fmt: 'none', attStmt: {}, authData }
function attestation(authData: Uint8Array): Buffer {
  return Buffer.concat([
    Buffer.of(0xa3),
    cborText('fmt'),
    cborText('none'),
    cborText('attStmt'),
    Buffer.of(0xa0),
    cborText('authData'),
    cborBytes(authData),
  ]);
}
