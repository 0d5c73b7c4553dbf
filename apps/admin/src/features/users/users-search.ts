import { UserRole, UserStatus } from '@freehold/core-contracts/enums';
import { CountryCode } from '@freehold/core-contracts/ids';
import { z } from 'zod';
import {
  flagParam,
  listParam,
  listSearchShape,
  oneParam,
  sortParam,
} from '../../lib/search-params.ts';

/** State of the list in its address. */
export const UsersSearch = z.object({
  ...listSearchShape,
  status: listParam(UserStatus),
  role: listParam(UserRole),
  country: oneParam(CountryCode),
  deleted: flagParam,
  sort: sortParam(['createdAt', 'lastLoginAt', 'email', 'lastName']),
});
export type UsersSearch = z.infer<typeof UsersSearch>;

export const userTabs = [
  'facts',
  'sessions',
  'devices',
  'security',
  'organizations',
  'history',
  'data',
] as const;

/** State of a person's page in its address. */
export const UserPageSearch = z.object({ tab: oneParam(z.enum(userTabs)) });
export type UserPageSearch = z.infer<typeof UserPageSearch>;
export type UserTab = (typeof userTabs)[number];
