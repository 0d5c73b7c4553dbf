import type {
  RegistrationHandleInput,
  ResumeLinkOutput,
} from '@freehold/core-contracts/registration';
import { inTransaction } from '@freehold/core-db';
import type { ServiceContext } from '../../context.ts';
import { randomToken, sha256 } from '../../keyring.ts';
import { enqueueMessage } from '../../messaging/enqueue-message.ts';
import { auditRegistration, registrationEntity } from './audit-registration.ts';
import { assertOpen, requireProvedDevice } from './device.ts';
import { resumeLinkGap } from './limits.ts';
import { retryStale, toLocale, updateRegistration } from './registration-row.ts';
import { takeSendBudget } from './sending.ts';

/**
 * Makes a handle for another device, already proved, and sends it to the proved address as a link.
 * Each call makes a new one; all go when the address changes. Throws LIMIT_EXCEEDED
 * `registration.resend_too_soon`, `registration.send_limit`, `rate.limited`.
 */
export async function createResumeLink({
  ctx,
  input,
}: {
  ctx: ServiceContext;
  input: RegistrationHandleInput;
}): Promise<ResumeLinkOutput> {
  const { row: asked } = await requireProvedDevice(ctx, input.handle);
  assertOpen(asked);
  const refusal = await takeSendBudget(ctx, {
    purpose: 'email',
    recipient: asked.email,
    gap: resumeLinkGap,
  });
  if (refusal !== null) throw refusal;
  const resumeToken = randomToken();

  await retryStale(async () => {
    const { row } = await requireProvedDevice(ctx, input.handle);
    assertOpen(row);
    await inTransaction(ctx.db, async (tx) => {
      const after = await updateRegistration(tx, row, { version: row.version + 1 });
      await tx.registrationHandle.create({
        data: { registrationId: row.id, tokenHash: sha256(resumeToken), verifiedAt: ctx.clock() },
        select: { id: true },
      });
      await enqueueMessage(tx, ctx, {
        channel: 'EMAIL',
        recipient: row.email,
        template: 'registrationResumeLink',
        parameters: {
          path: `${ctx.addresses.portal}/${ctx.tenant.slug}/sign-up#resume=${resumeToken}`,
        },
        locale: toLocale(row.locale),
        idempotencyKey: `registration:${row.id}:link:${after.version}`,
        expiresAt: row.expiresAt,
        entity: { type: registrationEntity, id: row.id },
      });
      await auditRegistration(tx, ctx, { verb: 'createResumeLink', row });
    });
  });
  ctx.wake('messages');
  return { resumeToken };
}
