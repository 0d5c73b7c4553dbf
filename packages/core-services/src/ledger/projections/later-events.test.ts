import { inTransaction } from '@freehold/core-db';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { analytics } from './analytics.ts';
import { listLater } from './later-events.ts';
import { LedgerLife } from './ledger-life.testing.ts';
import { money } from './money.ts';
import { beginAgain } from './replay-order.testing.ts';

let life: LedgerLife;
let walletId: string;

beforeAll(async () => {
  life = await LedgerLife.open();
  ({ walletId } = await life.money.addPerson());
});
afterAll(() => life.close());

async function act(types: readonly ('FREEZE_WALLET' | 'UNFREEZE_WALLET')[]): Promise<void> {
  for (const type of types) await life.enqueue(type, { walletId });
  await life.submit(1);
}

/** What counts as carried out after the first event, where a rebuild keeps the rows and where it does not. */
async function listBoth() {
  const [event] = await life.events();
  const about = { walletId };
  const bearings = ['WalletFrozen', 'WalletUnfrozen'].map((name) => ({ name, about }));
  const list = async (isKept: boolean) => {
    const request = { projection: 'money', event: event!, bearings, isKept };
    const later = await life.money.in(() => inTransaction(life.db, (tx) => listLater(tx, request)));
    return later.map(({ name }) => name);
  };
  return { kept: await list(true), written: await list(false) };
}

test('only what this projection has carried out comes later, whatever others have logged', async () => {
  await act(['FREEZE_WALLET', 'UNFREEZE_WALLET', 'FREEZE_WALLET']);
  await life.project([analytics]);
  expect(await listBoth()).toEqual({ kept: [], written: [] });
  await life.project([money]);
  const later = ['WalletUnfrozen', 'WalletFrozen'];
  expect(await listBoth()).toEqual({ kept: later, written: later });
  // A rebuild leaves a wallet as it was when it began, and no event beyond has touched it.
  await beginAgain(life, money);
  expect(await listBoth()).toEqual({ kept: later, written: [] });
  await act(['UNFREEZE_WALLET']);
  await life.project([analytics]);
  expect(await listBoth()).toEqual({ kept: later, written: [] });
  await life.project([money]);
  const all = [...later, 'WalletUnfrozen'];
  expect(await listBoth()).toEqual({ kept: all, written: all });
});
