import { AppError } from '@freehold/core-contracts/errors';
import { inTransaction } from '@freehold/core-db';
import { requireOwnUserId } from '../accounts/own-account.ts';
import { assertMayActOn } from '../accounts/people/person.ts';
import { recordAudit } from '../audit/record-audit.ts';
import type { ServiceContext } from '../context.ts';
import { listSections } from './person-sections.ts';
import { readAccount } from './section.ts';

/** Layout of the file, described in docs/person-export.md. */
export const personExportFormat = 'freehold.person.1';
const batch = 1_000;
const mostBatches = 1_000;

/** Everything held about the caller, as one JSON file in pieces. Throws NOT_FOUND `entity.not_found`. */
export async function exportOwnAccount({
  ctx,
}: {
  ctx: ServiceContext;
}): Promise<AsyncGenerator<string, void>> {
  const userId = requireOwnUserId(ctx);
  await note(ctx, { userId, action: 'account.export' });
  return writePerson(ctx, userId);
}

/** The same about somebody else, by an operator. Throws NOT_FOUND `entity.not_found`, CONFLICT `user.erased` and FORBIDDEN as `assertMayActOn`. */
export async function exportPerson({
  ctx,
  input,
}: {
  ctx: ServiceContext;
  input: { readonly userId: string; readonly reason: string };
}): Promise<AsyncGenerator<string, void>> {
  const { userId, reason } = input;
  const person = await ctx.db.user.findFirst({
    where: { id: userId },
    select: { id: true, email: true, role: true, erasedAt: true },
  });
  if (person === null) throw new AppError('NOT_FOUND', 'entity.not_found', { entity: 'User' });
  assertMayActOn(ctx, person);
  if (person.erasedAt !== null) throw new AppError('CONFLICT', 'user.erased');
  await note(ctx, { userId, action: 'user.export', reason });
  return writePerson(ctx, userId);
}

async function note(
  ctx: ServiceContext,
  { userId, action, reason }: { userId: string; action: string; reason?: string },
): Promise<void> {
  await inTransaction(ctx.db, (tx) =>
    recordAudit(tx, ctx, { action, entityType: 'User', entityId: userId, reason }),
  );
}

async function* writePerson(ctx: ServiceContext, userId: string): AsyncGenerator<string, void> {
  const account = await readAccount(ctx, userId);
  const { id, slug, name } = ctx.tenant;
  const head = {
    format: personExportFormat,
    madeAt: ctx.clock(),
    tenant: { id, slug, name },
    account,
  };
  yield JSON.stringify(head, replacer, 2).replace(/\n\}$/u, '');
  for (const section of listSections(ctx, account)) {
    yield `,\n  ${JSON.stringify(section.name)}: [`;
    let after: string | null = null;
    let isFirst = true;
    for (let count = 0; count < mostBatches; count += 1) {
      const rows: readonly { readonly id: string }[] = await section.read(after, batch);
      if (rows.length > 0) {
        const text = rows.map((row) => `\n    ${JSON.stringify(row, replacer)}`).join(',');
        yield isFirst ? text : `,${text}`;
        isFirst = false;
      }
      if (rows.length < batch) break;
      after = rows.at(-1)?.id ?? null;
    }
    yield isFirst ? ']' : '\n  ]';
  }
  yield '\n}\n';
}

// Dates are written by themselves, as ISO 8601 in UTC.
function replacer(_name: string, value: unknown): unknown {
  return typeof value === 'bigint' ? value.toString() : value;
}
