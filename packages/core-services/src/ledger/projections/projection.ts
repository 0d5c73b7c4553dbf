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

export interface Projection {
  readonly name: string;
  /** Handlers by event name, then by version. */
  readonly handlers: Readonly<Record<string, Readonly<Record<number, EventHandler>>>>;
}
