import { CreateUserPayload } from '@freehold/core-contracts/commands/identity';
import type { Gender } from '@freehold/core-contracts/enums';
import { AppError } from '@freehold/core-contracts/errors';
import type { TenantTransaction } from '@freehold/core-db';
import { changeUserStatus, type UserState } from '../accounts/change-user-status.ts';
import { toCalendarDate } from '../accounts/user-fields.ts';
import type { ServiceContext } from '../context.ts';
import { enqueueCommand } from '../ledger/enqueue-command.ts';

/** A person's identity facts, as the account holds them. */
export interface IdentityFacts {
  readonly firstName: string;
  readonly lastName: string;
  readonly dateOfBirth: Date | null;
  readonly countryCode: string | null;
  readonly gender: Gender | null;
  readonly nationalIdNumber: string | null;
}

/**
 * Approves a person in the caller's transaction: the ledger is told by CREATE_USER and makes the
 * account active when it has confirmed. Throws CONFLICT `approval.facts_missing` and as
 * `changeUserStatus`.
 */
export async function grantAccount(
  tx: TenantTransaction,
  ctx: ServiceContext,
  grant: { readonly user: UserState & IdentityFacts; readonly reason: string },
): Promise<UserState> {
  const { user, reason } = grant;
  await enqueueCommand(tx, ctx, {
    commandType: 'CREATE_USER',
    requestId: `create-user:${user.id}`,
    aggregateKey: `user:${user.id}`,
    payload: toPayload(ctx, user),
  });
  return changeUserStatus(tx, ctx, {
    user,
    to: 'APPROVED_PENDING_ONCHAIN',
    reason,
    onchainStatus: 'PENDING',
  });
}

function toPayload(ctx: ServiceContext, user: UserState & IdentityFacts): CreateUserPayload {
  if (user.countryCode === null) {
    throw new AppError('CONFLICT', 'approval.facts_missing', { field: 'countryCode' });
  }
  return CreateUserPayload.parse({
    userId: user.id,
    countryCode: user.countryCode,
    gender: user.gender ?? 'UNDISCLOSED',
    identityDigest: identityDigest(ctx, user),
  });
}

// The tenant is part of it, so that one person in two tenants cannot be recognised on their chains.
function identityDigest(ctx: ServiceContext, facts: IdentityFacts): string {
  const text = JSON.stringify([
    ctx.tenant.id,
    facts.firstName,
    facts.lastName,
    facts.dateOfBirth === null ? null : toCalendarDate(facts.dateOfBirth),
    facts.countryCode,
    facts.gender,
    facts.nationalIdNumber,
  ]);
  return Buffer.from(ctx.keyring.digest('ledger.identity', text)).toString('hex');
}
