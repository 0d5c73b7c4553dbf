import type { ActOutcome, PersonActInput } from '@freehold/core-contracts/people';
import { inTransaction } from '@freehold/core-db';
import type { ServiceContext } from '../../context.ts';
import { sendPasswordReset } from '../credentials/send-password-reset.ts';
import { requirePerson } from './person.ts';

/** Sends a person a link to set a new password; nothing else changes. Throws as `requirePerson`. */
export async function sendResetLink({
  ctx,
  input,
}: {
  ctx: ServiceContext;
  input: PersonActInput;
}): Promise<ActOutcome> {
  const version = await inTransaction(ctx.db, async (tx) => {
    const person = await requirePerson(tx, ctx, input);
    await sendPasswordReset(tx, ctx, person, input.reason);
    return person.version;
  });
  ctx.wake('messages');
  return { state: 'DONE', version };
}
