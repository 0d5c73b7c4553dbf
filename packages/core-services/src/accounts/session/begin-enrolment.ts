import { inTransaction } from '@freehold/core-db';
import type { ServiceContext } from '../../context.ts';
import { sealChallenge } from './challenge.ts';
import { newTotpSecret, otpauthUri } from './totp.ts';

/** Context a TOTP secret is sealed under. */
export function secretContext(tenantId: string, userId: string): string {
  return `totp-secret:${tenantId}:${userId}`;
}

/** Makes a new authenticator that counts once its first code has been entered; one begun earlier and never confirmed goes. */
export async function beginEnrolment(
  ctx: ServiceContext,
  user: { readonly userId: string; readonly email: string },
): Promise<{ state: 'ENROLMENT_REQUIRED'; challenge: string; secret: string; otpauthUri: string }> {
  const { userId, email } = user;
  const secret = newTotpSecret();
  const sealed = ctx.keyring.encrypt(secret, secretContext(ctx.tenant.id, userId));
  const { id: authenticatorId } = await inTransaction(ctx.db, async (tx) => {
    await tx.authenticator.deleteMany({ where: { userId, confirmedAt: null } });
    return tx.authenticator.create({
      data: { userId, secretCiphertext: sealed },
      select: { id: true },
    });
  });
  return {
    state: 'ENROLMENT_REQUIRED',
    challenge: sealChallenge(ctx, { userId, authenticatorId, isEnrolment: true }),
    secret,
    otpauthUri: otpauthUri(secret, `${ctx.tenant.name}:${email}`),
  };
}
