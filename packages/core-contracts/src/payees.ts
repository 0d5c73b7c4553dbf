import { z } from 'zod';
import { WalletKind } from './enums.ts';
import { Id, Version } from './ids.ts';
import { pageOf, PageInput } from './page.ts';
import { EmailAddress, line, paragraph, PhoneNumber } from './text.ts';

/** Whom money is to go to: an e-mail address, a phone number in international form, or a wallet's id. */
export const PayeeAddress = line(320, 3);

/** Asks whether somebody goes by the name the sender expects, before money leaves. */
export const ConfirmPayeeInput = z.strictObject({ address: PayeeAddress, name: line(220, 2) });
export type ConfirmPayeeInput = z.infer<typeof ConfirmPayeeInput>;

/** MATCH: the same name. CLOSE: nearly; look at it. NO_MATCH: another name, or nobody there. */
export const PayeeMatch = z.enum(['MATCH', 'CLOSE', 'NO_MATCH']);
export type PayeeMatch = z.infer<typeof PayeeMatch>;

/** The payee is told only to whoever already knew the name, or nearly. */
export const PayeeConfirmation = z.discriminatedUnion('match', [
  z.object({
    match: PayeeMatch.extract(['MATCH', 'CLOSE']),
    walletId: Id,
    walletKind: WalletKind,
    /** As the holder is called here. */
    name: z.string(),
    /** The caller's own beneficiary of this wallet, where there is one. */
    beneficiaryId: Id.nullable(),
  }),
  z.object({ match: PayeeMatch.extract(['NO_MATCH']) }),
]);
export type PayeeConfirmation = z.infer<typeof PayeeConfirmation>;

/** A saved payee. */
export const BeneficiaryView = z.object({
  id: Id,
  walletId: Id,
  walletKind: WalletKind,
  label: z.string(),
  /** The holder's name as it was confirmed. */
  verifiedName: z.string(),
  verifiedAt: z.date(),
  lastUsedAt: z.date().nullable(),
  /** False where the wallet is gone: nothing can be sent there any more. */
  isUsable: z.boolean(),
  version: z.int(),
  createdAt: z.date(),
});
export type BeneficiaryView = z.infer<typeof BeneficiaryView>;

/** `search`: words of the label or the name, or the id of one. */
export const ListBeneficiariesInput = PageInput.extend({ search: line(100).optional() });
export type ListBeneficiariesInput = z.infer<typeof ListBeneficiariesInput>;
export const BeneficiaryPage = pageOf(BeneficiaryView);
export type BeneficiaryPage = z.infer<typeof BeneficiaryPage>;

/** Takes exactly the holder's name: confirm the payee first, and pass on what was shown. */
export const AddBeneficiaryInput = z.strictObject({
  address: PayeeAddress,
  name: line(220, 2),
  label: line(80),
});
export type AddBeneficiaryInput = z.infer<typeof AddBeneficiaryInput>;

export const ChangeBeneficiaryInput = z.strictObject({
  beneficiaryId: Id,
  version: Version,
  label: line(80),
});
export type ChangeBeneficiaryInput = z.infer<typeof ChangeBeneficiaryInput>;

export const BeneficiaryInput = z.strictObject({ beneficiaryId: Id });
export type BeneficiaryInput = z.infer<typeof BeneficiaryInput>;

/** Somebody a person knows, by the address they gave. */
export const ContactView = z.object({
  id: Id,
  name: z.string(),
  email: z.string().nullable(),
  phone: z.string().nullable(),
  note: z.string().nullable(),
  /** True once the name was confirmed for one of the addresses. */
  isConfirmed: z.boolean(),
  version: z.int(),
  createdAt: z.date(),
});
export type ContactView = z.infer<typeof ContactView>;

/** `search`: words of the name, the address or the number, or the id of one. */
export const ListContactsInput = PageInput.extend({ search: line(100).optional() });
export type ListContactsInput = z.infer<typeof ListContactsInput>;
export const ContactPage = pageOf(ContactView);
export type ContactPage = z.infer<typeof ContactPage>;

const contactFields = {
  name: line(120),
  /** At least one of the two. */
  email: EmailAddress.nullable(),
  phone: PhoneNumber.nullable(),
  note: paragraph(500).nullable(),
};

export const AddContactInput = z
  .strictObject(contactFields)
  .refine(({ email, phone }) => email !== null || phone !== null, {
    error: 'address_required',
    path: ['email'],
  });
export type AddContactInput = z.infer<typeof AddContactInput>;

export const ChangeContactInput = z
  .strictObject({ contactId: Id, version: Version, ...contactFields })
  .refine(({ email, phone }) => email !== null || phone !== null, {
    error: 'address_required',
    path: ['email'],
  });
export type ChangeContactInput = z.infer<typeof ChangeContactInput>;

export const ContactInput = z.strictObject({ contactId: Id });
export type ContactInput = z.infer<typeof ContactInput>;
