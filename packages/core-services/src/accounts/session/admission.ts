import type { SessionAudience, UserRole, UserStatus } from '@freehold/core-contracts/enums';
import { isStaffRole } from '@freehold/core-contracts/permissions';
import type { ServiceContext } from '../../context.ts';
import { isSignInAllowed } from './session-rules.ts';

/** Whether an account whose owner was recognised may come in: its address verified, its status and role right, and none of the demo's in production. */
export function isAdmitted(
  ctx: ServiceContext,
  audience: SessionAudience,
  user: {
    readonly email: string;
    readonly emailVerified: boolean;
    readonly role: UserRole;
    readonly status: UserStatus;
  },
): boolean {
  if (!user.emailVerified) return false;
  if (!ctx.isDevelopment && isDemoAddress(user.email)) return false;
  if (!isSignInAllowed(audience, user.status)) return false;
  return audience === 'PORTAL' || isStaffRole(user.role);
}

// The demo's accounts live in a domain that can never be real (RFC 2606 section 2).
function isDemoAddress(email: string): boolean {
  return email.endsWith('.example');
}
