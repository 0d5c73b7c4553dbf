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
import { listLater, stampsBeside } from './later-events.ts';
import { parseEvent, stampsOf } from './parse-event.ts';
import type { EventHandler, Projection } from './projection.ts';

type StateChange = Pick<
  Prisma.SystemStateCreateManyInput,
  'isBootstrapped' | 'isPaused' | 'pauseReason' | 'isTreasuryActive'
>;

const name = 'system';
/** Events that say the same thing of the system: the last of them holds. */
const facets = [['SystemBootstrapped'], ['SystemPaused', 'SystemResumed'], ['TreasuryActivated']];

async function changeState(tx: TenantTransaction, event: LedgerEvent, change: StateChange) {
  const { timestamp } = event;
  const seen = await tx.systemState.findFirst({
    select: { createdAt: true, updatedAt: true, changedAt: true },
  });
  if (seen === null) {
    const data = { ...change, changedAt: timestamp, ...stampsOf(event) };
    await tx.systemState.createMany({ data: [data] });
    return;
  }
  const bearings = facets.flat().map((one) => ({ name: one, about: {} }));
  const later = await listLater(tx, { projection: name, event, bearings });
  const facet = facets.find((names) => names.includes(event.name)) ?? [];
  const isOvertaken = later.some((one) => facet.includes(one.name));
  const stamps = stampsBeside(seen, event, later);
  const changedAt = later.length === 0 ? timestamp : seen.changedAt;
  await tx.systemState.updateMany({
    data: { ...(isOvertaken ? {} : change), changedAt, ...stamps },
  });
}

async function setParameter(
  tx: TenantTransaction,
  event: LedgerEvent,
  { key, value }: SystemParameterPart,
): Promise<void> {
  const current = { value, changedAt: event.timestamp };
  const seen = await tx.systemParameter.findFirst({
    where: { key },
    select: { createdAt: true, updatedAt: true },
  });
  if (seen === null) {
    await tx.systemParameter.createMany({ data: [{ key, ...current, ...stampsOf(event) }] });
    return;
  }
  const bearings = [
    { name: 'SystemBootstrapped', about: { parameters: [{ key }] } },
    { name: 'SystemParameterUpdated', about: { key } },
  ];
  const later = await listLater(tx, { projection: name, event, bearings });
  await tx.systemParameter.updateMany({
    where: { key },
    data: { ...(later.length === 0 ? current : {}), ...stampsBeside(seen, event, later) },
  });
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
  const current = { role, appointedAt: event.timestamp };
  const seen = await tx.systemAdmin.findFirst({
    where: { adminId },
    select: { createdAt: true, updatedAt: true },
  });
  if (seen === null) {
    await tx.systemAdmin.createMany({ data: [{ adminId, ...current, ...stampsOf(event) }] });
    return;
  }
  const bearings = [{ name: 'AdminAppointed', about: { adminId } }];
  const later = await listLater(tx, { projection: name, event, bearings });
  await tx.systemAdmin.updateMany({
    where: { adminId },
    data: { ...(later.length === 0 ? current : {}), ...stampsBeside(seen, event, later) },
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
  name,
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
