import type { BeneficiaryView } from '@freehold/core-contracts/payees';
import type { Prisma } from '@freehold/core-db';

export const beneficiaryFields = {
  id: true,
  walletId: true,
  label: true,
  verifiedName: true,
  verifiedAt: true,
  lastUsedAt: true,
  version: true,
  createdAt: true,
  wallet: {
    select: {
      kind: true,
      deletedAt: true,
      user: { select: { status: true, deletedAt: true } },
      organization: { select: { deletedAt: true } },
    },
  },
} as const satisfies Prisma.BeneficiarySelect;

type Row = Prisma.BeneficiaryGetPayload<{ select: typeof beneficiaryFields }>;

/** A saved payee, with whether anybody can still be paid there. */
export function toBeneficiaryView({ wallet, ...row }: Row): BeneficiaryView {
  const { kind, deletedAt, user, organization } = wallet;
  const isHolderGone =
    (user !== null && (user.deletedAt !== null || user.status === 'CLOSED')) ||
    (organization !== null && organization.deletedAt !== null);
  return { ...row, walletKind: kind, isUsable: deletedAt === null && !isHolderGone };
}
