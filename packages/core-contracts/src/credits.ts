import { z } from 'zod';
import { CreditEntryKind } from './enums.ts';
import { Id } from './ids.ts';
import { OrganizationSlug } from './organizations.ts';
import { pageOf, PageInput } from './page.ts';
import { Reason } from './text.ts';

/** Largest number of credits in one act. */
export const maxCreditAmount = 1_000_000_000;
export const CreditAmount = z.int().min(1).max(maxCreditAmount);

export const CreditEntryView = z.object({
  id: Id,
  kind: CreditEntryKind,
  amount: z.int(),
  balanceAfter: z.int(),
  reason: z.string(),
  counterpartyName: z.string().nullable(),
  createdAt: z.date(),
});
export type CreditEntryView = z.infer<typeof CreditEntryView>;

export const ListCreditEntriesInput = PageInput.extend({ organizationId: Id });
export type ListCreditEntriesInput = z.infer<typeof ListCreditEntriesInput>;
export const CreditEntryPage = pageOf(CreditEntryView);
export type CreditEntryPage = z.infer<typeof CreditEntryPage>;

/** One cause, one entry: the same key again changes nothing. */
const IdempotencyText = z
  .string()
  .max(100, { error: 'too_long' })
  .regex(/^[A-Za-z0-9._:-]{8,100}$/u, { error: 'idempotency_key' });

export const GrantCreditsInput = z.strictObject({
  organizationId: Id,
  amount: CreditAmount,
  reason: Reason,
  idempotencyKey: IdempotencyText,
});
export type GrantCreditsInput = z.infer<typeof GrantCreditsInput>;

export const TransferCreditsInput = z.strictObject({
  organizationId: Id,
  /** Short name of the organization that receives. */
  toSlug: OrganizationSlug,
  amount: CreditAmount,
  reason: Reason,
  idempotencyKey: IdempotencyText,
});
export type TransferCreditsInput = z.infer<typeof TransferCreditsInput>;

export const CreditsView = z.object({ organizationId: Id, scanCredits: z.int() });
export type CreditsView = z.infer<typeof CreditsView>;
