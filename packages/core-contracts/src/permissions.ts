import { z } from 'zod';
import type { UserRole } from './enums.ts';

/** Everything a signed-in caller can be allowed to do. */
export const Permission = z.enum([
  'account.read',
  'account.manage',
  'organization.use',
  'money.use',
  'overview.read',
  'user.read',
  'user.freeze',
  'user.manage',
  'user.erase',
  'registration.read',
  'registration.manage',
  'approval.read',
  'approval.decide',
  'organization.read',
  'organization.manage',
  'staff.read',
  'staff.manage',
  'proposal.read',
  'proposal.decide',
  'webhook.read',
  'webhook.manage',
  'wallet.read',
  'wallet.freeze',
  'transfer.read',
  'transfer.decide',
  'transfer.reverse',
  'limit.manage',
  'treasury.read',
  'treasury.issue',
  'treasury.manage',
  'loan.manage',
  'ledger.read',
  'ledger.manage',
  'ledger.submit',
  'audit.read',
  'message.read',
  'message.manage',
  'tenant.read',
  'tenant.manage',
  'platform.read',
]);
export type Permission = z.infer<typeof Permission>;

/** What everybody may do with what is their own. */
const own = [
  'account.read',
  'account.manage',
  'organization.use',
  'money.use',
] as const satisfies readonly Permission[];

const reading = [
  ...own,
  'overview.read',
  'user.read',
  'registration.read',
  'approval.read',
  'organization.read',
  'staff.read',
  'proposal.read',
  'webhook.read',
  'wallet.read',
  'transfer.read',
  'treasury.read',
  'ledger.read',
  'audit.read',
  'message.read',
  'tenant.read',
] as const satisfies readonly Permission[];

const managing = [
  ...reading,
  'user.freeze',
  'user.manage',
  'user.erase',
  'registration.manage',
  'approval.decide',
  'organization.manage',
  'staff.manage',
  'proposal.decide',
  'webhook.manage',
  'wallet.freeze',
  'transfer.decide',
  'transfer.reverse',
  'limit.manage',
  'treasury.manage',
  'loan.manage',
  'ledger.manage',
  'ledger.submit',
  'message.manage',
  'tenant.manage',
] as const satisfies readonly Permission[];

/** What each role may do inside the tenant it acts in. */
export const permissionsOf: Readonly<Record<UserRole, readonly Permission[]>> = {
  USER: own,
  AUDITOR: reading,
  REVIEWER: [
    ...own,
    'overview.read',
    'user.read',
    'registration.read',
    'registration.manage',
    'approval.read',
    'approval.decide',
    'message.read',
  ],
  TREASURER: [
    ...own,
    'overview.read',
    'user.read',
    'user.freeze',
    'organization.read',
    'proposal.read',
    'proposal.decide',
    'wallet.read',
    'wallet.freeze',
    'transfer.read',
    'transfer.decide',
    'transfer.reverse',
    'limit.manage',
    'treasury.read',
    // Issuing is the treasurer's alone; whoever manages the treasury may be the second person.
    'treasury.issue',
    'treasury.manage',
    'loan.manage',
    'ledger.read',
    'audit.read',
  ],
  ADMIN: managing,
  PLATFORM_OPERATOR: [...managing, 'platform.read'],
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

/** What an API key can be allowed to do; of its own organization alone. */
export const ApiScope = z.enum([
  'organization.read',
  'member.read',
  'usage.read',
  'credit.read',
  'credit.transfer',
  'user.read',
  'webhook.read',
  'webhook.manage',
  'wallet.read',
  'transfer.read',
  'transfer.create',
]);
export type ApiScope = z.infer<typeof ApiScope>;
