import { permissionsOf } from '@freehold/core-contracts/permissions';
import { expect, it } from 'vitest';
import { actsOn } from './wallet-acts.ts';

const open = { kind: 'PERSONAL', isFrozen: false, unfreezeRequestedAt: null } as const;

it('a wallet is frozen when it is open and released when it is frozen', () => {
  expect(actsOn(open, permissionsOf.TREASURER)).toEqual(['freeze']);
  expect(actsOn({ ...open, isFrozen: true }, permissionsOf.ADMIN)).toEqual(['unfreeze']);
});

it('nothing is offered while the ledger has not confirmed a release', () => {
  const releasing = { ...open, isFrozen: true, unfreezeRequestedAt: new Date(0) };
  expect(actsOn(releasing, permissionsOf.ADMIN)).toEqual([]);
});

it('an auditor freezes nothing, and nobody freezes the wallets of the tenant itself', () => {
  expect(actsOn(open, permissionsOf.AUDITOR)).toEqual([]);
  expect(actsOn({ ...open, kind: 'CLEARING' }, permissionsOf.ADMIN)).toEqual([]);
});
