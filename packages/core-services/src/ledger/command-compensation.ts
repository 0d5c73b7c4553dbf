import type { CommandType } from '@freehold/core-contracts/enums';
import { CreateUserPayload } from '@freehold/core-contracts/ledger';
import type { TenantTransaction } from '@freehold/core-db';

/** What the rest of the platform shows about a command that failed for good, or is tried again after all. */
type Effect = (tx: TenantTransaction, payload: unknown) => Promise<void>;

interface Compensation {
  readonly onFailed: Effect;
  readonly onRetried: Effect;
}

const markUser =
  (onchainStatus: 'FAILED' | 'PENDING'): Effect =>
  async (tx, payload) => {
    const parsed = CreateUserPayload.safeParse(payload);
    if (!parsed.success) return;
    await tx.user.updateMany({
      where: { id: parsed.data.userId, status: 'APPROVED_PENDING_ONCHAIN' },
      data: { onchainStatus, version: { increment: 1 } },
    });
  };

const compensations: Partial<Record<CommandType, Compensation>> = {
  CREATE_USER: { onFailed: markUser('FAILED'), onRetried: markUser('PENDING') },
};

export interface CommandContents {
  readonly commandType: CommandType;
  readonly payload: unknown;
}

/** Shows on what a command was about that the ledger will not carry it out. */
export async function applyFailure(tx: TenantTransaction, command: CommandContents): Promise<void> {
  await compensations[command.commandType]?.onFailed(tx, command.payload);
}

/** Takes back what `applyFailure` did, because the command is tried again. */
export async function withdrawFailure(
  tx: TenantTransaction,
  command: CommandContents,
): Promise<void> {
  await compensations[command.commandType]?.onRetried(tx, command.payload);
}
