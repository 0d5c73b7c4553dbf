import type { UserRole } from '@freehold/core-contracts/enums';

export interface DemoStaff {
  readonly tenantSlug: string;
  readonly email: string;
  readonly firstName: string;
  readonly lastName: string;
  readonly role: UserRole;
}

/** Who works in the demo. */
export const demoStaff: readonly DemoStaff[] = [
  {
    tenantSlug: 'platform',
    email: 'operator@freehold.example',
    firstName: 'Odile',
    lastName: 'Ferrand',
    role: 'PLATFORM_OPERATOR',
  },
  {
    tenantSlug: 'mainnet',
    email: 'reviewer@mainnet.example',
    firstName: 'Rosa',
    lastName: 'Keller',
    role: 'REVIEWER',
  },
  {
    tenantSlug: 'mainnet',
    email: 'auditor@mainnet.example',
    firstName: 'Anselm',
    lastName: 'Moreau',
    role: 'AUDITOR',
  },
  {
    tenantSlug: 'mainnet',
    email: 'admin@mainnet.example',
    firstName: 'Mira',
    lastName: 'Castellan',
    role: 'ADMIN',
  },
  {
    tenantSlug: 'mainnet',
    email: 'treasurer@mainnet.example',
    firstName: 'Tove',
    lastName: 'Almqvist',
    role: 'TREASURER',
  },
  {
    tenantSlug: 'testnet',
    email: 'reviewer@testnet.example',
    firstName: 'Theo',
    lastName: 'Lang',
    role: 'REVIEWER',
  },
];
