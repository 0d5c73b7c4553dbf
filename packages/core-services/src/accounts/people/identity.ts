import type { UserStatus } from '@freehold/core-contracts/enums';
import type { TenantSettings } from '@freehold/core-contracts/tenants';

/** Whether the tenant approves nobody without a national id number and this person has given none. */
export function isNationalIdMissing(
  { isNationalIdRequired }: Pick<TenantSettings, 'isNationalIdRequired'>,
  { nationalIdNumber }: { readonly nationalIdNumber: string | null },
): boolean {
  return isNationalIdRequired && nationalIdNumber === null;
}

const unreviewed: readonly UserStatus[] = ['REGISTERED', 'PENDING_ADMIN_APPROVAL'];

/** Whether somebody has decided on who this person is: then names and national id number stay as they were reviewed. */
export function isIdentityFixed(status: UserStatus): boolean {
  return !unreviewed.includes(status);
}
