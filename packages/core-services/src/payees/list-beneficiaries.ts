import { Id } from '@freehold/core-contracts/ids';
import type { BeneficiaryPage, ListBeneficiariesInput } from '@freehold/core-contracts/payees';
import type { Prisma } from '@freehold/core-db';
import { requireOwnUserId } from '../accounts/own-account.ts';
import type { ServiceContext } from '../context.ts';
import { pageWindow, toPage } from '../page.ts';
import { searchWords } from '../search-text.ts';
import { beneficiaryFields, toBeneficiaryView } from './beneficiary-fields.ts';

/** A page of the caller's beneficiaries, those used last first. Throws NOT_FOUND `entity.not_found`. */
export async function listBeneficiaries({
  ctx,
  input,
}: {
  ctx: ServiceContext;
  input: ListBeneficiariesInput;
}): Promise<BeneficiaryPage> {
  const where: Prisma.BeneficiaryWhereInput = {
    userId: requireOwnUserId(ctx),
    ...(input.search === undefined ? {} : matchesSearch(input.search)),
  };
  const [rows, total] = await Promise.all([
    ctx.db.beneficiary.findMany({
      where,
      orderBy: [{ lastUsedAt: { sort: 'desc', nulls: 'last' } }, { label: 'asc' }, { id: 'asc' }],
      ...pageWindow(input),
      select: beneficiaryFields,
    }),
    ctx.db.beneficiary.count({ where }),
  ]);
  return toPage(rows.map(toBeneficiaryView), total, input);
}

function matchesSearch(search: string): Prisma.BeneficiaryWhereInput {
  const id = Id.safeParse(search);
  if (id.success) return { id: id.data };
  return {
    AND: searchWords(search).map((word) => {
      const contains = { contains: word, mode: 'insensitive' } as const;
      return { OR: [{ label: contains }, { verifiedName: contains }] };
    }),
  };
}
