import { CreateUserPayload } from '@freehold/core-contracts/ledger';
import type { CommandType } from '@freehold/core-contracts/enums';
import { AppError } from '@freehold/core-contracts/errors';
import type { z } from 'zod';

/** Contracts on the ledger; each command belongs to one. */
export type ContractName =
  | 'Identity'
  | 'Tokenomics'
  | 'Organization'
  | 'LoanPool'
  | 'Governance'
  | 'Admin'
  | 'TaxAndFee';

export interface CommandDefinition {
  readonly contract: ContractName;
  /** Names of the events the contract emits for it. */
  readonly events: readonly string[];
  /** Shape of its payload; a type without one is refused. */
  readonly payload: z.ZodType | null;
}

/** Every command the ledger knows: its contract, its events, its payload. */
export const commandCatalogue = {
  CREATE_USER: { contract: 'Identity', events: ['UserCreated'], payload: CreateUserPayload },
  TRANSFER_TOKENS: { contract: 'Tokenomics', events: ['TokensTransferred'], payload: null },
  DISTRIBUTE_GENESIS: { contract: 'Tokenomics', events: ['GenesisDistributed'], payload: null },
  FREEZE_WALLET: { contract: 'Tokenomics', events: ['WalletFrozen'], payload: null },
  UNFREEZE_WALLET: { contract: 'Tokenomics', events: ['WalletUnfrozen'], payload: null },
  PROPOSE_ORGANIZATION: {
    contract: 'Organization',
    events: ['OrganizationProposed'],
    payload: null,
  },
  ENDORSE_MEMBERSHIP: { contract: 'Organization', events: ['MembershipEndorsed'], payload: null },
  ACTIVATE_ORGANIZATION: {
    contract: 'Organization',
    events: ['OrganizationActivated'],
    payload: null,
  },
  DEFINE_AUTH_RULE: { contract: 'Organization', events: ['AuthRuleDefined'], payload: null },
  INITIATE_MULTISIG_TX: { contract: 'Organization', events: ['MultisigInitiated'], payload: null },
  APPROVE_MULTISIG_TX: { contract: 'Organization', events: ['MultisigApproved'], payload: null },
  EXECUTE_MULTISIG_TX: { contract: 'Organization', events: ['MultisigExecuted'], payload: null },
  APPLY_FOR_LOAN: { contract: 'LoanPool', events: ['LoanApplied'], payload: null },
  APPROVE_LOAN: { contract: 'LoanPool', events: ['LoanApproved'], payload: null },
  SUBMIT_PROPOSAL: { contract: 'Governance', events: ['ProposalSubmitted'], payload: null },
  CAST_VOTE: { contract: 'Governance', events: ['VoteCast'], payload: null },
  EXECUTE_PROPOSAL: { contract: 'Governance', events: ['ProposalExecuted'], payload: null },
  BOOTSTRAP_SYSTEM: { contract: 'Admin', events: ['SystemBootstrapped'], payload: null },
  INITIALIZE_COUNTRY_DATA: {
    contract: 'Admin',
    events: ['CountryDataInitialized'],
    payload: null,
  },
  UPDATE_SYSTEM_PARAMETER: {
    contract: 'Admin',
    events: ['SystemParameterUpdated'],
    payload: null,
  },
  PAUSE_SYSTEM: { contract: 'Admin', events: ['SystemPaused'], payload: null },
  RESUME_SYSTEM: { contract: 'Admin', events: ['SystemResumed'], payload: null },
  APPOINT_ADMIN: { contract: 'Admin', events: ['AdminAppointed'], payload: null },
  ACTIVATE_TREASURY: { contract: 'Admin', events: ['TreasuryActivated'], payload: null },
  APPLY_VELOCITY_TAX: { contract: 'TaxAndFee', events: ['VelocityTaxApplied'], payload: null },
} as const satisfies Record<CommandType, CommandDefinition>;

type Catalogue = typeof commandCatalogue;

/** Command types that carry a payload schema and so can be given to the ledger. */
export type ReadyCommandType = {
  [T in CommandType]: Catalogue[T]['payload'] extends z.ZodType ? T : never;
}[CommandType];

/** Payload of each command type that has one. */
export type CommandPayload<T extends ReadyCommandType> = z.infer<Catalogue[T]['payload']>;

/** The contract and payload schema of a type. Throws INVALID `command.not_supported` for one without. */
export function requireCommandDefinition(
  commandType: CommandType,
): CommandDefinition & { readonly payload: z.ZodType } {
  const definition: CommandDefinition = commandCatalogue[commandType];
  const { payload } = definition;
  if (payload === null) throw new AppError('INVALID', 'command.not_supported', { commandType });
  return { ...definition, payload };
}
