import { UserRole, UserStatus } from '@freehold/core-contracts/enums';
import { z } from 'zod';
import { listParam, listSearchShape, sortParam } from '../../lib/search-params.ts';

/** State of the list in its address. */
export const StaffSearch = z.object({
  ...listSearchShape,
  role: listParam(UserRole),
  status: listParam(UserStatus),
  sort: sortParam(['lastName', 'email', 'createdAt', 'lastLoginAt']),
});
export type StaffSearch = z.infer<typeof StaffSearch>;
