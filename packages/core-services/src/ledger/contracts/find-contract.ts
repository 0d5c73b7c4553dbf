import type { CommandType } from '@freehold/core-contracts/enums';
import * as admin from './admin.ts';
import type { EmbeddedContract } from './contract.ts';
import { castVote, executeProposal, submitProposal } from './governance.ts';
import { createUser } from './identity.ts';
import { applyForLoan, approveLoan } from './loan-pool.ts';
import { approveMultisig, executeMultisig, initiateMultisig } from './multisig.ts';
import {
  activateOrganization,
  defineAuthRule,
  endorseMembership,
  proposeOrganization,
} from './organization.ts';
import { applyVelocityTax } from './tax-and-fee.ts';
import { distributeGenesis, freezeWallet, transferTokens, unfreezeWallet } from './tokenomics.ts';

const contracts: Readonly<Record<CommandType, EmbeddedContract>> = {
  CREATE_USER: createUser,
  TRANSFER_TOKENS: transferTokens,
  DISTRIBUTE_GENESIS: distributeGenesis,
  FREEZE_WALLET: freezeWallet,
  UNFREEZE_WALLET: unfreezeWallet,
  PROPOSE_ORGANIZATION: proposeOrganization,
  ENDORSE_MEMBERSHIP: endorseMembership,
  ACTIVATE_ORGANIZATION: activateOrganization,
  DEFINE_AUTH_RULE: defineAuthRule,
  INITIATE_MULTISIG_TX: initiateMultisig,
  APPROVE_MULTISIG_TX: approveMultisig,
  EXECUTE_MULTISIG_TX: executeMultisig,
  APPLY_FOR_LOAN: applyForLoan,
  APPROVE_LOAN: approveLoan,
  SUBMIT_PROPOSAL: submitProposal,
  CAST_VOTE: castVote,
  EXECUTE_PROPOSAL: executeProposal,
  BOOTSTRAP_SYSTEM: admin.bootstrapSystem,
  INITIALIZE_COUNTRY_DATA: admin.initializeCountryData,
  UPDATE_SYSTEM_PARAMETER: admin.updateSystemParameter,
  PAUSE_SYSTEM: admin.pauseSystem,
  RESUME_SYSTEM: admin.resumeSystem,
  APPOINT_ADMIN: admin.appointAdmin,
  ACTIVATE_TREASURY: admin.activateTreasury,
  APPLY_VELOCITY_TAX: applyVelocityTax,
};

/** The embedded contract behind a command type, or null for a type of a later release. */
export function findContract(commandType: string): EmbeddedContract | null {
  return Object.hasOwn(contracts, commandType) ? contracts[commandType as CommandType] : null;
}
