import { inTransaction } from '@freehold/core-db';
import { createKey } from '@freehold/core-services/api-keys/create-key';
import { recordAudit } from '@freehold/core-services/audit/record-audit';
import type { Actor, ServiceContext } from '@freehold/core-services/context';
import { writeOrganization } from '@freehold/core-services/organizations/create-organization';
import { grantCredits } from '@freehold/core-services/organizations/credits/grant-credits';
import { transferCredits } from '@freehold/core-services/organizations/credits/transfer-credits';
import { useCredits } from '@freehold/core-services/organizations/credits/use-credits';
import { inviteMember } from '@freehold/core-services/organizations/invitations/invite-member';
import { changeSubscription } from '@freehold/core-services/organizations/subscriptions/change-subscription';
import { setSubscriptionStatus } from '@freehold/core-services/organizations/subscriptions/set-subscription-status';
import { demoOrganizations, type DemoKey, type DemoOrganization } from './organization-facts.ts';

const hourMs = 60 * 60_000;
const dayMs = 24 * hourMs;
const usageDays = 60;

/** Organizations of the demo with people in them, keys in use, and two months behind them. */
export async function seedOrganizations(ctx: ServiceContext): Promise<void> {
  const people = await ctx.db.user.findMany({
    where: { role: 'USER', status: { notIn: ['DENIED', 'PENDING_ADMIN_APPROVAL'] } },
    orderBy: [{ createdAt: 'asc' }, { id: 'asc' }],
    take: 60,
    select: { id: true, createdAt: true },
  });
  const operator = await findOperator(ctx);
  const asOperator: ServiceContext = { ...ctx, actor: operator };
  let next = 0;
  for (const demo of demoOrganizations) {
    const members = people.slice(next, next + demo.memberCount);
    next += demo.memberCount;
    if (members.length === 0) return;
    const organizationId = await makeOrganization(ctx, demo, members);
    await choosePlan(asOperator, organizationId, demo);
    await moveCredits(asOperator, organizationId, demo);
    for (const key of demo.keys) await makeKey(asOperator, organizationId, key);
  }
  await finish(asOperator);
}

async function findOperator(ctx: ServiceContext): Promise<Actor> {
  const admin = await ctx.db.user.findFirst({
    where: { role: 'ADMIN' },
    select: { id: true, firstName: true, lastName: true },
  });
  if (admin === null) return { kind: 'SYSTEM', name: 'demo seed' };
  const name = `${admin.firstName} ${admin.lastName}`;
  const homeTenantId = ctx.tenant.id;
  return { kind: 'OPERATOR', userId: admin.id, homeTenantId, role: 'ADMIN', name };
}

function ago(ctx: ServiceContext, days: number): ServiceContext {
  const at = new Date(ctx.clock().getTime() - days * dayMs);
  return { ...ctx, clock: () => at };
}

interface Person {
  readonly id: string;
  readonly createdAt: Date;
}

async function makeOrganization(
  ctx: ServiceContext,
  { name, slug, ageDays }: DemoOrganization,
  [owner, ...others]: readonly Person[],
): Promise<string> {
  const then = ago(ctx, ageDays);
  return inTransaction(ctx.db, async (tx) => {
    if (owner === undefined) throw new Error(`${name} has nobody`);
    const organizationId = await writeOrganization(tx, then, { name, slug }, owner.id);
    await tx.membership.updateMany({
      where: { organizationId },
      data: { addedAt: atLeast(then.clock(), owner) },
    });
    for (const [index, person] of others.entries()) {
      const role = index === 0 ? 'ADMIN' : 'MEMBER';
      const addedAt = atLeast(new Date(then.clock().getTime() + (index + 1) * 3 * dayMs), person);
      await tx.membership.create({
        data: { organizationId, userId: person.id, role, addedAt },
        select: { id: true },
      });
    }
    await recordAudit(tx, then, {
      action: 'member.add',
      entityType: 'Organization',
      entityId: organizationId,
      organizationId,
      changes: { count: others.length },
    });
    return organizationId;
  });
}

/** Nobody joins before they have an account. */
function atLeast(at: Date, { createdAt }: Person): Date {
  return new Date(Math.max(at.getTime(), createdAt.getTime() + hourMs));
}

