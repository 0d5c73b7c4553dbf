import type { TenantTransaction } from '@freehold/core-db';
import type { ServiceContext } from '../../context.ts';
import type { LedgerEvent } from '../ledger-gateway.ts';

/** Why an event cannot take effect; its text is kept with the dead letter and shown to operators. */
export class ProjectionError extends Error {
  override readonly name = 'ProjectionError';
}

/** Carries one kind of event out. Done again with the same event it changes nothing. */
export type EventHandler = (
  tx: TenantTransaction,
  ctx: ServiceContext,
  event: LedgerEvent,
) => Promise<void>;

/**
 * Carries several events of one name out together, in order, with one audit row at most, written
 * last. When it throws nothing of it stays, and each event is carried out by itself.
 */
export type BatchHandler = (
  tx: TenantTransaction,
  ctx: ServiceContext,
  events: readonly LedgerEvent[],
) => Promise<void>;

export interface Projection {
  readonly name: string;
  /** Handlers by event name, then by version. */
  readonly handlers: Readonly<Record<string, Readonly<Record<number, EventHandler>>>>;
  /** For events that come in numbers: what takes many of them in one transaction. */
  readonly batches?: Readonly<Record<string, Readonly<Record<number, BatchHandler>>>>;
  /** Empties what a rebuild must write anew, in the transaction that sets the checkpoint back. */
  readonly reset?: (tx: TenantTransaction, ctx: ServiceContext) => Promise<void>;
}
