import type { UserRole } from '@freehold/core-contracts/enums';
import { RadioGroup } from '@freehold/ui/radio';
import { userRoleLabels } from '../../lib/labels.ts';

export type StaffRole = Exclude<UserRole, 'USER'>;

const hints: Readonly<Record<StaffRole, string>> = {
  ADMIN: 'Everything in this tenant: people, operators, keys, settings.',
  REVIEWER: 'Decides on registrations and documents; sees people and messages.',
  TREASURER: 'Freezes people, sees organizations, the ledger and the audit log.',
  AUDITOR: 'Reads everything, changes nothing.',
  PLATFORM_OPERATOR: 'As an administrator, in every tenant; and sees the database.',
};

export type RoleChoicesProps = {
  value: StaffRole;
  onValueChange: (role: StaffRole) => void;
  /** Platform operators are made by platform operators alone. */
  hasPlatform: boolean;
};

/** Roles of the console, each with what it may do. */
export function RoleChoices({ value, onValueChange, hasPlatform }: RoleChoicesProps) {
  const roles = (Object.keys(hints) as StaffRole[]).filter(
    (role) => hasPlatform || role !== 'PLATFORM_OPERATOR',
  );
  return (
    <RadioGroup
      aria-label="Role"
      value={value}
      onValueChange={(role) => onValueChange(role as StaffRole)}
      options={roles.map((role) => ({
        value: role,
        label: userRoleLabels[role],
        hint: hints[role],
      }))}
    />
  );
}
