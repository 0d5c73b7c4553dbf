import { AppError } from '@freehold/core-contracts/errors';
import { InviteStaffInput, type ActOutcome } from '@freehold/core-contracts/people';
import type { Prisma, TenantTransaction } from '@freehold/core-db';
import { recordAudit } from '../audit/record-audit.ts';
import type { ServiceContext } from '../context.ts';
import { defineAct } from '../proposals/act.ts';
import { performAct } from '../proposals/perform-act.ts';
import { assertMayGive } from './assert-may-give.ts';
import { sendInvitation } from './invitation-link.ts';

export const inviteStaffAct = defineAct<InviteStaffInput>({
  action: 'staff.invite',
  permission: 'staff.manage',
  schema: InviteStaffInput,
  reasonOf: () => '',
  wakes: ['messages'],
  async look(tx, ctx, input) {
    await assertInvitable(tx, ctx, input);
    return {
      entityType: 'User',
      entityId: input.email.slice(0, 80),
      entityName: `${input.firstName} ${input.lastName}`,
      entityVersion: null,
      changes: [
        { field: 'email', value: input.email },
        { field: 'role', value: input.role },
      ],
    };
  },
  carryOut: inviteStaffIn,
});

/**
 * Makes an operator's account without a password and sends the link that sets one; at their first
 * sign-in they enrol a second factor. Throws as `assertMayGive` and CONFLICT `staff.address_taken`.
 */
export function inviteStaff({
  ctx,
  input,
}: {
  ctx: ServiceContext;
  input: InviteStaffInput;
}): Promise<ActOutcome> {
  return performAct(ctx, inviteStaffAct, input);
}

async function assertInvitable(
  tx: TenantTransaction,
  ctx: ServiceContext,
  { email, role }: InviteStaffInput,
): Promise<void> {
  assertMayGive(ctx, role);
  const taken = await tx.user.findFirst({ where: { email }, select: { id: true } });
  if (taken !== null) throw new AppError('CONFLICT', 'staff.address_taken');
}

async function inviteStaffIn(
  tx: TenantTransaction,
  ctx: ServiceContext,
  input: InviteStaffInput,
): Promise<number> {
  await assertInvitable(tx, ctx, input);
  const { email, firstName, lastName, role } = input;
  const [colleague] = await tx.user.createManyAndReturn({
    data: [
      {
        email,
        firstName,
        lastName,
        role,
        status: 'ACTIVE',
        isActive: true,
        locale: ctx.tenant.settings.defaultLocale,
      },
    ],
    skipDuplicates: true,
    select: { id: true, email: true, role: true, locale: true, version: true },
  });
  if (colleague === undefined) throw new AppError('CONFLICT', 'staff.address_taken');
  await tx.userPreferences.create({
    data: { userId: colleague.id, locale: colleague.locale },
    select: { userId: true },
  });
  await sendInvitation(tx, ctx, colleague);
  await recordAudit(tx, ctx, {
    action: inviteStaffAct.action,
    entityType: 'User',
    entityId: colleague.id,
    changes: { email, role } satisfies Prisma.InputJsonObject,
  });
  return colleague.version;
}
