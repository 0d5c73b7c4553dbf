/*
 * A key's text: `fhk_<tenant>_<name>_<secret>`. It names its tenant, because a machine sends nothing
 * else that would; slugs hold no underscore. The name, 8 letters and digits, finds the key; the
 * secret, 256 bits, proves it and is stored only as its SHA-256. The mark in front lets scanners of
 * source code recognise a key that leaked.
 */
import { randomInt } from 'node:crypto';
import { TenantSlug } from '@freehold/core-contracts/ids';
import { randomToken } from '../keyring.ts';

const mark = 'fhk';
const nameLength = 8;
const alphabet = '0123456789abcdefghjkmnpqrstvwxyz';
const keyForm = /^fhk_([a-z][a-z0-9-]{1,39})_([0-9a-z]{8})_([A-Za-z0-9_-]{43})$/u;

export interface KeyParts {
  readonly tenantSlug: string;
  /** Finds the key; not secret. */
  readonly name: string;
  readonly secret: string;
}

/** The parts of a key as presented, or null for text that is none. */
export function parseApiKey(text: string): KeyParts | null {
  const [, tenantSlug = '', name = '', secret = ''] = keyForm.exec(text) ?? [];
  return TenantSlug.safeParse(tenantSlug).success ? { tenantSlug, name, secret } : null;
}

/** Parts for a new key of a tenant. */
export function newApiKey(tenantSlug: string): KeyParts {
  let name = '';
  while (name.length < nameLength) name += alphabet[randomInt(alphabet.length)] ?? '';
  return { tenantSlug, name, secret: randomToken() };
}

/** The whole text, seen once by whoever asked for the key. */
export function toKeyText({ tenantSlug, name, secret }: KeyParts): string {
  return `${toVisiblePrefix(tenantSlug, name)}_${secret}`;
}

/** What a key is recognised by: everything in front of its secret. */
export function toVisiblePrefix(tenantSlug: string, name: string): string {
  return `${mark}_${tenantSlug}_${name}`;
}
