import { LoanApprovedEvent } from '@freehold/core-contracts/commands/loan-pool';
import { MultisigExecutedEvent } from '@freehold/core-contracts/commands/multisig';
import type { CommandLeg } from '@freehold/core-contracts/commands/parts';
import { VelocityTaxAppliedEvent } from '@freehold/core-contracts/commands/tax-and-fee';
import {
  GenesisDistributedEvent,
  TokensTransferredEvent,
} from '@freehold/core-contracts/commands/tokenomics';
import type { TenantTransaction } from '@freehold/core-db';
import { fromUnits, toUnits } from '../../money/amount-units.ts';
import { commandCatalogue } from '../command-catalogue.ts';
import type { LedgerEvent } from '../ledger-gateway.ts';
import { parseEvent } from './parse-event.ts';
import type { BatchHandler, EventHandler, Projection } from './projection.ts';

/** What one event adds to its day; amounts in units of 10^-9. */
interface Figures {
  readonly usersCreated: number;
  readonly transferCount: number;
  readonly transferVolume: bigint;
  readonly feeVolume: bigint;
  readonly issuedVolume: bigint;
  readonly taxVolume: bigint;
}

const nothing: Figures = {
  usersCreated: 0,
  transferCount: 0,
  transferVolume: 0n,
  feeVolume: 0n,
  issuedVolume: 0n,
  taxVolume: 0n,
};

const sumOf = (legs: readonly CommandLeg[]): bigint =>
  legs.reduce((sum, { amount }) => sum + toUnits(amount), 0n);

function paid(legs: readonly CommandLeg[], fee: string): Partial<Figures> {
  return { transferCount: 1, transferVolume: sumOf(legs), feeVolume: toUnits(fee) };
}

const figuresOf: Readonly<Record<string, (event: LedgerEvent) => Partial<Figures>>> = {
  UserCreated: () => ({ usersCreated: 1 }),
  TokensTransferred(event) {
    const { legs, fee } = parseEvent(event, TokensTransferredEvent);
    return paid(legs, fee);
  },
  MultisigExecuted(event) {
    const { legs, fee } = parseEvent(event, MultisigExecutedEvent);
    return paid(legs, fee);
  },
  LoanApproved(event) {
    const { amount } = parseEvent(event, LoanApprovedEvent);
    return { transferCount: 1, transferVolume: toUnits(amount) };
  },
  GenesisDistributed(event) {
    return { issuedVolume: sumOf(parseEvent(event, GenesisDistributedEvent).legs) };
  },
  VelocityTaxApplied(event) {
    return { taxVolume: toUnits(parseEvent(event, VelocityTaxAppliedEvent).amount) };
  },
};

/** The day of an instant, UTC. */
function dayOf(instant: Date): string {
  return instant.toISOString().slice(0, 10);
}

const count: BatchHandler = async (tx, _ctx, events) => {
  const days = Map.groupBy(events, ({ timestamp }) => dayOf(timestamp));
  for (const [day, ofDay] of days) await addToDay(tx, new Date(`${day}T00:00:00Z`), ofDay);
};

async function addToDay(
  tx: TenantTransaction,
  day: Date,
  events: readonly LedgerEvent[],
): Promise<void> {
  const stamps = await stampDay(tx, day, events);
  const sum = events
    .map((event) => ({ ...nothing, ...figuresOf[event.name]?.(event) }))
    .reduce((left, right) => ({
      usersCreated: left.usersCreated + right.usersCreated,
      transferCount: left.transferCount + right.transferCount,
      transferVolume: left.transferVolume + right.transferVolume,
      feeVolume: left.feeVolume + right.feeVolume,
      issuedVolume: left.issuedVolume + right.issuedVolume,
      taxVolume: left.taxVolume + right.taxVolume,
    }));
  await tx.dailyLedgerFigures.updateMany({
    where: { day },
    data: {
      eventCount: { increment: events.length },
      usersCreated: { increment: sum.usersCreated },
      transferCount: { increment: sum.transferCount },
      transferVolume: { increment: fromUnits(sum.transferVolume) },
      feeVolume: { increment: fromUnits(sum.feeVolume) },
      issuedVolume: { increment: fromUnits(sum.issuedVolume) },
      taxVolume: { increment: fromUnits(sum.taxVolume) },
      ...stamps,
    },
  });
}

/** Makes the day where there is none; from its earliest event to its latest, in whatever order they come. */
async function stampDay(tx: TenantTransaction, day: Date, events: readonly LedgerEvent[]) {
  const seen = await tx.dailyLedgerFigures.findFirst({
    where: { day },
    select: { createdAt: true, updatedAt: true },
  });
  const times = [
    ...events.map(({ timestamp }) => timestamp),
    ...(seen ? Object.values(seen) : []),
  ].map((time) => time.getTime());
  const stamps = {
    createdAt: new Date(Math.min(...times)),
    updatedAt: new Date(Math.max(...times)),
  };
  if (seen === null) await tx.dailyLedgerFigures.createMany({ data: [{ day, ...stamps }] });
  return stamps;
}

const countOne: EventHandler = (tx, ctx, event) => count(tx, ctx, [event]);

const eventNames = Object.values(commandCatalogue).flatMap(({ events }) => events);

/** What the ledger confirmed, by day. It adds up, so that a rebuild must begin with nothing. */
export const analytics: Projection = {
  name: 'analytics',
  handlers: Object.fromEntries(eventNames.map((name) => [name, { 1: countOne }])),
  batches: Object.fromEntries(eventNames.map((name) => [name, { 1: count }])),
  reset: async (tx) => {
    await tx.dailyLedgerFigures.deleteMany({ where: {} });
  },
};