async function choosePlan(
  ctx: ServiceContext,
  organizationId: string,
  { plan, planAgeDays = 0, autoRenew = false, isSuspended = false }: DemoOrganization,
): Promise<void> {
  if (plan === undefined) return;
  await changeSubscription({
    ctx: ago(ctx, planAgeDays),
    input: { organizationId, version: 0, plan, autoRenew, reason: 'Agreed with the customer' },
  });
  if (!isSuspended) return;
  const reason = 'Two invoices have not been paid';
  await setSubscriptionStatus({
    ctx: ago(ctx, 2),
    input: { organizationId, version: 1, status: 'SUSPENDED', reason },
  });
}

async function moveCredits(
  ctx: ServiceContext,
  organizationId: string,
  { credits, ageDays, slug }: DemoOrganization,
): Promise<void> {
  await grantCredits({
    ctx: ago(ctx, ageDays - 1),
    input: {
      ...{ organizationId, amount: credits, reason: 'Credits of the first term' },
      idempotencyKey: `demo-first-${slug}`,
    },
  });
  for (let use = 1; use <= 8; use += 1) {
    const then = ago(ctx, (ageDays - 2) * (1 - use / 9));
    const amount = Math.max(1, Math.floor((credits * (5 + ((use * 7) % 5))) / 140));
    await inTransaction(ctx.db, (tx) =>
      useCredits(tx, then, {
        ...{ organizationId, amount, reason: 'Scans of the week' },
        cause: `demo-scans-${use}`,
      }),
    );
  }
}

async function makeKey(
  ctx: ServiceContext,
  organizationId: string,
  { name, scopes, ageDays, expiresInDays, callsPerHour }: DemoKey,
): Promise<void> {
  const then = ago(ctx, ageDays);
  const input = { organizationId, name, scopes: [...scopes], expiresInDays };
  const { apiKey } = await createKey({ ctx: then, input });
  if (callsPerHour === 0) return;
  const hours = hoursOf(ctx.clock(), Math.min(ageDays, usageDays), callsPerHour);
  const rows = hours.map((hour) => ({ ...hour, organizationId, apiKeyId: apiKey.id }));
  const total = hours.reduce((sum, { callCount }) => sum + callCount, 0);
  await inTransaction(ctx.db, async (tx) => {
    await tx.usageLog.createMany({ data: rows });
    await tx.organization.updateMany({
      where: { id: organizationId },
      data: { apiCallsUsed: { increment: total } },
    });
    await tx.apiKey.updateMany({
      where: { id: apiKey.id },
      data: { lastUsedAt: new Date(ctx.clock().getTime() - 7 * 60_000), lastUsedIp: '192.0.2.77' },
    });
  });
}

/** Calls by the hour: busy by day, quiet at night and at weekends, growing, with the odd bad day. */
function hoursOf(now: Date, days: number, busy: number) {
  const last = Math.floor(now.getTime() / hourMs);
  return Array.from({ length: days * 24 }, (_, index) => {
    const periodStart = new Date((last - (days * 24 - 1 - index)) * hourMs);
    const hour = periodStart.getUTCHours();
    const isWeekend = periodStart.getUTCDay() % 6 === 0;
    const ofDay = 0.15 + 0.85 * Math.max(0, Math.sin(((hour - 5) / 15) * Math.PI));
    const growth = 0.6 + (0.4 * index) / (days * 24);
    const uneven = 0.85 + (((index * 7_919) % 31) / 31) * 0.3;
    const callCount = Math.round(busy * ofDay * growth * uneven * (isWeekend ? 0.35 : 1));
    const isBadDay = Math.floor(index / 24) % 17 === 11;
    const errorCount = Math.round(callCount * (isBadDay ? 0.14 : 0.008));
    return { periodStart, callCount, errorCount };
  }).filter(({ callCount }) => callCount > 0);
}

async function finish(ctx: ServiceContext): Promise<void> {
  const find = (slug: string) =>
    ctx.db.organization.findFirst({ where: { slug }, select: { id: true } });
  const clinics = await find('northwind-clinics');
  if (clinics === null || ctx.actor.kind !== 'OPERATOR') return;
  const organizationId = clinics.id;
  await transferCredits({
    ctx: ago(ctx, 3),
    input: {
      ...{ organizationId, toSlug: 'harbour-logistics', amount: 750 },
      ...{ reason: 'Shared project in spring', idempotencyKey: 'demo-transfer' },
    },
  });
  await inviteMember({
    ctx,
    input: { organizationId, email: 'jordan.ellery@people.example', role: 'MEMBER' },
  });
}
