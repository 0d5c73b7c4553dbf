import { AppError } from '@freehold/core-contracts/errors';
import type { AnswerInvitationInput } from '@freehold/core-contracts/organizations';
import type { Done } from '@freehold/core-contracts/session';
import { inTransaction, type TenantTransaction } from '@freehold/core-db';
import { requireOwnUserId } from '../../accounts/own-account.ts';
import { recordAudit } from '../../audit/record-audit.ts';
import type { ServiceContext } from '../../context.ts';
import { sha256 } from '../../keyring.ts';
import { emitEvent } from '../../webhooks/emit-event.ts';
import { lockOrganizations } from '../change-organization.ts';
import { mostMembers } from '../limits.ts';
import { requireActivePerson, type ActivePerson } from '../require-person.ts';
import { pendingAt } from './invitation-fields.ts';

interface Answer {
  readonly ctx: ServiceContext;
  readonly input: AnswerInvitationInput;
}

/**
 * Makes the caller a member. The caller's own verified address must be the invited one: a link that
 * was forwarded lets nobody else in. Throws NOT_FOUND `invitation.not_open`, FORBIDDEN
 * `invitation.other_address` and `invitation.address_unverified`, CONFLICT
 * `organization.person_not_active` and `organization.already_member`, LIMIT_EXCEEDED
 * `organization.too_many_members`.
 */
export async function acceptInvitation({ ctx, input }: Answer): Promise<Done> {
  await answer(ctx, input, 'ACCEPTED', join);
  ctx.wake('webhooks');
  return { isDone: true };
}

/** Turns an invitation down. Throws as `acceptInvitation`. */
export async function declineInvitation({ ctx, input }: Answer): Promise<Done> {
  await answer(ctx, input, 'DECLINED', () => Promise.resolve());
  return { isDone: true };
}

interface OpenInvitation {
  readonly id: string;
  readonly organizationId: string;
  readonly email: string;
  readonly role: 'OWNER' | 'ADMIN' | 'MEMBER';
}

type Effect = (
  tx: TenantTransaction,
  ctx: ServiceContext,
  invitation: OpenInvitation,
  person: ActivePerson,
) => Promise<void>;

async function answer(
  ctx: ServiceContext,
  input: AnswerInvitationInput,
  status: 'ACCEPTED' | 'DECLINED',
  effect: Effect,
): Promise<void> {
  const userId = requireOwnUserId(ctx);
  await inTransaction(ctx.db, async (tx) => {
    const invitation = await requireOpen(tx, ctx, input);
    await lockOrganizations(tx, ctx, [invitation.organizationId]);
    const person = await requireActivePerson(tx, ctx, userId);
    assertInvited(person, invitation, input);
    // Of a resend, a revocation and two answers at once, one comes first.
    const { count } = await tx.invitation.updateMany({
      where: { ...matching(input), status: 'PENDING', expiresAt: { gt: ctx.clock() } },
      data: { status, decidedAt: ctx.clock() },
    });
    if (count !== 1) throw notOpen();
    await effect(tx, ctx, invitation, person);
    await recordAudit(tx, ctx, {
      action: status === 'ACCEPTED' ? 'invitation.accept' : 'invitation.decline',
      entityType: 'Invitation',
      entityId: invitation.id,
      organizationId: invitation.organizationId,
      changes: { email: invitation.email, role: invitation.role },
    });
  });
}

async function join(
  tx: TenantTransaction,
  ctx: ServiceContext,
  { organizationId, role }: OpenInvitation,
  { id: userId }: ActivePerson,
): Promise<void> {
  const maximum = mostMembers;
  if ((await tx.membership.count({ where: { organizationId } })) >= maximum) {
    throw new AppError('LIMIT_EXCEEDED', 'organization.too_many_members', { maximum });
  }
  const [membership] = await tx.membership.createManyAndReturn({
    data: [{ organizationId, userId, role, addedAt: ctx.clock() }],
    skipDuplicates: true,
    select: { id: true },
  });
  if (membership === undefined) throw new AppError('CONFLICT', 'organization.already_member');
  await emitEvent(tx, ctx, {
    eventType: 'organization.memberAdded',
    payload: { organizationId, userId, role },
    organizationId,
    idempotencyKey: `organization.memberAdded:${membership.id}`,
  });
}

function matching({ token, invitationId }: AnswerInvitationInput) {
  if (token !== undefined) return { tokenHash: sha256(token) };
  if (invitationId !== undefined) return { id: invitationId };
  throw notOpen();
}

async function requireOpen(
  tx: TenantTransaction,
  ctx: ServiceContext,
  input: AnswerInvitationInput,
): Promise<OpenInvitation> {
  const row = await tx.invitation.findFirst({
    where: { ...pendingAt(ctx.clock()), ...matching(input) },
    select: { id: true, organizationId: true, email: true, role: true },
  });
  if (row === null) throw notOpen();
  return row;
}

// Whoever holds the link may learn that it is somebody else's; whoever guesses an id may not.
function assertInvited(
  person: ActivePerson,
  { email }: OpenInvitation,
  { token }: AnswerInvitationInput,
): void {
  if (person.email !== email) {
    throw token === undefined ? notOpen() : new AppError('FORBIDDEN', 'invitation.other_address');
  }
  if (!person.emailVerified) throw new AppError('FORBIDDEN', 'invitation.address_unverified');
}

function notOpen(): AppError {
  return new AppError('NOT_FOUND', 'invitation.not_open');
}
