/*
 * Confirmation of payee: the sender says where the money is to go and who they think is there, and
 * learns whether the two belong together. Whoever has the name wrong learns nothing, neither the name
 * nor whether anybody is there; what may be asked is budgeted before anything is looked up.
 */
import type { ConfirmPayeeInput, PayeeConfirmation } from '@freehold/core-contracts/payees';
import { inTransaction } from '@freehold/core-db';
import { requireOwnUserId } from '../accounts/own-account.ts';
import { recordAudit } from '../audit/record-audit.ts';
import type { ServiceContext } from '../context.ts';
import { giveBackBudget } from '../onboarding/budget/clear-budget.ts';
import { networkOf } from '../onboarding/budget/network.ts';
import { requireBudget } from '../onboarding/budget/require-budget.ts';
import { compareNames } from './compare-names.ts';
import { findPayee, parseAddress, type ParsedAddress, type Payee } from './find-payee.ts';
import {
  confirmationsPerNetwork,
  confirmationsPerPerson,
  triesPerAddress,
} from './payee-limits.ts';

/** A payee with how well the expected name fits; null where it doesn't, or nobody is there. */
interface ConfirmedPayee extends Payee {
  readonly match: 'MATCH' | 'CLOSE';
}

/**
 * Whether a name and an address belong together. Not for use inside a transaction. Throws INVALID
 * `payee.address_invalid`, LIMIT_EXCEEDED `payee.limit` or `rate.limited` with `retryAfterSeconds`.
 */
export async function confirmPayee({
  ctx,
  input,
}: {
  ctx: ServiceContext;
  input: ConfirmPayeeInput;
}): Promise<PayeeConfirmation> {
  const payee = await findConfirmedPayee(ctx, input);
  if (payee === null) return { match: 'NO_MATCH' };
  const { match, walletId, walletKind, name } = payee;
  const beneficiary = await ctx.db.beneficiary.findFirst({
    where: { userId: requireOwnUserId(ctx), walletId },
    select: { id: true },
  });
  return { match, walletId, walletKind, name, beneficiaryId: beneficiary?.id ?? null };
}

/** The same for verbs that go on from there. Throws as `confirmPayee`. */
export async function findConfirmedPayee(
  ctx: ServiceContext,
  { address, name }: ConfirmPayeeInput,
): Promise<ConfirmedPayee | null> {
  const userId = requireOwnUserId(ctx);
  const parsed = parseAddress(address);
  const pair = `${userId} ${parsed.value}`;
  await requireBudget(ctx, confirmationsPerNetwork, networkOf(ctx.request.ip));
  for (const limit of confirmationsPerPerson)
    await requireBudget(ctx, limit, userId, 'payee.limit');
  await requireBudget(ctx, triesPerAddress, pair, 'payee.limit');

  const payee = await findPayee(ctx, parsed);
  const match = payee === null ? 'NO_MATCH' : compareNames(name, payee.name);
  if (payee === null || match === 'NO_MATCH') return null;
  if (match === 'MATCH') {
    await giveBackBudget(ctx, triesPerAddress, pair);
    await noteContact(ctx, { userId, parsed, payee });
  }
  return { ...payee, match };
}

/** The caller's own contact with this address is now known to be that person. */
async function noteContact(
  ctx: ServiceContext,
  found: {
    readonly userId: string;
    readonly parsed: ParsedAddress;
    readonly payee: Payee;
  },
): Promise<void> {
  const { userId, parsed, payee } = found;
  if (parsed.kind === 'WALLET' || payee.userId === null) return;
  await inTransaction(ctx.db, async (tx) => {
    const confirmed = await tx.contact.updateManyAndReturn({
      where: {
        userId,
        contactUserId: null,
        ...(parsed.kind === 'EMAIL' ? { email: parsed.value } : { phone: parsed.value }),
      },
      data: { contactUserId: payee.userId, version: { increment: 1 } },
      select: { id: true },
    });
    for (const { id } of confirmed) {
      await recordAudit(tx, ctx, {
        action: 'contact.confirm',
        entityType: 'Contact',
        entityId: id,
      });
    }
  });
}
