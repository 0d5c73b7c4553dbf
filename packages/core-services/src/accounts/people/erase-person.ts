import { AppError } from '@freehold/core-contracts/errors';
import { PersonActInput, type ActOutcome } from '@freehold/core-contracts/people';
import {
  defineReviewedSql,
  Prisma,
  queryReviewed,
  type TenantTransaction,
} from '@freehold/core-db';
import { recordAudit } from '../../audit/record-audit.ts';
import type { ServiceContext } from '../../context.ts';
import { defineAct } from '../../proposals/act.ts';
import { performAct } from '../../proposals/perform-act.ts';
import { endMemberships } from '../../organizations/end-memberships.ts';
import { assertLeavable } from './assert-leavable.ts';
import { eraseTraces, overwriteAccount } from './erase-traces.ts';
import { changePerson, toSubject, requirePerson, type Person } from './person.ts';

const shedAudit = defineReviewedSql(
  'audit.shed',
  'only the database may take details out of the audit log, and only through this function',
);

export const eraseAct = defineAct<PersonActInput>({
  action: 'user.erase',
  permission: 'user.erase',
  schema: PersonActInput,
  reasonOf: ({ reason }) => reason,
  wakes: ['webhooks'],
  async look(tx, ctx, input) {
    const person = await requireErasable(tx, ctx, input, { isLook: true });
    return toSubject(person);
  },
  carryOut: erasePersonIn,
});

/**
 * Takes the personal data of a deleted person away for good; the row stays for what refers to it, and
 * the audit chain stays provable. Throws as `requirePerson` and `assertLeavable`, CONFLICT
 * `user.erased` and `audit.broken`.
 */
export function erasePerson({
  ctx,
  input,
}: {
  ctx: ServiceContext;
  input: PersonActInput;
}): Promise<ActOutcome> {
  return performAct(ctx, eraseAct, input);
}

async function requireErasable(
  tx: TenantTransaction,
  ctx: ServiceContext,
  input: PersonActInput,
  how: { readonly isLook?: boolean } = {},
): Promise<Person> {
  const person = await requirePerson(tx, ctx, input, { isDeleted: true });
  if (person.erasedAt !== null) throw new AppError('CONFLICT', 'user.erased');
  await assertLeavable(tx, person.id, how);
  return person;
}

async function erasePersonIn(
  tx: TenantTransaction,
  ctx: ServiceContext,
  input: PersonActInput,
): Promise<number> {
  const person = await requireErasable(tx, ctx, input);
  const { id } = person;
  const { phone } = await tx.user.findFirstOrThrow({ where: { id }, select: { phone: true } });
  const version = await changePerson(tx, person, { erasedAt: ctx.clock() });
  await endMemberships(tx, ctx, { userId: id });
  // Before anything is overwritten: the database reads from these rows what to look for.
  const auditRows = await shed(tx, id);
  await eraseTraces(tx, { ...person, phone });
  await overwriteAccount(tx, id);
  await recordAudit(tx, ctx, {
    action: eraseAct.action,
    entityType: 'User',
    entityId: id,
    reason: input.reason,
    changes: { auditRows },
  });
  return version;
}

async function shed(tx: TenantTransaction, userId: string): Promise<number> {
  try {
    const [row] = await queryReviewed<{ count: number }>(
      tx,
      shedAudit,
      Prisma.sql`SELECT audit_shed(${userId}::uuid) AS "count"`,
    );
    return row?.count ?? 0;
  } catch (cause) {
    if (!isBrokenRow(cause)) throw cause;
    throw new AppError('CONFLICT', 'audit.broken', {}, { cause });
  }
}

// SQLSTATE 55000, as the function raises it for a row that does not match its hash.
function isBrokenRow(error: unknown): boolean {
  return error instanceof Error && /55000/u.test(`${error.message} ${JSON.stringify(error)}`);
}
