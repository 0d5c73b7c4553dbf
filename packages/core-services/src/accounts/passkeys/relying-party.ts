import { AppError } from '@freehold/core-contracts/errors';
import type { PasskeyAnswer } from '@freehold/core-contracts/passkeys';
import { z } from 'zod';
import type { RelyingParty, ServiceContext } from '../../context.ts';

/** COSE algorithms of the passkeys that are taken: ES256, EdDSA, RS256. */
export const passkeyAlgorithms = [-7, -8, -257];

/** Whom passkeys are made for here. Throws UNAVAILABLE `passkey.not_configured`. */
export function requireRelyingParty(ctx: ServiceContext): RelyingParty {
  if (ctx.relyingParty === undefined) throw new AppError('UNAVAILABLE', 'passkey.not_configured');
  return ctx.relyingParty;
}

/** What a passkey answers with to say whose it is: the id of its person, 16 bytes. */
export function userHandleOf(userId: string): Uint8Array<ArrayBuffer> {
  return new Uint8Array(Buffer.from(userId.replaceAll('-', ''), 'hex'));
}

const ClientData = z.object({ crossOrigin: z.boolean().default(false) });

/** Refuses an answer that was given inside a frame of another page; the library takes those where the browser names no page on top. Throws UNAUTHENTICATED `passkey.refused`. */
export function assertNotFramed({ response }: PasskeyAnswer): void {
  let isFramed: boolean;
  try {
    const text = Buffer.from(response.clientDataJSON, 'base64url').toString('utf8');
    isFramed = ClientData.parse(JSON.parse(text)).crossOrigin;
  } catch (cause) {
    throw passkeyRefused(cause);
  }
  if (isFramed) throw passkeyRefused();
}

/** One answer for every passkey that is not right, whatever is wrong with it. */
export function passkeyRefused(cause?: unknown): AppError {
  return new AppError('UNAUTHENTICATED', 'passkey.refused', {}, { cause });
}
