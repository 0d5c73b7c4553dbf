import { Locale } from '@freehold/core-contracts/ids';
import { UserCreatedEvent } from '@freehold/core-contracts/commands/identity';
import type { TenantTransaction } from '@freehold/core-db';
import { changeUserStatus } from '../../accounts/change-user-status.ts';
import type { ServiceContext } from '../../context.ts';
import { enqueueMessage } from '../../messaging/enqueue-message.ts';
import { openFirstWallet } from '../../money/open-first-wallet.ts';
import type { LedgerEvent } from '../ledger-gateway.ts';
import { ProjectionError, type Projection } from './projection.ts';

const userFields = {
  id: true,
  status: true,
  version: true,
  onchainStatus: true,
  email: true,
  firstName: true,
  locale: true,
} as const;

/** A person whom the ledger confirmed becomes active, with a first wallet and a message. */
export const userActivation: Projection = {
  name: 'user-activation',
  handlers: { UserCreated: { 1: activate } },
};

async function activate(
  tx: TenantTransaction,
  ctx: ServiceContext,
  event: LedgerEvent,
): Promise<void> {
  const parsed = UserCreatedEvent.safeParse(event.payload);
  if (!parsed.success)
    throw new ProjectionError('The payload is not that of UserCreated version 1');
  const user = await tx.user.findFirst({
    // A deleted person's history is replayed like anybody's.
    where: { id: parsed.data.userId },
    select: userFields,
  });
  if (user === null) throw new ProjectionError(`There is no user ${parsed.data.userId}`);
  switch (user.status) {
    case 'APPROVED_PENDING_ONCHAIN':
      await becomeActive(tx, ctx, event, user);
      break;
    case 'ACTIVE':
    case 'FROZEN':
    case 'SUSPENDED':
      // They were active before: a replay gives back what is missing and moves nothing else.
      await confirm(tx, user.id);
      await openFirstWallet(tx, ctx, { userId: user.id, openedAt: event.timestamp });
      break;
    case 'CLOSED':
      await confirm(tx, user.id);
      break;
    case 'REGISTERED':
    case 'PENDING_ADMIN_APPROVAL':
    case 'DENIED':
      throw new ProjectionError(`The user is ${user.status} and was never approved`);
  }
}

interface ApprovedUser {
  readonly id: string;
  readonly version: number;
  readonly email: string;
  readonly firstName: string;
  readonly locale: string;
}

async function becomeActive(
  tx: TenantTransaction,
  ctx: ServiceContext,
  event: LedgerEvent,
  user: ApprovedUser,
): Promise<void> {
  const { id, version, email, firstName } = user;
  // The status first: it locks the person's row before anything writes to the audit chain.
  await changeUserStatus(tx, ctx, {
    user: { id, status: 'APPROVED_PENDING_ONCHAIN', version },
    to: 'ACTIVE',
    reason: `Confirmed by the ledger in block ${event.blockNumber}`,
    onchainStatus: 'CONFIRMED',
  });
  await openFirstWallet(tx, ctx, { userId: id, openedAt: event.timestamp });
  const idempotencyKey = `account-active:${id}`;
  const sent = await tx.outboundMessage.findFirst({
    where: { idempotencyKey },
    select: { id: true },
  });
  if (sent === null) {
    const locale = Locale.safeParse(user.locale);
    await enqueueMessage(tx, ctx, {
      channel: 'EMAIL',
      recipient: email,
      template: 'accountActive',
      parameters: { firstName },
      locale: locale.success ? locale.data : ctx.tenant.settings.defaultLocale,
      idempotencyKey,
      entity: { type: 'User', id },
    });
  }
}

async function confirm(tx: TenantTransaction, userId: string): Promise<void> {
  await tx.user.updateMany({
    where: { id: userId, OR: [{ onchainStatus: null }, { onchainStatus: { not: 'CONFIRMED' } }] },
    data: { onchainStatus: 'CONFIRMED', version: { increment: 1 } },
  });
}
