import type { PasskeyAnswer } from '@freehold/core-contracts/passkeys';
import { inTransaction } from '@freehold/core-db';
import {
  verifyAuthenticationResponse,
  type AuthenticationResponseJSON,
  type VerifiedAuthenticationResponse,
} from '@simplewebauthn/server';
import { recordAudit } from '../../audit/record-audit.ts';
import type { ServiceContext } from '../../context.ts';
import type { ProvenFactor } from '../factors/factor.ts';
import { usePasskeyChallenge, type PasskeyAsk } from './passkey-challenge.ts';
import {
  assertNotFramed,
  passkeyRefused,
  requireRelyingParty,
  userHandleOf,
} from './relying-party.ts';

export interface PasskeyProof extends PasskeyAsk {
  readonly passkeyChallenge: string;
  readonly answer: PasskeyAnswer;
}

export interface ProvenPasskey extends ProvenFactor {
  readonly userId: string;
}

interface StoredPasskey {
  readonly id: string;
  readonly userId: string;
  readonly credentialId: Uint8Array;
  readonly publicKey: Uint8Array;
  readonly signCount: bigint;
}

/**
 * Checks what a passkey signed: our challenge, once, on our pages, by a key of this tenant and, where
 * it is known, of this person. A counter that did not grow means that the key was copied: refused and
 * audited (WebAuthn level 3, section 6.1.1). Throws UNAUTHENTICATED `passkey.refused`.
 */
export async function provePasskey(
  ctx: ServiceContext,
  proof: PasskeyProof,
): Promise<ProvenPasskey> {
  const challenge = await usePasskeyChallenge(ctx, proof.passkeyChallenge, proof);
  assertNotFramed(proof.answer);
  const passkey = await findPasskey(ctx, proof);
  if (passkey === null) throw passkeyRefused();
  const info = await verify(ctx, { passkey, challenge, proof });
  const counter = BigInt(info.newCounter);
  if ((counter > 0n || passkey.signCount > 0n) && counter <= passkey.signCount) {
    await auditRegression(ctx, passkey, counter);
    throw passkeyRefused();
  }
  const { id, userId } = passkey;
  return {
    method: 'PASSKEY',
    userId,
    async use(tx) {
      const used = await tx.passkey.updateMany({
        where: { id, userId, signCount: counter === 0n ? 0n : { lt: counter } },
        data: {
          signCount: counter,
          isBackedUp: info.credentialBackedUp,
          lastUsedAt: ctx.clock(),
        },
      });
      if (used.count !== 1) throw passkeyRefused();
    },
  };
}

async function findPasskey(
  ctx: ServiceContext,
  { answer, userId, purpose }: PasskeyProof,
): Promise<StoredPasskey | null> {
  const passkey = await ctx.db.passkey.findFirst({
    where: {
      credentialId: new Uint8Array(Buffer.from(answer.id, 'base64url')),
      ...(userId === null ? {} : { userId }),
    },
    select: { id: true, userId: true, credentialId: true, publicKey: true, signCount: true },
  });
  if (passkey === null) return null;
  // Only where nobody was named has the passkey to say whose it is; what it says is never wrong.
  const { userHandle } = answer.response;
  const expected = Buffer.from(userHandleOf(passkey.userId)).toString('base64url');
  const isNamed = typeof userHandle === 'string' && userHandle !== '';
  if (isNamed ? userHandle !== expected : purpose === 'SIGN_IN') return null;
  return passkey;
}

async function verify(
  ctx: ServiceContext,
  options: { passkey: StoredPasskey; challenge: string; proof: PasskeyProof },
): Promise<VerifiedAuthenticationResponse['authenticationInfo']> {
  const { passkey, challenge, proof } = options;
  const { id, origins } = requireRelyingParty(ctx);
  let verified: VerifiedAuthenticationResponse;
  try {
    verified = await verifyAuthenticationResponse({
      // The library checks the parts that the schema leaves open, and throws.
      response: proof.answer as AuthenticationResponseJSON,
      expectedChallenge: challenge,
      expectedOrigin: [...origins],
      expectedRPID: id,
      requireUserVerification: proof.purpose === 'SIGN_IN',
      // The counter is compared by ourselves: a copied key has to be told apart from a wrong one.
      credential: {
        id: Buffer.from(passkey.credentialId).toString('base64url'),
        publicKey: new Uint8Array(passkey.publicKey),
        counter: 0,
      },
    });
  } catch (cause) {
    throw passkeyRefused(cause);
  }
  if (!verified.verified) throw passkeyRefused();
  return verified.authenticationInfo;
}

async function auditRegression(
  ctx: ServiceContext,
  passkey: StoredPasskey,
  counter: bigint,
): Promise<void> {
  ctx.logger.warn({ passkeyId: passkey.id }, 'The counter of a passkey did not grow');
  await inTransaction(ctx.db, (tx) =>
    recordAudit(tx, ctx, {
      action: 'passkey.refuse',
      entityType: 'Passkey',
      entityId: passkey.id,
      reason: 'The counter did not grow: there may be a copy of this passkey',
      changes: {
        userId: passkey.userId,
        counter: { before: String(passkey.signCount), after: String(counter) },
      },
    }),
  );
}
