import type { BeginTotpOutput } from '@freehold/core-contracts/security';
import { AppError } from '@freehold/core-contracts/errors';
import { inTransaction } from '@freehold/core-db';
import type { ServiceContext } from '../../context.ts';
import { requireOwnUserId } from '../own-account.ts';
import { lockAccount } from './lock-account.ts';
import { sealTotpSecret } from './totp-secret.ts';
import { newTotpSecret, otpauthUri } from './totp.ts';

/** Most authenticators of one account. */
export const mostAuthenticators = 5;

/** Makes an authenticator of an account that counts once its first code has been entered; one begun earlier and never confirmed goes. Throws LIMIT_EXCEEDED `factor.too_many`. */
export async function makeAuthenticator(
  ctx: ServiceContext,
  userId: string,
): Promise<BeginTotpOutput> {
  const secret = newTotpSecret();
  const secretCiphertext = sealTotpSecret(ctx, userId, secret);
  return inTransaction(ctx.db, async (tx) => {
    const { email } = await lockAccount(tx, ctx, userId);
    await tx.authenticator.deleteMany({ where: { userId, confirmedAt: null } });
    if ((await tx.authenticator.count({ where: { userId } })) >= mostAuthenticators) {
      throw new AppError('LIMIT_EXCEEDED', 'factor.too_many', { maximum: mostAuthenticators });
    }
    const { id } = await tx.authenticator.create({
      data: { userId, secretCiphertext },
      select: { id: true },
    });
    return {
      authenticatorId: id,
      secret,
      otpauthUri: otpauthUri(secret, `${ctx.tenant.name}:${email}`),
    };
  });
}

/** Begins to add an authenticator to the caller's own account. Throws like `makeAuthenticator`. */
export function beginTotp({ ctx }: { ctx: ServiceContext }): Promise<BeginTotpOutput> {
  return makeAuthenticator(ctx, requireOwnUserId(ctx));
}
