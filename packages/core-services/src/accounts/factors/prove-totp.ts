import type { ServiceContext } from '../../context.ts';
import { mostFailures } from '../session/throttle.ts';
import { wrongFactor, type ProvenFactor } from './factor.ts';
import { findTotpStep } from './totp.ts';
import { openTotpSecret } from './totp-secret.ts';

/**
 * Finds which of a person's authenticators shows `code`. Every one that is asked has failed once
 * more until the code is used, so that tries of requests that fail count; the one that fails 100
 * times in a row is dead. Throws UNAUTHENTICATED `session.second_factor_wrong`.
 */
export async function proveTotp(
  ctx: ServiceContext,
  { userId, code }: { readonly userId: string; readonly code: string },
): Promise<ProvenFactor> {
  const asked = await ctx.db.authenticator.updateManyAndReturn({
    where: { userId, confirmedAt: { not: null }, failedAttempts: { lt: mostFailures } },
    data: { failedAttempts: { increment: 1 } },
    select: { id: true, secretCiphertext: true },
  });
  const now = ctx.clock();
  for (const { id, secretCiphertext } of asked) {
    const step = findTotpStep(openTotpSecret(ctx, userId, secretCiphertext), code, now);
    if (step === null) continue;
    return {
      method: 'TOTP',
      async use(tx) {
        // One conditional write: of two uses of one code, one finds the step already used.
        const used = await tx.authenticator.updateMany({
          where: { id, userId, OR: [{ lastUsedStep: null }, { lastUsedStep: { lt: step } }] },
          data: { lastUsedStep: step, lastUsedAt: now },
        });
        if (used.count !== 1) throw wrongFactor();
        await tx.authenticator.updateMany({
          where: { id: { in: asked.map((one) => one.id) } },
          data: { failedAttempts: 0 },
        });
      },
    };
  }
  throw wrongFactor();
}
