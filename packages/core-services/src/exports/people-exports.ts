import { ListStaffInput } from '@freehold/core-contracts/people';
import { ListRegistrationsInput } from '@freehold/core-contracts/registration';
import { ListUsersInput } from '@freehold/core-contracts/users';
import { toUserWhere } from '../accounts/list-users.ts';
import { userSummaryFields } from '../accounts/user-fields.ts';
import { toRegistrationWhere } from '../onboarding/registration/list-registrations.ts';
import { summaryFields, toRegistrationSummary } from '../onboarding/registration/operator-view.ts';
import { staffFields, toStaffMember, toStaffWhere } from '../staff/list-staff.ts';
import { behind, newestFirst, positionOf } from './keyset.ts';
import { defineExport, toBatch } from './list-export.ts';

const noPages = { page: true, limit: true } as const;

export const usersExport = defineExport({
  name: 'users',
  permission: 'user.read',
  schema: ListUsersInput.omit(noPages),
  columns: [
    ...['id', 'email', 'firstName', 'lastName', 'phone', 'countryCode', 'role', 'status'],
    ...['createdAt', 'lastLoginAt', 'deletedAt'],
  ],
  count: (ctx, filter) => ctx.db.user.count({ where: toUserWhere(filter) }),
  async read(ctx, filter, after, limit) {
    const rows = await ctx.db.user.findMany({
      where: { AND: [toUserWhere(filter), behind(after)] },
      orderBy: newestFirst,
      take: limit,
      select: userSummaryFields,
    });
    return toBatch(
      rows,
      limit,
      (row) => [
        ...[row.id, row.email, row.firstName, row.lastName, row.phone, row.countryCode],
        ...[row.role, row.status, row.createdAt, row.lastLoginAt, row.deletedAt],
      ],
      positionOf,
    );
  },
});

export const staffExport = defineExport({
  name: 'staff',
  permission: 'staff.read',
  schema: ListStaffInput.omit(noPages),
  columns: [
    ...['id', 'email', 'firstName', 'lastName', 'role', 'status', 'isInvited'],
    ...['hasSecondFactor', 'liveSessions', 'createdAt', 'lastLoginAt'],
  ],
  count: (ctx, filter) => ctx.db.user.count({ where: toStaffWhere(filter) }),
  async read(ctx, filter, after, limit) {
    const rows = await ctx.db.user.findMany({
      where: { AND: [toStaffWhere(filter), behind(after)] },
      orderBy: newestFirst,
      take: limit,
      select: staffFields(ctx.clock()),
    });
    return toBatch(
      rows.map(toStaffMember),
      limit,
      (row) => [
        ...[row.id, row.email, row.firstName, row.lastName, row.role, row.status, row.isInvited],
        ...[row.hasSecondFactor, row.liveSessions, row.createdAt, row.lastLoginAt],
      ],
      positionOf,
    );
  },
});

export const registrationsExport = defineExport({
  name: 'registrations',
  permission: 'registration.read',
  schema: ListRegistrationsInput.omit(noPages),
  columns: [
    ...['id', 'email', 'firstName', 'lastName', 'countryCode', 'step', 'emailAttemptsLeft'],
    ...['phoneAttemptsLeft', 'createdAt', 'updatedAt', 'expiresAt'],
  ],
  count: (ctx, filter) =>
    ctx.db.pendingRegistration.count({ where: toRegistrationWhere(filter, ctx.clock()) }),
  async read(ctx, filter, after, limit) {
    const rows = await ctx.db.pendingRegistration.findMany({
      where: { AND: [toRegistrationWhere(filter, ctx.clock()), behind(after)] },
      orderBy: newestFirst,
      take: limit,
      select: summaryFields,
    });
    return toBatch(
      rows.map(toRegistrationSummary),
      limit,
      (row) => [
        ...[row.id, row.email, row.firstName, row.lastName, row.countryCode, row.step],
        ...[row.emailAttemptsLeft, row.phoneAttemptsLeft],
        ...[row.createdAt, row.updatedAt, row.expiresAt],
      ],
      positionOf,
    );
  },
});
