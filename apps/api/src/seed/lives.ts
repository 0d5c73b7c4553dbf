import { inTransaction } from '@freehold/core-db';
import { changeUserStatus } from '@freehold/core-services/accounts/change-user-status';
import { changeStatus, closeAct } from '@freehold/core-services/accounts/people/change-status';
import { deletePerson } from '@freehold/core-services/accounts/people/delete-person';
import type { Actor, ServiceContext } from '@freehold/core-services/context';
import { notify } from '@freehold/core-services/notifications/notify';
import { propose } from '@freehold/core-services/proposals/propose';

type Operator = Extract<Actor, { kind: 'OPERATOR' }>;

/** The first operator of the tenant's own with this role. */
export async function findOperator(ctx: ServiceContext, role: Operator['role']): Promise<Operator> {
  const { id, firstName, lastName, email } = await ctx.db.user.findFirstOrThrow({
    where: { role },
    orderBy: { createdAt: 'asc' },
    select: { id: true, firstName: true, lastName: true, email: true },
  });
  const name = `${firstName} ${lastName}`;
  return { kind: 'OPERATOR', userId: id, homeTenantId: ctx.tenant.id, role, name, email };
}

/** What becomes of people after their approval: one is frozen, one suspended, one deleted, one is to be closed. */
export async function seedLives(ctx: ServiceContext, platformOperator: Operator): Promise<void> {
  const people = await ctx.db.user.findMany({
    where: {
      role: 'USER',
      status: 'APPROVED_PENDING_ONCHAIN',
      memberships: { none: { role: 'OWNER' } },
    },
    orderBy: [{ createdAt: 'desc' }, { id: 'desc' }],
    take: 4,
    select: { id: true },
  });
  const [frozen, suspended, gone, leaving] = people.map(({ id }) => id);
  if (!frozen || !suspended || !gone || !leaving) return;
  const admin: ServiceContext = { ...ctx, actor: await findOperator(ctx, 'ADMIN') };
  for (const { id } of people) await activate(ctx, id);
  await changeStatus({
    ctx: admin,
    input: {
      ...(await seen(ctx, frozen)),
      status: 'FROZEN',
      reason: 'Three deposits under the reporting limit within one hour.',
    },
  });
  await changeStatus({
    ctx: admin,
    input: {
      ...(await seen(ctx, suspended)),
      status: 'SUSPENDED',
      reason: 'You asked us to pause the account while you travel.',
    },
  });
  const deletion = { ...(await seen(ctx, gone)), reason: 'Asked for it by telephone.' };
  await deletePerson({ ctx: admin, input: deletion });
  const closing = {
    ...(await seen(ctx, leaving)),
    status: 'CLOSED' as const,
    reason: 'The same person holds a second account.',
  };
  const asPlatform: ServiceContext = { ...ctx, actor: platformOperator };
  await inTransaction(ctx.db, (tx) => propose(tx, asPlatform, closeAct, closing));
}

/** The first person of the demo has something to read. */
export async function seedNotifications(ctx: ServiceContext, email: string): Promise<void> {
  const person = await ctx.db.user.findFirst({ where: { email }, select: { id: true } });
  if (person === null) return;
  const userId = person.id;
  await inTransaction(ctx.db, async (tx) => {
    await notify(tx, ctx, {
      userId,
      kind: 'session.newDevice',
      parameters: { device: 'Firefox · Windows', ip: '198.51.100.24' },
      idempotencyKey: 'demo:new-device',
    });
    await notify(tx, ctx, {
      userId,
      kind: 'account.statusChanged',
      severity: 'SUCCESS',
      parameters: { status: 'ACTIVE', previousStatus: 'APPROVED_PENDING_ONCHAIN' },
      idempotencyKey: 'demo:active',
    });
  });
}

// The worker is not there yet to hear it from the ledger; it finds them active and adds what is missing.
async function activate(ctx: ServiceContext, id: string): Promise<void> {
  const { version } = await seen(ctx, id);
  await inTransaction(ctx.db, (tx) =>
    changeUserStatus(tx, ctx, {
      user: { id, status: 'APPROVED_PENDING_ONCHAIN', version },
      to: 'ACTIVE',
      reason: 'Made ready for the demo',
    }),
  );
}

async function seen(ctx: ServiceContext, userId: string) {
  const { version } = await ctx.db.user.findFirstOrThrow({
    where: { id: userId },
    select: { version: true },
  });
  return { userId, version };
}
