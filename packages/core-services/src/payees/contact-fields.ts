import type { ContactView } from '@freehold/core-contracts/payees';
import type { Prisma } from '@freehold/core-db';

export const contactFields = {
  id: true,
  name: true,
  email: true,
  phone: true,
  note: true,
  contactUserId: true,
  version: true,
  createdAt: true,
} as const satisfies Prisma.ContactSelect;

type Row = Prisma.ContactGetPayload<{ select: typeof contactFields }>;

/** A contact as its owner sees it: whose id is behind it is not theirs to know. */
export function toContactView({ contactUserId, ...row }: Row): ContactView {
  return { ...row, isConfirmed: contactUserId !== null };
}
