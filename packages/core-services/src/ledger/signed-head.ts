import { createPrivateKey, createPublicKey, sign, verify, type KeyObject } from 'node:crypto';
import { AppError } from '@freehold/core-contracts/errors';
import { mainChannel } from '@freehold/core-contracts/ledger';
import { Id } from '@freehold/core-contracts/ids';
import { HexDigest } from '@freehold/core-contracts/commands/parts';
import { z } from 'zod';
import type { ServiceContext } from '../context.ts';
import { canonicalJson } from './canonical-json.ts';
import { toHex } from './ledger-hash.ts';

/*
 * A head that was signed and kept elsewhere is what even a chain that was rewritten as a whole
 * cannot match. The key never leaves the process: it is derived from the secret that digests are
 * made with. docs/ledger-format.md describes the file.
 */
const headFields = {
  format: z.literal('freehold.ledger.head.1'),
  tenant: z.string().max(60),
  tenantId: Id,
  channel: z.string().max(60),
  blockNumber: z.string().regex(/^\d{1,18}$/u),
  hash: HexDigest,
  signedAt: z.iso.datetime(),
  /** Ed25519, the 32 bytes in base64. */
  publicKey: z.base64().length(44),
};

export const SignedHead = z.strictObject({
  ...headFields,
  /** Ed25519 over the canonical JSON of the other members, the 64 bytes in base64. */
  signature: z.base64().length(88),
});
export type SignedHead = z.infer<typeof SignedHead>;

// RFC 8410, section 7: an Ed25519 key as PKCS #8, up to its 32 bytes.
const pkcs8Prefix = Buffer.from('302e020100300506032b657004220420', 'hex');
// RFC 8410, section 4: the public key as SubjectPublicKeyInfo, up to its 32 bytes.
const spkiPrefix = Buffer.from('302a300506032b6570032100', 'hex');

function privateKeyOf({ keyring }: ServiceContext): KeyObject {
  const seed = keyring.digest('ledger-head', 'Ed25519 seed');
  const key = Buffer.concat([pkcs8Prefix, seed]);
  return createPrivateKey({ key, format: 'der', type: 'pkcs8' });
}

/** The public half of the key that heads are signed with, 32 bytes in base64. */
export function headPublicKey(ctx: ServiceContext): string {
  const exported = createPublicKey(privateKeyOf(ctx)).export({ format: 'der', type: 'spki' });
  return exported.subarray(spkiPrefix.length).toString('base64');
}

/** The head of the tenant's embedded chain as it stands, signed. Throws NOT_FOUND `entity.not_found` where there is no block. */
export async function signHead(ctx: ServiceContext): Promise<SignedHead> {
  const head = await ctx.db.ledgerChain.findFirst({
    where: { channel: mainChannel, blockNumber: { gte: 0n } },
    select: { blockNumber: true, hash: true },
  });
  if (head === null) throw new AppError('NOT_FOUND', 'entity.not_found', { entity: 'LedgerBlock' });
  const unsigned = {
    format: 'freehold.ledger.head.1',
    tenant: ctx.tenant.slug,
    tenantId: ctx.tenant.id,
    channel: mainChannel,
    blockNumber: head.blockNumber.toString(),
    hash: toHex(head.hash),
    signedAt: ctx.clock().toISOString(),
    publicKey: headPublicKey(ctx),
  } as const;
  const signature = sign(null, signedBytes(unsigned), privateKeyOf(ctx)).toString('base64');
  return { ...unsigned, signature };
}

/** Whether a head was signed by `publicKey`, 32 bytes in base64. */
export function isSignedBy(head: SignedHead, publicKey: string): boolean {
  const { signature, ...unsigned } = head;
  if (unsigned.publicKey !== publicKey) return false;
  const key = Buffer.concat([spkiPrefix, Buffer.from(publicKey, 'base64')]);
  return verify(
    null,
    signedBytes(unsigned),
    createPublicKey({ key, format: 'der', type: 'spki' }),
    Buffer.from(signature, 'base64'),
  );
}

function signedBytes(unsigned: Omit<SignedHead, 'signature'>): Buffer {
  return Buffer.from(canonicalJson(unsigned), 'utf8');
}
