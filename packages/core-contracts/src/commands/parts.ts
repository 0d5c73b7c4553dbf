import { z } from 'zod';
import { Amount } from '../amounts.ts';
import { Id } from '../ids.ts';
import { line } from '../text.ts';

/** What a receiver gets. */
export const CommandLeg = z.strictObject({ toWalletId: Id, amount: Amount });
export type CommandLeg = z.infer<typeof CommandLeg>;

/** Most receivers of one movement. */
export const maxLegs = 500;

/** The receivers of one movement, in order. */
export const CommandLegs = z.array(CommandLeg).min(1).max(maxLegs);

/** An amount on top of another, which may be nothing at all. */
export const FeeAmount = z.union([
  z
    .string()
    .regex(/^0+(\.0{1,9})?$/u, { error: 'amount_format' })
    .transform(() => '0'),
  Amount,
]);
export type FeeAmount = z.infer<typeof FeeAmount>;

/** Who did something, as the ledger knows them: an id, never a name. */
export const LedgerPersonId = line(80);

/** SHA-256, hex. */
export const HexDigest = z.string().regex(/^[0-9a-f]{64}$/u, { error: 'digest' });

/** An instant as RFC 3339 text in UTC, in milliseconds. */
export const InstantText = z.iso
  .datetime({ error: 'instant' })
  .transform((value) => new Date(value).toISOString());

/** Why something was done, in a word that names nobody. */
export const ReasonCode = z.string().regex(/^[a-z][a-z0-9_.-]{0,79}$/u, { error: 'code' });
