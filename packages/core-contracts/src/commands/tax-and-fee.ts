import { z } from 'zod';
import { Amount } from '../amounts.ts';
import { Id } from '../ids.ts';
import { InstantText } from './parts.ts';

/** Payload of APPLY_VELOCITY_TAX: once per wallet and cycle. */
export const ApplyVelocityTaxPayload = z.strictObject({
  transferId: Id,
  walletId: Id,
  amount: Amount,
  cycleStart: InstantText,
});
export type ApplyVelocityTaxPayload = z.infer<typeof ApplyVelocityTaxPayload>;

/** Event of APPLY_VELOCITY_TAX, version 1. */
export const VelocityTaxAppliedEvent = z.object({
  transferId: Id,
  walletId: Id,
  amount: Amount,
  cycleStart: z.string(),
});
export type VelocityTaxAppliedEvent = z.infer<typeof VelocityTaxAppliedEvent>;
