/*
 * Credits move by entries: every change of a balance and the entry that explains it are one
 * transaction that holds the organization's row, so that the newest entry always says the balance.
 * An entry has a key that names its cause; the same key again changes nothing, and with other
 * contents is refused.
 */
import type { CreditEntryKind } from '@freehold/core-contracts/enums';
import { AppError } from '@freehold/core-contracts/errors';
import type { Prisma, TenantTransaction } from '@freehold/core-db';
import type { ServiceContext } from '../../context.ts';
import { emitEvent } from '../../webhooks/emit-event.ts';
import { organizationNotFound } from '../access.ts';
import { lowCredits, mostCredits } from '../limits.ts';
import { tellManagers } from '../tell-managers.ts';

export interface CreditChange {
  readonly organizationId: string;
  readonly kind: CreditEntryKind;
  /** Credits, signed, never 0. */
  readonly amount: number;
  readonly reason: string;
  /** Names the cause; at most 120 characters. */
  readonly idempotencyKey: string;
  readonly transferId?: string;
  readonly counterpartyId?: string;
}

const entryFields = {
  id: true,
  kind: true,
  amount: true,
  balanceAfter: true,
  reason: true,
  counterpartyId: true,
} as const satisfies Prisma.CreditEntrySelect;

export type CreditEntryRow = Prisma.CreditEntryGetPayload<{ select: typeof entryFields }>;

/**
 * The entry that a key has made before, or null. Throws CONFLICT `credits.key_reused` where it was
 * made with other contents.
 */
export async function findSameEntry(
  tx: TenantTransaction,
  change: CreditChange,
): Promise<CreditEntryRow | null> {
  const { organizationId, idempotencyKey, counterpartyId = null } = change;
  const row = await tx.creditEntry.findFirst({
    where: { organizationId, idempotencyKey },
    select: entryFields,
  });
  if (row === null) return null;
  const isSame =
    row.kind === change.kind &&
    row.amount === change.amount &&
    row.reason === change.reason &&
    row.counterpartyId === counterpartyId;
  if (!isSame) throw new AppError('CONFLICT', 'credits.key_reused');
  return row;
}

/**
 * Moves the balance and writes the entry, tells subscribers, and warns the managers when the balance
 * falls below 100. The organization's row is to be held. Throws CONFLICT `credits.insufficient` and
 * `credits.too_many`: a balance is never below 0 nor above what the column holds.
 */
export async function applyChange(
  tx: TenantTransaction,
  ctx: ServiceContext,
  change: CreditChange,
): Promise<CreditEntryRow> {
  const { organizationId, amount, kind } = change;
  const { count } = await tx.organization.updateMany({
    where: {
      id: organizationId,
      scanCredits: amount < 0 ? { gte: -amount } : { lte: mostCredits - amount },
    },
    data: { scanCredits: { increment: amount } },
  });
  const row = await tx.organization.findFirst({
    where: { id: organizationId },
    select: { name: true, scanCredits: true },
  });
  if (row === null) throw organizationNotFound();
  const { name, scanCredits: balanceAfter } = row;
  if (count !== 1) {
    throw amount < 0
      ? new AppError('CONFLICT', 'credits.insufficient', { available: balanceAfter })
      : new AppError('CONFLICT', 'credits.too_many');
  }
  const { transferId = null, counterpartyId = null, reason, idempotencyKey } = change;
  const entry = await tx.creditEntry.create({
    data: {
      ...{ organizationId, kind, amount, balanceAfter, reason, idempotencyKey },
      ...{ transferId, counterpartyId, createdAt: ctx.clock() },
    },
    select: entryFields,
  });
  await emitEvent(tx, ctx, {
    eventType: 'organization.creditsChanged',
    payload: { organizationId, kind, amount, balanceAfter },
    organizationId,
    idempotencyKey: `organization.creditsChanged:${entry.id}`,
  });
  if (balanceAfter < lowCredits && balanceAfter - amount >= lowCredits) {
    await tellManagers(tx, ctx, {
      organizationId,
      kind: 'organization.creditsLow',
      severity: 'WARNING',
      parameters: { organization: name, balance: balanceAfter },
      cause: `creditsLow:${entry.id}`,
    });
  }
  return entry;
}

/** A key that a caller chose, apart from those that the platform makes. */
export function callersKey(key: string): string {
  return `key:${key}`;
}
