import type {
  StartRegistrationInput,
  StartRegistrationOutput,
} from '@freehold/core-contracts/registration';
import { inTransaction } from '@freehold/core-db';
import type { ServiceContext } from '../../context.ts';
import { requireBudget } from '../budget/require-budget.ts';
import { randomToken, sha256 } from '../../keyring.ts';
import { auditRegistration } from './audit-registration.ts';
import { checkEmailDomain } from './checks.ts';
import { findLive, joinAddress, prepareEmailSending } from './claim-address.ts';
import { networkLimits, startLimit } from './limits.ts';
import { retryStale } from './registration-row.ts';
import { takeNetworkBudget } from './sending.ts';
import { toRegistrationView } from './to-registration-view.ts';

/**
 * Begins or joins the registration of an address: a new device that has proved nothing, and a code to
 * the address. The answer and its cost are the same where the address has an account, whose owner is
 * then told instead. Throws INVALID `registration.email_disposable` and LIMIT_EXCEEDED
 * `rate.limited`, `registration.resend_too_soon`, `registration.send_limit`.
 */
export async function startRegistration({
  ctx,
  input,
}: {
  ctx: ServiceContext;
  input: StartRegistrationInput;
}): Promise<StartRegistrationOutput> {
  const { email, locale } = input;
  const isDisposableEmail = checkEmailDomain(ctx, email);
  await takeNetworkBudget(ctx, networkLimits.start);
  await requireBudget(ctx, startLimit, email);
  const sending = await prepareEmailSending(ctx, email);
  const claim = { email, locale, isDisposableEmail };
  const handle = randomToken();

  const row = await retryStale(async () => {
    const found = await findLive(ctx, email);
    return inTransaction(ctx.db, async (tx) => {
      const joined = await joinAddress(tx, ctx, { found, claim, sending });
      await tx.registrationHandle.create({
        data: { registrationId: joined.id, tokenHash: sha256(handle) },
        select: { id: true },
      });
      const facts = { isNew: joined.id !== found?.id, isCodeSent: sending.refusal === null };
      await auditRegistration(tx, ctx, { verb: 'start', row: joined, facts });
      return joined;
    });
  });
  ctx.wake('messages');
  return { handle, registration: toRegistrationView({ row, isProved: false }) };
}
