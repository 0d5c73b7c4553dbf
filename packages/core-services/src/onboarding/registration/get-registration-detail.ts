import { AppError } from '@freehold/core-contracts/errors';
import type {
  GetRegistrationInput,
  RegistrationDetail,
} from '@freehold/core-contracts/registration';
import type { ServiceContext } from '../../context.ts';
import { registrationEntity } from './audit-registration.ts';
import { summaryFields, toRegistrationSummary } from './operator-view.ts';

const shownMessages = 50;

/** One registration with its newest messages, up to 50, as an operator sees it. Throws NOT_FOUND `entity.not_found`. */
export async function getRegistrationDetail({
  ctx,
  input,
}: {
  ctx: ServiceContext;
  input: GetRegistrationInput;
}): Promise<RegistrationDetail> {
  const { registrationId } = input;
  const row = await ctx.db.pendingRegistration.findFirst({
    where: { id: registrationId },
    select: {
      ...summaryFields,
      phone: true,
      emailVerified: true,
      phoneVerified: true,
      isDisposableEmail: true,
      ipAddress: true,
      userAgent: true,
      createdUserId: true,
    },
  });
  if (row === null)
    throw new AppError('NOT_FOUND', 'entity.not_found', { entity: registrationEntity });
  const messages = await ctx.db.outboundMessage.findMany({
    where: { entityType: registrationEntity, entityId: registrationId },
    orderBy: [{ createdAt: 'desc' }, { id: 'desc' }],
    take: shownMessages,
    select: {
      id: true,
      channel: true,
      template: true,
      status: true,
      attempts: true,
      createdAt: true,
      sentAt: true,
    },
  });
  const { phone, isDisposableEmail, ipAddress, userAgent, createdUserId } = row;
  return {
    ...toRegistrationSummary(row),
    ...{ phone, isDisposableEmail, ipAddress, userAgent, createdUserId },
    isEmailVerified: row.emailVerified,
    isPhoneVerified: row.phoneVerified,
    messages,
  };
}
