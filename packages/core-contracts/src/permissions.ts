import { z } from 'zod';
import type { UserRole } from './enums.ts';

/** Everything a signed-in caller can be allowed to do. */
export const Permission = z.enum([
  'account.read',
  'overview.read',
  'user.read',
  'registration.read',
  'registration.manage',
  'approval.read',
  'approval.decide',
  'ledger.read',
  'ledger.manage',
  'audit.read',
  'message.read',
  'message.manage',
  'platform.read',
]);
export type Permission = z.infer<typeof Permission>;

const reading = [
  'account.read',
  'overview.read',
  'user.read',
  'registration.read',
  'approval.read',
  'ledger.read',
  'audit.read',
  'message.read',
] as const satisfies readonly Permission[];

/** What each role may do inside the tenant it acts in. */
export const permissionsOf: Readonly<Record<UserRole, readonly Permission[]>> = {
  USER: ['account.read'],
  AUDITOR: reading,
  REVIEWER: [
    'account.read',
    'overview.read',
    'user.read',
    'registration.read',
    'registration.manage',
    'approval.read',
    'approval.decide',
    'message.read',
  ],
  TREASURER: ['account.read', 'overview.read', 'user.read', 'ledger.read', 'audit.read'],
  ADMIN: [...reading, 'registration.manage', 'approval.decide', 'ledger.manage', 'message.manage'],
  PLATFORM_OPERATOR: [
    ...reading,
    'registration.manage',
    'approval.decide',
    'ledger.manage',
    'message.manage',
    'platform.read',
  ],
};

/** Roles that may enter the console. */
export const staffRoles = [
  'ADMIN',
  'REVIEWER',
  'TREASURER',
  'AUDITOR',
  'PLATFORM_OPERATOR',
] as const satisfies readonly UserRole[];

/** True when `role` may enter the console. */
export function isStaffRole(role: UserRole): boolean {
  return (staffRoles as readonly UserRole[]).includes(role);
}

/** True when `role` carries `permission`. */
export function hasPermission(role: UserRole, permission: Permission): boolean {
  return permissionsOf[role].includes(permission);
}
