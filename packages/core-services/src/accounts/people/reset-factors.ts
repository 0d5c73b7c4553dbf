import { PersonActInput, type ActOutcome } from '@freehold/core-contracts/people';
import type { TenantTransaction } from '@freehold/core-db';
import { recordAudit } from '../../audit/record-audit.ts';
import type { ServiceContext } from '../../context.ts';
import { defineAct } from '../../proposals/act.ts';
import { performAct } from '../../proposals/perform-act.ts';
import { sendPasswordReset } from '../credentials/send-password-reset.ts';
import { tellOwner } from '../credentials/tell-owner.ts';
import { removeAllFactors } from '../factors/remove-all-factors.ts';
import { changePerson, toSubject, requirePerson } from './person.ts';

export const resetFactorsAct = defineAct<PersonActInput>({
  action: 'user.resetFactors',
  permission: 'user.manage',
  schema: PersonActInput,
  reasonOf: ({ reason }) => reason,
  wakes: ['messages'],
  async look(tx, ctx, input) {
    const person = await requirePerson(tx, ctx, input);
    return toSubject(person);
  },
  carryOut: resetFactorsIn,
});

/**
 * Takes every second factor from a person who lost them: sessions end, a password that was only good
 * beside a factor is withdrawn and a link to set another is sent. Throws as `requirePerson`.
 */
export function resetFactors({
  ctx,
  input,
}: {
  ctx: ServiceContext;
  input: PersonActInput;
}): Promise<ActOutcome> {
  return performAct(ctx, resetFactorsAct, input);
}

async function resetFactorsIn(
  tx: TenantTransaction,
  ctx: ServiceContext,
  input: PersonActInput,
): Promise<number> {
  const person = await requirePerson(tx, ctx, input);
  const version = await changePerson(tx, person, {});
  const removed = await removeAllFactors(tx, ctx, { userId: person.id });
  const kinds = [
    ...(removed.authenticators > 0 ? (['TOTP'] as const) : []),
    ...(removed.passkeys > 0 ? (['PASSKEY'] as const) : []),
  ];
  for (const factor of kinds) {
    await tellOwner(tx, ctx, {
      owner: person,
      kind: 'factor.removed',
      facts: { factor },
      template: 'factorRemoved',
      parameters: { firstName: person.firstName, factor },
      cause: `reset:${person.id}:${version}:${factor}`,
    });
  }
  if (removed.isPasswordWithdrawn) await sendPasswordReset(tx, ctx, person, input.reason);
  await recordAudit(tx, ctx, {
    action: resetFactorsAct.action,
    entityType: 'User',
    entityId: person.id,
    reason: input.reason,
    changes: { ...removed },
  });
  return version;
}
