import { z } from 'zod';
import { CountryCode } from '../ids.ts';
import { line } from '../text.ts';
import { LedgerPersonId } from './parts.ts';

/** A setting of the ledger that everybody on it goes by; as it is the payload of UPDATE_SYSTEM_PARAMETER. */
export const SystemParameterPart = z.strictObject({
  key: z.string().regex(/^[a-z][a-z0-9_.-]{0,79}$/u, { error: 'code' }),
  value: line(500),
});
export type SystemParameterPart = z.infer<typeof SystemParameterPart>;

/** Payload of BOOTSTRAP_SYSTEM: once per chain, with the first parameters. */
export const BootstrapSystemPayload = z.strictObject({
  parameters: z.array(SystemParameterPart).max(50),
});
export type BootstrapSystemPayload = z.infer<typeof BootstrapSystemPayload>;

/** Event of BOOTSTRAP_SYSTEM, version 1. */
export const SystemBootstrappedEvent = z.object({ parameters: z.array(SystemParameterPart) });
export type SystemBootstrappedEvent = z.infer<typeof SystemBootstrappedEvent>;

/** Payload of INITIALIZE_COUNTRY_DATA: once per country. */
export const InitializeCountryPayload = z.strictObject({
  countryCode: CountryCode,
  /** ISO 4217 */
  currencyCode: z.string().regex(/^[A-Z]{3}$/u, { error: 'currency' }),
  /** Without the plus sign. */
  callingCode: z.string().regex(/^[1-9]\d{0,3}$/u, { error: 'calling_code' }),
});
export type InitializeCountryPayload = z.infer<typeof InitializeCountryPayload>;

/** Event of INITIALIZE_COUNTRY_DATA, version 1. */
export const CountryDataInitializedEvent = z.object({
  countryCode: CountryCode,
  currencyCode: z.string(),
  callingCode: z.string(),
});
export type CountryDataInitializedEvent = z.infer<typeof CountryDataInitializedEvent>;

/** Event of UPDATE_SYSTEM_PARAMETER, and of a proposal that sets one, version 1. */
export const SystemParameterUpdatedEvent = z.object({ key: z.string(), value: z.string() });
export type SystemParameterUpdatedEvent = z.infer<typeof SystemParameterUpdatedEvent>;

/** Payload of PAUSE_SYSTEM: no money moves until RESUME_SYSTEM. */
export const PauseSystemPayload = z.strictObject({ reason: line(500, 3) });
export type PauseSystemPayload = z.infer<typeof PauseSystemPayload>;

/** Event of PAUSE_SYSTEM, version 1. */
export const SystemPausedEvent = z.object({ reason: z.string() });
export type SystemPausedEvent = z.infer<typeof SystemPausedEvent>;

/** Payload of RESUME_SYSTEM. */
export const ResumeSystemPayload = z.strictObject({});
export type ResumeSystemPayload = z.infer<typeof ResumeSystemPayload>;

/** Event of RESUME_SYSTEM, version 1. */
export const SystemResumedEvent = z.object({});
export type SystemResumedEvent = z.infer<typeof SystemResumedEvent>;

/** Payload of APPOINT_ADMIN; the same person again is given the other role. */
export const AppointAdminPayload = z.strictObject({ adminId: LedgerPersonId, role: line(60) });
export type AppointAdminPayload = z.infer<typeof AppointAdminPayload>;

/** Event of APPOINT_ADMIN, version 1. */
export const AdminAppointedEvent = z.object({ adminId: z.string(), role: z.string() });
export type AdminAppointedEvent = z.infer<typeof AdminAppointedEvent>;

/** Payload of ACTIVATE_TREASURY: on a bootstrapped chain nothing is issued before it. */
export const ActivateTreasuryPayload = z.strictObject({});
export type ActivateTreasuryPayload = z.infer<typeof ActivateTreasuryPayload>;

/** Event of ACTIVATE_TREASURY, version 1. */
export const TreasuryActivatedEvent = z.object({});
export type TreasuryActivatedEvent = z.infer<typeof TreasuryActivatedEvent>;
