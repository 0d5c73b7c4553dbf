import {
  AdminAppointedEvent,
  CountryDataInitializedEvent,
  SystemBootstrappedEvent,
  SystemParameterUpdatedEvent,
  SystemPausedEvent,
  type SystemParameterPart,
} from '@freehold/core-contracts/commands/admin';
import type { Prisma, TenantTransaction } from '@freehold/core-db';
import type { LedgerEvent } from '../ledger-gateway.ts';
import { parseEvent, stampsOf } from './parse-event.ts';
import type { EventHandler, Projection } from './projection.ts';

type StateChange = Pick<
  Prisma.SystemStateUpdateManyMutationInput,
  'isBootstrapped' | 'isPaused' | 'pauseReason' | 'isTreasuryActive'
>;

async function changeState(tx: TenantTransaction, event: LedgerEvent, change: StateChange) {
  const { timestamp } = event;
  await tx.systemState.createMany({
    data: [{ changedAt: timestamp, ...stampsOf(event) }],
    skipDuplicates: true,
  });
  await tx.systemState.updateMany({
    data: { ...change, changedAt: timestamp, updatedAt: timestamp },
  });
}

async function setParameter(
  tx: TenantTransaction,
  { timestamp }: LedgerEvent,
  { key, value }: SystemParameterPart,
): Promise<void> {
  const current = { value, changedAt: timestamp, updatedAt: timestamp };
  const { count } = await tx.systemParameter.updateMany({ where: { key }, data: current });
  if (count > 0) return;
  await tx.systemParameter.createMany({ data: [{ key, ...current, createdAt: timestamp }] });
}

const bootstrap: EventHandler = async (tx, _ctx, event) => {
  const { parameters } = parseEvent(event, SystemBootstrappedEvent);
  await changeState(tx, event, { isBootstrapped: true });
  for (const parameter of parameters) await setParameter(tx, event, parameter);
};

const addCountry: EventHandler = async (tx, _ctx, event) => {
  const { countryCode, ...data } = parseEvent(event, CountryDataInitializedEvent);
  await tx.onchainCountry.createMany({
    data: [{ countryCode, data, changedAt: event.timestamp, ...stampsOf(event) }],
    skipDuplicates: true,
  });
};

const appoint: EventHandler = async (tx, _ctx, event) => {
  const { adminId, role } = parseEvent(event, AdminAppointedEvent);
  const current = { role, appointedAt: event.timestamp, updatedAt: event.timestamp };
  const { count } = await tx.systemAdmin.updateMany({ where: { adminId }, data: current });
  if (count > 0) return;
  await tx.systemAdmin.createMany({
    data: [{ adminId, ...current, createdAt: event.timestamp }],
  });
};

const pause: EventHandler = async (tx, _ctx, event) => {
  const { reason } = parseEvent(event, SystemPausedEvent);
  await changeState(tx, event, { isPaused: true, pauseReason: reason });
};

/**
 * What the Admin contract says of the tenant's ledger. A rebuild begins with nothing: until it
 * reaches a pause, money is taken here and refused by the ledger, which pays it back.
 */
export const system: Projection = {
  name: 'system',
  handlers: {
    SystemBootstrapped: { 1: bootstrap },
    CountryDataInitialized: { 1: addCountry },
    SystemParameterUpdated: {
      1: (tx, _ctx, event) =>
        setParameter(tx, event, parseEvent(event, SystemParameterUpdatedEvent)),
    },
    SystemPaused: { 1: pause },
    SystemResumed: {
      1: (tx, _ctx, event) => changeState(tx, event, { isPaused: false, pauseReason: null }),
    },
    AdminAppointed: { 1: appoint },
    TreasuryActivated: {
      1: (tx, _ctx, event) => changeState(tx, event, { isTreasuryActive: true }),
    },
  },
  reset: async (tx) => {
    await tx.systemState.deleteMany({ where: {} });
    await tx.systemParameter.deleteMany({ where: {} });
    await tx.onchainCountry.deleteMany({ where: {} });
    await tx.systemAdmin.deleteMany({ where: {} });
  },
};
