import { z } from 'zod';
import { Id } from '../ids.ts';
import { CommandLegs, FeeAmount, ReasonCode } from './parts.ts';

/** What a movement between wallets is: a reversal names the transfer that it takes back. */
export const TokenTransferKind = z.enum(['TRANSFER', 'BUSINESS', 'REVERSAL']);
export type TokenTransferKind = z.infer<typeof TokenTransferKind>;

/** Payload of TRANSFER_TOKENS: the sender pays the legs and the fee. */
export const TransferTokensPayload = z.strictObject({
  transferId: Id,
  fromWalletId: Id,
  legs: CommandLegs,
  fee: FeeAmount,
  kind: TokenTransferKind,
  /** Set for REVERSAL alone. */
  reversalOf: Id.optional(),
});
export type TransferTokensPayload = z.infer<typeof TransferTokensPayload>;

/** Event of TRANSFER_TOKENS, version 1. */
export const TokensTransferredEvent = z.object({
  transferId: Id,
  fromWalletId: Id,
  legs: CommandLegs,
  fee: FeeAmount,
  kind: TokenTransferKind,
  reversalOf: Id.optional(),
});
export type TokensTransferredEvent = z.infer<typeof TokensTransferredEvent>;

/** Payload of DISTRIBUTE_GENESIS: new money for the legs. */
export const DistributeGenesisPayload = z.strictObject({ transferId: Id, legs: CommandLegs });
export type DistributeGenesisPayload = z.infer<typeof DistributeGenesisPayload>;

/** Event of DISTRIBUTE_GENESIS, version 1. */
export const GenesisDistributedEvent = z.object({ transferId: Id, legs: CommandLegs });
export type GenesisDistributedEvent = z.infer<typeof GenesisDistributedEvent>;

/** Payload of FREEZE_WALLET and UNFREEZE_WALLET. */
export const WalletFreezePayload = z.strictObject({
  walletId: Id,
  reasonCode: ReasonCode.optional(),
});
export type WalletFreezePayload = z.infer<typeof WalletFreezePayload>;

/** Event of FREEZE_WALLET, version 1. */
export const WalletFrozenEvent = z.object({ walletId: Id, reasonCode: ReasonCode.optional() });
export type WalletFrozenEvent = z.infer<typeof WalletFrozenEvent>;

/** Event of UNFREEZE_WALLET, version 1. */
export const WalletUnfrozenEvent = z.object({ walletId: Id, reasonCode: ReasonCode.optional() });
export type WalletUnfrozenEvent = z.infer<typeof WalletUnfrozenEvent>;
