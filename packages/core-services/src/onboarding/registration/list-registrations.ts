import type {
  ListRegistrationsInput,
  RegistrationPage,
} from '@freehold/core-contracts/registration';
import type { Prisma } from '@freehold/core-db';
import type { ServiceContext } from '../../context.ts';
import { pageWindow, toPage } from '../../page.ts';
import { searchWords } from '../../search-text.ts';
import { summaryFields, toRegistrationSummary } from './operator-view.ts';

/** A page of the tenant's registrations, those that ended included. */
export async function listRegistrations({
  ctx,
  input,
}: {
  ctx: ServiceContext;
  input: ListRegistrationsInput;
}): Promise<RegistrationPage> {
  const where = toRegistrationWhere(input, ctx.clock());
  const { field, direction } = input.sort;
  const [rows, total] = await Promise.all([
    ctx.db.pendingRegistration.findMany({
      where,
      orderBy: [{ [field]: direction }, { id: 'asc' }],
      ...pageWindow(input),
      select: summaryFields,
    }),
    ctx.db.pendingRegistration.count({ where }),
  ]);
  return toPage(rows.map(toRegistrationSummary), total, input);
}

/** The filter of a list of registrations. */
export function toRegistrationWhere(
  { search, step, isExpired }: Omit<ListRegistrationsInput, 'page' | 'limit' | 'sort'>,
  now: Date,
): Prisma.PendingRegistrationWhereInput {
  return {
    ...(step === undefined || step.length === 0 ? {} : { currentStep: { in: step } }),
    ...(isExpired === undefined ? {} : { expiresAt: isExpired ? { lte: now } : { gt: now } }),
    ...(search === undefined ? {} : { AND: searchWords(search).map(matchesWord) }),
  };
}

function matchesWord(word: string): Prisma.PendingRegistrationWhereInput {
  const contains = { contains: word, mode: 'insensitive' } as const;
  return { OR: [{ email: contains }, { firstName: contains }, { lastName: contains }] };
}
