import type { ActOutcome } from '@freehold/core-contracts/people';
import type { ServiceContext } from '../context.ts';
import { repeatLost } from '../retry-races.ts';
import type { Act } from './act.ts';
import { propose } from './propose.ts';

/** Does an act, or puts it before a second operator where the tenant or the act asks for one. Throws as the act does. */
export async function performAct<Input>(
  ctx: ServiceContext,
  act: Act<Input>,
  input: Input,
): Promise<ActOutcome> {
  if (act.needsSecondPerson === true || ctx.tenant.settings.isFourEyesRequired) {
    const proposalId = await repeatLost(ctx, (tx) => propose(tx, ctx, act, input));
    ctx.wake('messages');
    return { state: 'PROPOSED', proposalId };
  }
  const version = await repeatLost(ctx, (tx) => act.carryOut(tx, ctx, input));
  for (const topic of act.wakes) ctx.wake(topic);
  return { state: 'DONE', version };
}
