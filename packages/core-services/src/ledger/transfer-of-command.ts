import type { TransferStatus } from '@freehold/core-contracts/enums';
import { Id } from '@freehold/core-contracts/ids';
import type { TenantClient } from '@freehold/core-db';
import { z } from 'zod';

const Moving = z.object({ transferId: Id });

/** The transfer that a command or an event tells of, and where it stands; null for one without money. */
export async function transferOfCommand(
  db: TenantClient,
  { payload }: { readonly payload: unknown },
): Promise<{ transferId: string; status: TransferStatus } | null> {
  const moving = Moving.safeParse(payload);
  if (!moving.success) return null;
  const { transferId } = moving.data;
  const transfer = await db.transfer.findFirst({
    where: { id: transferId },
    select: { status: true },
  });
  return transfer === null ? null : { transferId, status: transfer.status };
}
