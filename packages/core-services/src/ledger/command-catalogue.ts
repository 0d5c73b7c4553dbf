import {
  ActivateTreasuryPayload,
  AppointAdminPayload,
  BootstrapSystemPayload,
  InitializeCountryPayload,
  PauseSystemPayload,
  ResumeSystemPayload,
  SystemParameterPart,
} from '@freehold/core-contracts/commands/admin';
import {
  CastVotePayload,
  ExecuteProposalPayload,
  SubmitProposalPayload,
} from '@freehold/core-contracts/commands/governance';
import { CreateUserPayload } from '@freehold/core-contracts/commands/identity';
import {
  ApplyForLoanPayload,
  ApproveLoanPayload,
} from '@freehold/core-contracts/commands/loan-pool';
import {
  ApproveMultisigPayload,
  ExecuteMultisigPayload,
  InitiateMultisigPayload,
} from '@freehold/core-contracts/commands/multisig';
import {
  ActivateOrganizationPayload,
  DefineAuthRulePayload,
  EndorseMembershipPayload,
  ProposeOrganizationPayload,
} from '@freehold/core-contracts/commands/organization';
import { ApplyVelocityTaxPayload } from '@freehold/core-contracts/commands/tax-and-fee';
import {
  DistributeGenesisPayload,
  TransferTokensPayload,
  WalletFreezePayload,
} from '@freehold/core-contracts/commands/tokenomics';
import type { CommandType } from '@freehold/core-contracts/enums';
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
  /** Names of the events the contract can emit for it. */
  readonly events: readonly string[];
  readonly payload: z.ZodType;
}

function define<P extends z.ZodType>(
  contract: ContractName,
  payload: P,
  ...events: readonly string[]
) {
  return { contract, payload, events } satisfies CommandDefinition;
}

/** Every command the ledger knows: its contract, its payload, its events. */
export const commandCatalogue = {
  CREATE_USER: define('Identity', CreateUserPayload, 'UserCreated'),
  TRANSFER_TOKENS: define('Tokenomics', TransferTokensPayload, 'TokensTransferred'),
  DISTRIBUTE_GENESIS: define('Tokenomics', DistributeGenesisPayload, 'GenesisDistributed'),
  FREEZE_WALLET: define('Tokenomics', WalletFreezePayload, 'WalletFrozen'),
  UNFREEZE_WALLET: define('Tokenomics', WalletFreezePayload, 'WalletUnfrozen'),
  PROPOSE_ORGANIZATION: define('Organization', ProposeOrganizationPayload, 'OrganizationProposed'),
  ENDORSE_MEMBERSHIP: define('Organization', EndorseMembershipPayload, 'MembershipEndorsed'),
  ACTIVATE_ORGANIZATION: define(
    'Organization',
    ActivateOrganizationPayload,
    'OrganizationActivated',
  ),
  DEFINE_AUTH_RULE: define('Organization', DefineAuthRulePayload, 'AuthRuleDefined'),
  INITIATE_MULTISIG_TX: define('Organization', InitiateMultisigPayload, 'MultisigInitiated'),
  APPROVE_MULTISIG_TX: define('Organization', ApproveMultisigPayload, 'MultisigApproved'),
  EXECUTE_MULTISIG_TX: define('Organization', ExecuteMultisigPayload, 'MultisigExecuted'),
  APPLY_FOR_LOAN: define('LoanPool', ApplyForLoanPayload, 'LoanApplied'),
  APPROVE_LOAN: define('LoanPool', ApproveLoanPayload, 'LoanApproved'),
  SUBMIT_PROPOSAL: define('Governance', SubmitProposalPayload, 'ProposalSubmitted'),
  CAST_VOTE: define('Governance', CastVotePayload, 'VoteCast'),
  EXECUTE_PROPOSAL: define(
    'Governance',
    ExecuteProposalPayload,
    'ProposalExecuted',
    'SystemParameterUpdated',
  ),
  BOOTSTRAP_SYSTEM: define('Admin', BootstrapSystemPayload, 'SystemBootstrapped'),
  INITIALIZE_COUNTRY_DATA: define('Admin', InitializeCountryPayload, 'CountryDataInitialized'),
  UPDATE_SYSTEM_PARAMETER: define('Admin', SystemParameterPart, 'SystemParameterUpdated'),
  PAUSE_SYSTEM: define('Admin', PauseSystemPayload, 'SystemPaused'),
  RESUME_SYSTEM: define('Admin', ResumeSystemPayload, 'SystemResumed'),
  APPOINT_ADMIN: define('Admin', AppointAdminPayload, 'AdminAppointed'),
  ACTIVATE_TREASURY: define('Admin', ActivateTreasuryPayload, 'TreasuryActivated'),
  APPLY_VELOCITY_TAX: define('TaxAndFee', ApplyVelocityTaxPayload, 'VelocityTaxApplied'),
} as const satisfies Record<CommandType, CommandDefinition>;

type Catalogue = typeof commandCatalogue;

/** Payload of each command type. */
export type CommandPayload<T extends CommandType> = z.infer<Catalogue[T]['payload']>;
