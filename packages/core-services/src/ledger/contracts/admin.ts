import {
  ActivateTreasuryPayload,
  AppointAdminPayload,
  BootstrapSystemPayload,
  InitializeCountryPayload,
  PauseSystemPayload,
  ResumeSystemPayload,
  SystemParameterPart,
  type AdminAppointedEvent,
  type CountryDataInitializedEvent,
  type SystemBootstrappedEvent,
  type SystemParameterUpdatedEvent,
  type SystemPausedEvent,
} from '@freehold/core-contracts/commands/admin';
import { accept, defineContract, refuse } from './contract.ts';
import { parameterKey, readSystem, systemKey, type SystemValue } from './system-state.ts';

const countryKey = (countryCode: string): string => `admin/country/${countryCode}`;
const adminKey = (adminId: string): string => `admin/person/${adminId}`;
const write = (value: SystemValue) => ({ key: systemKey, value });

export const bootstrapSystem = defineContract(BootstrapSystemPayload, {
  keysOf: () => [systemKey],
  execute({ parameters }, state) {
    const system = readSystem(state);
    if (system.isBootstrapped) return refuse('ALREADY_BOOTSTRAPPED');
    const event: SystemBootstrappedEvent = { parameters };
    const values = parameters.map(({ key, value }) => ({
      key: parameterKey(key),
      value: { value },
    }));
    return accept(
      [write({ ...system, isBootstrapped: true }), ...values],
      ['SystemBootstrapped', event],
    );
  },
  writtenKeysOf: ({ parameters }) => [systemKey, ...parameters.map(({ key }) => parameterKey(key))],
});

export const initializeCountryData = defineContract(InitializeCountryPayload, {
  keysOf: ({ countryCode }) => [systemKey, countryKey(countryCode)],
  execute(payload, state) {
    if (!readSystem(state).isBootstrapped) return refuse('NOT_BOOTSTRAPPED');
    const { countryCode, ...value } = payload;
    const key = countryKey(countryCode);
    if (state.has(key)) return refuse('COUNTRY_EXISTS');
    const event: CountryDataInitializedEvent = payload;
    return accept([{ key, value }], ['CountryDataInitialized', event]);
  },
  writtenKeysOf: ({ countryCode }) => [countryKey(countryCode)],
});

export const updateSystemParameter = defineContract(SystemParameterPart, {
  keysOf: () => [systemKey],
  execute(payload, state) {
    if (!readSystem(state).isBootstrapped) return refuse('NOT_BOOTSTRAPPED');
    const { key, value } = payload;
    const event: SystemParameterUpdatedEvent = payload;
    return accept(
      [{ key: parameterKey(key), value: { value } }],
      ['SystemParameterUpdated', event],
    );
  },
  writtenKeysOf: ({ key }) => [parameterKey(key)],
});

/** An emergency does not wait for the system to be bootstrapped. */
export const pauseSystem = defineContract(PauseSystemPayload, {
  keysOf: () => [systemKey],
  execute({ reason }, state) {
    const system = readSystem(state);
    if (system.isPaused) return refuse('ALREADY_PAUSED');
    const event: SystemPausedEvent = { reason };
    return accept([write({ ...system, isPaused: true })], ['SystemPaused', event]);
  },
});

export const resumeSystem = defineContract(ResumeSystemPayload, {
  keysOf: () => [systemKey],
  execute(_, state) {
    const system = readSystem(state);
    if (!system.isPaused) return refuse('NOT_PAUSED');
    return accept([write({ ...system, isPaused: false })], ['SystemResumed', {}]);
  },
});

export const appointAdmin = defineContract(AppointAdminPayload, {
  keysOf: () => [systemKey],
  execute(payload, state) {
    if (!readSystem(state).isBootstrapped) return refuse('NOT_BOOTSTRAPPED');
    const { adminId, role } = payload;
    const event: AdminAppointedEvent = payload;
    return accept([{ key: adminKey(adminId), value: { role } }], ['AdminAppointed', event]);
  },
  writtenKeysOf: ({ adminId }) => [adminKey(adminId)],
});

export const activateTreasury = defineContract(ActivateTreasuryPayload, {
  keysOf: () => [systemKey],
  execute(_, state) {
    const system = readSystem(state);
    if (!system.isBootstrapped) return refuse('NOT_BOOTSTRAPPED');
    if (system.isTreasuryActive) return refuse('TREASURY_ACTIVE');
    return accept([write({ ...system, isTreasuryActive: true })], ['TreasuryActivated', {}]);
  },
});
