import type { NotificationSeverity } from '@freehold/core-contracts/enums';
import { Locale } from '@freehold/core-contracts/ids';
import type { NotificationKind } from '@freehold/core-contracts/notifications';
import type { TenantTransaction } from '@freehold/core-db';
import type { ServiceContext } from '../context.ts';
import { enqueueMessage } from '../messaging/enqueue-message.ts';
import type { TemplateName, TemplateParameters } from '../messaging/templates/parameters.ts';
import { notify } from '../notifications/notify.ts';
import { mostTold } from './limits.ts';
import { shownMembers } from './organization-fields.ts';

export interface Notice<T extends TemplateName> {
  readonly organizationId: string;
  readonly kind: NotificationKind;
  readonly parameters: Readonly<Record<string, string | number | boolean | null>>;
  readonly severity?: NotificationSeverity;
  /** The cause: one notification and one message of it for each reader. At most 70 characters. */
  readonly cause: string;
  /** What also goes by e-mail. */
  readonly message?: { readonly template: T; readonly parameters: TemplateParameters[T] };
}

/** Tells an organization's owner and admins, at most 100, in the transaction of what they are told of. */
export async function tellManagers<T extends TemplateName>(
  tx: TenantTransaction,
  ctx: ServiceContext,
  notice: Notice<T>,
): Promise<void> {
  const { organizationId, kind, parameters, cause, severity, message } = notice;
  const managers = await tx.membership.findMany({
    where: { organizationId, role: { in: ['OWNER', 'ADMIN'] }, ...shownMembers },
    orderBy: [{ role: 'asc' }, { addedAt: 'asc' }, { id: 'asc' }],
    take: mostTold,
    select: { userId: true, user: { select: { email: true, locale: true } } },
  });
  const entity = { type: 'Organization', id: organizationId };
  for (const { userId, user } of managers) {
    await notify(tx, ctx, {
      userId,
      kind,
      parameters,
      idempotencyKey: cause,
      entity,
      ...(severity === undefined ? {} : { severity }),
    });
    if (message === undefined) continue;
    await enqueueMessage(tx, ctx, {
      channel: 'EMAIL',
      recipient: user.email,
      template: message.template,
      parameters: message.parameters,
      locale: Locale.catch('en').parse(user.locale),
      idempotencyKey: `${cause}:${userId}`,
      entity,
    });
  }
}
