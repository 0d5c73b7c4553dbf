import { randomUUID } from 'node:crypto';
import { give, type ContractCommand } from './contracts.testing.ts';

/** One valid command of each type, in an order that works. */
export function lifeOfEverything(): readonly (ContractCommand & { readonly at?: Date })[] {
  const [a, b, pool] = [randomUUID(), randomUUID(), randomUUID()];
  const [organizationId, proposalId, loanId] = [randomUUID(), randomUUID(), randomUUID()];
  const [paidId, multisigId] = [randomUUID(), randomUUID()];
  const toA = [{ toWalletId: a, amount: '100' }];
  const toB = [{ toWalletId: b, amount: '10' }];
  return [
    give('CREATE_USER', {
      ...{ userId: randomUUID(), countryCode: 'CM', gender: 'OTHER' },
      identityDigest: 'ab'.repeat(32),
    }),
    give('BOOTSTRAP_SYSTEM', { parameters: [{ key: 'organization.endorsements', value: '1' }] }),
    give('ACTIVATE_TREASURY', {}),
    give('INITIALIZE_COUNTRY_DATA', { countryCode: 'CM', currencyCode: 'XAF', callingCode: '237' }),
    give('UPDATE_SYSTEM_PARAMETER', { key: 'fee.rate', value: '0.02' }),
    give('APPOINT_ADMIN', { adminId: 'a', role: 'AUDITOR' }),
    give('PAUSE_SYSTEM', { reason: 'audit' }),
    give('RESUME_SYSTEM', {}),
    give('DISTRIBUTE_GENESIS', {
      transferId: randomUUID(),
      legs: [...toA, { toWalletId: pool, amount: '100' }],
    }),
    give('TRANSFER_TOKENS', {
      ...{ transferId: paidId, fromWalletId: a, legs: toB, fee: '1', kind: 'TRANSFER' },
    }),
    give('TRANSFER_TOKENS', {
      ...{ transferId: randomUUID(), fromWalletId: b, legs: [{ toWalletId: a, amount: '10' }] },
      ...{ fee: '0', kind: 'REVERSAL', reversalOf: paidId },
    }),
    give('FREEZE_WALLET', { walletId: a }),
    give('UNFREEZE_WALLET', { walletId: a }),
    give('PROPOSE_ORGANIZATION', { organizationId, name: 'Harbour' }),
    give('ENDORSE_MEMBERSHIP', { organizationId, endorserId: 'a' }),
    give('ACTIVATE_ORGANIZATION', { organizationId }),
    give('DEFINE_AUTH_RULE', {
      ...{ organizationId, ruleId: 'all' },
      rule: { fromAmount: '0', belowAmount: '10', minimumWeight: 1, minimumApprovers: 1 },
    }),
    give('INITIATE_MULTISIG_TX', {
      ...{ transferId: multisigId, fromWalletId: a, legs: toB, fee: '0.5' },
      ...{ ruleDigest: 'ab'.repeat(32), minimumWeight: 1, minimumApprovers: 1 },
    }),
    give('APPROVE_MULTISIG_TX', { transferId: multisigId, approverId: 'a', weight: 1 }),
    give('EXECUTE_MULTISIG_TX', { transferId: multisigId }),
    give('APPLY_FOR_LOAN', { loanId, borrowerWalletId: b, amount: '5', termMonths: 6 }),
    give('APPROVE_LOAN', { loanId, transferId: randomUUID(), poolWalletId: pool }),
    give('APPLY_VELOCITY_TAX', {
      ...{ transferId: randomUUID(), walletId: a, amount: '1' },
      cycleStart: '2026-04-01T00:00:00.000Z',
    }),
    give('SUBMIT_PROPOSAL', {
      ...{ proposalId, proposerId: 'a', title: 'Fees', body: 'Lower them', quorum: 1 },
      ...{ effect: { key: 'fee.rate', value: '0.01' }, closesAt: '2026-05-02T00:00:00.000Z' },
    }),
    give('CAST_VOTE', { proposalId, voterId: 'a', isFor: true }),
    {
      ...give('EXECUTE_PROPOSAL', { proposalId }),
      at: new Date('2026-05-02T00:00:00.000Z'),
    },
  ];
}
