import { AppError } from '@freehold/core-contracts/errors';
import type { WalletKind } from '@freehold/core-contracts/enums';
import { Id } from '@freehold/core-contracts/ids';
import { EmailAddress, PhoneNumber } from '@freehold/core-contracts/text';
import type { Prisma } from '@freehold/core-db';
import type { ServiceContext } from '../context.ts';
import { holderFields, toHolder } from '../wallets/wallet-fields.ts';

/** Where money can be sent to, and who is there. */
export interface Payee {
  readonly walletId: string;
  readonly walletKind: WalletKind;
  readonly name: string;
  /** Null where an organization holds the wallet. */
  readonly userId: string | null;
}

export type ParsedAddress =
  | { readonly kind: 'WALLET'; readonly value: string }
  | { readonly kind: 'EMAIL'; readonly value: string }
  | { readonly kind: 'PHONE'; readonly value: string };

/** What somebody typed as an address. Throws INVALID `payee.address_invalid`. */
export function parseAddress(text: string): ParsedAddress {
  const id = Id.safeParse(text);
  if (id.success) return { kind: 'WALLET', value: id.data };
  const email = EmailAddress.safeParse(text);
  if (email.success) return { kind: 'EMAIL', value: email.data };
  const phone = PhoneNumber.safeParse(text);
  if (phone.success) return { kind: 'PHONE', value: phone.data };
  throw new AppError('INVALID', 'payee.address_invalid');
}

/** Whoever can be paid at an address, or null: the oldest wallet of an active person, or the wallet itself. */
export async function findPayee(
  { db }: ServiceContext,
  address: ParsedAddress,
): Promise<Payee | null> {
  const row = await db.wallet.findFirst({
    where: { AND: [payable, toWhere(address)] },
    orderBy: [{ createdAt: 'asc' }, { id: 'asc' }],
    select: { id: true, ...holderFields },
  });
  if (row === null) return null;
  return {
    walletId: row.id,
    walletKind: row.kind,
    name: toHolder(row).name,
    userId: row.user?.id ?? null,
  };
}

const activePerson = { status: 'ACTIVE', deletedAt: null } as const satisfies Prisma.UserWhereInput;

const payable: Prisma.WalletWhereInput = {
  deletedAt: null,
  OR: [{ user: activePerson }, { organization: { deletedAt: null } }],
};

function toWhere({ kind, value }: ParsedAddress): Prisma.WalletWhereInput {
  switch (kind) {
    case 'WALLET':
      return { id: value };
    case 'EMAIL':
      return { kind: 'PERSONAL', user: { email: value } };
    case 'PHONE':
      // A number that nobody has proved names nobody.
      return { kind: 'PERSONAL', user: { phone: value, phoneVerified: true } };
  }
}
