import type { SecondFactorMethod } from '@freehold/core-contracts/enums';
import type { TenantTransaction } from '@freehold/core-db';
import type { ServiceContext } from '../../context.ts';
import { tellOwner, type Owner } from '../credentials/tell-owner.ts';
import { endUserSessions } from '../session/end-user-sessions.ts';

export interface FactorChange {
  readonly owner: Owner;
  readonly change: 'added' | 'removed';
  readonly factor: SecondFactorMethod;
  /** What was added or removed: one notice per cause. */
  readonly entityId: string;
  /** The session it was changed in goes on, the others end. */
  readonly sessionId?: string | undefined;
}

/** What follows a change of a person's factors, in its transaction: every other session ends and the owner is told. Gives how many sessions ended. */
export async function settleFactorChange(
  tx: TenantTransaction,
  ctx: ServiceContext,
  { owner, change, factor, entityId, sessionId }: FactorChange,
): Promise<number> {
  const ended = await endUserSessions(tx, ctx, {
    userId: owner.id,
    reason: 'FACTORS_CHANGED',
    exceptSessionId: sessionId,
  });
  await tellOwner(tx, ctx, {
    owner,
    kind: `factor.${change}`,
    facts: { factor },
    template: change === 'added' ? 'factorAdded' : 'factorRemoved',
    parameters: { firstName: owner.firstName, factor },
    cause: entityId,
  });
  return ended;
}
