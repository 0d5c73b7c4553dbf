import { AppError } from '@freehold/core-contracts/errors';
import type { WalletKind } from '@freehold/core-contracts/enums';
import type { TenantTransaction } from '@freehold/core-db';
import { recordAudit } from '../audit/record-audit.ts';
import type { ServiceContext } from '../context.ts';
import { derivedId, timeOfId } from '../ledger/derived-id.ts';

interface SystemWallet {
  readonly kind: WalletKind;
  readonly systemKey: string;
  readonly name: string;
}

/** Stripes of the busy kinds: transfers of different senders meet in none of them too often. */
export const clearingStripes = 16;
export const feesStripes = 16;
export const taxStripes = 4;

const systemWallets: readonly SystemWallet[] = [
  { kind: 'TREASURY', systemKey: 'TREASURY', name: 'Treasury' },
  { kind: 'LOAN_POOL', systemKey: 'LOAN_POOL', name: 'Loan pool' },
  ...striped('CLEARING', 'Clearing', clearingStripes),
  ...striped('FEES', 'Fees', feesStripes),
  ...striped('TAX', 'Tax', taxStripes),
];

function striped(kind: WalletKind, name: string, count: number): SystemWallet[] {
  return Array.from({ length: count }, (_, index) => ({
    kind,
    systemKey: `${kind}:${index}`,
    name: `${name} ${index + 1}`,
  }));
}

/** Id of a wallet of the tenant itself, e.g. of `TREASURY` or `CLEARING:3`. */
export function systemWalletId(tenantId: string, systemKey: string): string {
  return derivedId(timeOfId(tenantId), `wallet:system:${tenantId}:${systemKey}`);
}

/** Opens the wallets of the tenant itself that are missing; nothing when all are there. Gives how many. */
export async function openSystemWallets(
  tx: TenantTransaction,
  ctx: ServiceContext,
): Promise<number> {
  const known = await tx.wallet.count({ where: { systemKey: { not: null } } });
  if (known > systemWallets.length) throw new AppError('INTERNAL', 'wallet.system_unknown');
  if (known === systemWallets.length) return 0;
  const { count } = await tx.wallet.createMany({
    data: systemWallets
      .map((wallet) => ({ ...wallet, id: systemWalletId(ctx.tenant.id, wallet.systemKey) }))
      // Two that open them at once wait for each other in one order.
      .toSorted((a, b) => (a.id < b.id ? -1 : 1)),
    skipDuplicates: true,
  });
  if (count > 0) {
    await recordAudit(tx, ctx, {
      action: 'wallet.openSystem',
      entityType: 'Tenant',
      entityId: ctx.tenant.id,
      changes: { count },
    });
  }
  return count;
}
