import { UserRole, UserStatus } from '@freehold/core-contracts/enums';
import { CountryCode } from '@freehold/core-contracts/ids';
import { z } from 'zod';
import { listParam, listSearchShape, oneParam, sortParam } from '../../lib/search-params.ts';

/** State of the list in its address. */
export const UsersSearch = z.object({
  ...listSearchShape,
  status: listParam(UserStatus),
  role: listParam(UserRole),
  country: oneParam(CountryCode),
  sort: sortParam(['createdAt', 'lastLoginAt', 'email', 'lastName']),
});
export type UsersSearch = z.infer<typeof UsersSearch>;
