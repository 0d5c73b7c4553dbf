import { AppError } from '@freehold/core-contracts/errors';
import type { TenantTransaction } from '@freehold/core-db';
import type { ServiceContext } from '../../context.ts';
import { enqueueMessage } from '../../messaging/enqueue-message.ts';
import { requireTenantHour } from '../../messaging/take-ask-budget.ts';
import { networkOf } from '../budget/network.ts';
import { requireBudget } from '../budget/require-budget.ts';
import { takeBudget, type Limit } from '../budget/take-budget.ts';
import { registrationEntity } from './audit-registration.ts';
import type { CodePurpose } from './codes.ts';
import {
  codeLifeMs,
  dialPrefixLimit,
  networkLimits,
  recipientLimits,
  tenantLimits,
} from './limits.ts';
import { toLocale, type RegistrationRow } from './registration-row.ts';

/** The account an address or number belongs to, deleted ones included: their address is not free. */
export interface RecipientOwner {
  readonly email: string;
  readonly locale: string;
}

const ownerFields = { email: true, locale: true } as const;

/** The account that has this address, or null. */
export async function findOwnerOfEmail(
  ctx: ServiceContext,
  email: string,
): Promise<RecipientOwner | null> {
  return ctx.db.user.findFirst({ where: { email }, select: ownerFields });
}

/** The account that has this number, or null. */
export async function findOwnerOfPhone(
  ctx: ServiceContext,
  phone: string,
): Promise<RecipientOwner | null> {
  return ctx.db.user.findFirst({ where: { phone }, select: ownerFields });
}

/** Takes one of what the caller's network may do. Throws LIMIT_EXCEEDED `rate.limited`. */
export async function takeNetworkBudget(ctx: ServiceContext, limit: Limit): Promise<void> {
  await requireBudget(ctx, limit, networkOf(ctx.request.ip));
}

/**
 * Takes what one message to `recipient` costs, or gives the error that refuses it:
 * `registration.resend_too_soon` inside the gap, `registration.send_limit` past the hour or the day.
 * The wider budgets (network, dial prefix, tenant) throw `rate.limited`.
 */
export async function takeSendBudget(
  ctx: ServiceContext,
  send: {
    readonly purpose: CodePurpose;
    readonly recipient: string;
    readonly dialPrefix?: string;
    readonly gap?: Limit;
  },
): Promise<AppError | null> {
  if (ctx.actor.kind !== 'OPERATOR') await takeNetworkBudget(ctx, networkLimits.send);
  const [gap, ...longer] = recipientLimits[send.purpose];
  const early = await takeBudget(ctx, send.gap ?? gap, send.recipient);
  if (!early.isTaken) {
    const { retryAfterSeconds } = early;
    return new AppError('LIMIT_EXCEEDED', 'registration.resend_too_soon', { retryAfterSeconds });
  }
  if (send.dialPrefix !== undefined) await requireBudget(ctx, dialPrefixLimit, send.dialPrefix);
  await requireBudget(ctx, tenantLimits[send.purpose], 'tenant');
  await requireTenantHour(ctx);
  for (const limit of longer) {
    const use = await takeBudget(ctx, limit, send.recipient);
    if (use.isTaken) continue;
    const { retryAfterSeconds } = use;
    return new AppError('LIMIT_EXCEEDED', 'registration.send_limit', { retryAfterSeconds });
  }
  return null;
}

interface CodeMessage {
  readonly row: Pick<RegistrationRow, 'id' | 'email' | 'locale'>;
  /** The row's version once the code is written: one message per code. */
  readonly version: number;
  readonly code: string;
  readonly owner: RecipientOwner | null;
}

function about(row: Pick<RegistrationRow, 'id'>, purpose: string, version: number) {
  return {
    idempotencyKey: `registration:${row.id}:${purpose}:${version}`,
    entity: { type: registrationEntity, id: row.id },
  };
}

/** Sends the code, or tells the owner of the account that there is one. One message either way. */
export async function enqueueEmailCode(
  tx: TenantTransaction,
  ctx: ServiceContext,
  { row, version, code, owner }: CodeMessage,
): Promise<void> {
  const common = {
    channel: 'EMAIL',
    recipient: row.email,
    ...about(row, 'email', version),
  } as const;
  if (owner === null) {
    const parameters = { code, minutes: codeLifeMs / 60_000 };
    await enqueueMessage(tx, ctx, {
      ...common,
      template: 'registrationEmailCode',
      parameters,
      locale: toLocale(row.locale),
    });
    return;
  }
  const parameters = { path: `${ctx.addresses.portal}/${ctx.tenant.slug}/sign-in` };
  await enqueueMessage(tx, ctx, {
    ...common,
    template: 'accountExists',
    parameters,
    locale: toLocale(owner.locale),
  });
}

/** Sends the code to the number, or tells the account's owner by e-mail. One message either way. */
export async function enqueuePhoneCode(
  tx: TenantTransaction,
  ctx: ServiceContext,
  { row, version, code, owner, phone }: CodeMessage & { readonly phone: string },
): Promise<void> {
  const common = about(row, 'phone', version);
  if (owner === null) {
    const parameters = { code, minutes: codeLifeMs / 60_000 };
    await enqueueMessage(tx, ctx, {
      ...common,
      channel: 'SMS',
      recipient: phone,
      template: 'registrationPhoneCode',
      parameters,
      locale: toLocale(row.locale),
    });
    return;
  }
  await enqueueMessage(tx, ctx, {
    ...common,
    channel: 'EMAIL',
    recipient: owner.email,
    template: 'phoneInUse',
    parameters: {},
    locale: toLocale(owner.locale),
  });
}
