import { Locale } from '@freehold/core-contracts/ids';
import type { NotificationKind } from '@freehold/core-contracts/notifications';
import type { TenantTransaction } from '@freehold/core-db';
import type { ServiceContext } from '../../context.ts';
import { enqueueMessage } from '../../messaging/enqueue-message.ts';
import type { TemplateName, TemplateParameters } from '../../messaging/templates/parameters.ts';
import { notify } from '../../notifications/notify.ts';

export interface Owner {
  readonly id: string;
  readonly email: string;
  readonly firstName: string;
  readonly locale: string;
}

/** What is read of an account to write to whoever it belongs to. */
export const ownerFields = { id: true, email: true, firstName: true, locale: true } as const;

export interface SecurityNotice<T extends TemplateName> {
  readonly owner: Owner;
  readonly kind: NotificationKind;
  /** Of the notification in the application. */
  readonly facts?: Readonly<Record<string, string | number | boolean | null>>;
  readonly template: T;
  readonly parameters: TemplateParameters[T];
  /** Names what happened; one notice and one message per cause, at most 80 characters. */
  readonly cause: string;
}

/** Tells the owner of an account what happened to it, in the application and by e-mail, in the transaction of the change, unless they have switched that off. */
export async function tellOwner<T extends TemplateName>(
  tx: TenantTransaction,
  ctx: ServiceContext,
  notice: SecurityNotice<T>,
): Promise<void> {
  const { owner, cause, kind } = notice;
  const idempotencyKey = `${kind}:${cause}`;
  const isWanted = await notify(tx, ctx, {
    userId: owner.id,
    kind,
    parameters: notice.facts ?? {},
    idempotencyKey,
  });
  if (isWanted) await writeToOwner(tx, ctx, { ...notice, idempotencyKey });
}

/** As `tellOwner`, by e-mail alone. */
export async function writeToOwner<T extends TemplateName>(
  tx: TenantTransaction,
  ctx: ServiceContext,
  message: Pick<SecurityNotice<T>, 'owner' | 'template' | 'parameters'> & {
    readonly idempotencyKey: string;
    /** End of the link in it. */
    readonly expiresAt?: Date;
    /** Another address than the account's. */
    readonly recipient?: string;
  },
): Promise<void> {
  const { owner, template, parameters, idempotencyKey } = message;
  await enqueueMessage(tx, ctx, {
    channel: 'EMAIL',
    recipient: message.recipient ?? owner.email,
    template,
    parameters,
    locale: Locale.catch('en').parse(owner.locale),
    idempotencyKey,
    ...(message.expiresAt === undefined ? {} : { expiresAt: message.expiresAt }),
    entity: { type: 'User', id: owner.id },
  });
}
