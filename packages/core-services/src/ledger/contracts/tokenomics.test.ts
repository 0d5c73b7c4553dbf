import { randomUUID } from 'node:crypto';
import fc from 'fast-check';
import { beforeEach, describe, expect, test } from 'vitest';
import { fromUnits, toUnits } from '../../money/amount-units.ts';
import { TestWorld } from './contracts.testing.ts';

let world: TestWorld;
const [ada, bob, cleo] = [randomUUID(), randomUUID(), randomUUID()];

beforeEach(() => {
  world = new TestWorld();
});

const leg = (toWalletId: string, amount: string) => ({ toWalletId, amount });

function issue(toWalletId: string, amount: string) {
  const payload = { transferId: randomUUID(), legs: [leg(toWalletId, amount)] };
  return { commandType: 'DISTRIBUTE_GENESIS', payload } as const;
}

function send(fromWalletId: string, toWalletId: string, amount: string, more: object = {}) {
  const legs = [leg(toWalletId, amount)];
  const payload = { transferId: randomUUID(), fromWalletId, legs, fee: '0', kind: 'TRANSFER' };
  return { commandType: 'TRANSFER_TOKENS', payload: { ...payload, ...more } } as const;
}

describe('a transfer', () => {
  test('takes amount and fee from the sender and says so in its event', async () => {
    const transfer = send(ada, bob, '30.000000001', { fee: '0.5' });
    expect(await world.block(issue(ada, '100'), transfer)).toEqual(['VALID', 'VALID']);
    expect([world.balance(ada), world.balance(bob), world.total('fees')]).toEqual([
      '69.499999999',
      '30.000000001',
      '0.5',
    ]);
    const [verdict] = await world.run([send(ada, bob, '1')]);
    expect(verdict?.events).toMatchObject([
      { name: 'TokensTransferred', version: 1, payload: { fromWalletId: ada } },
    ]);
  });

  test('pays several receivers, one of them twice', async () => {
    const legs = [leg(bob, '1'), leg(cleo, '2'), leg(bob, '3')];
    expect(await world.block(issue(ada, '6'), send(ada, bob, '1', { legs }))).toEqual([
      'VALID',
      'VALID',
    ]);
    expect([world.balance(ada), world.balance(bob), world.balance(cleo)]).toEqual(['0', '4', '2']);
  });

  test('may spend what came in with the block it stands in, and not a unit more', async () => {
    expect(
      await world.block(
        issue(ada, '10'),
        send(ada, bob, '10'),
        send(bob, cleo, '10.000000001'),
        send(bob, cleo, '10'),
        send(bob, cleo, '0.000000001'),
      ),
    ).toEqual(['VALID', 'VALID', 'INSUFFICIENT_FUNDS', 'VALID', 'INSUFFICIENT_FUNDS']);
    expect(world.balance(cleo)).toBe('10');
  });

  test('that is refused writes nothing and says nothing', async () => {
    await world.block(issue(ada, '1'));
    const before = new Map(world.state);
    const verdict = await world.give('TRANSFER_TOKENS', send(ada, bob, '2').payload);
    expect(verdict).toEqual({ validationCode: 'INSUFFICIENT_FUNDS', events: [], writes: [] });
    expect(world.state).toEqual(before);
  });

  test('is refused a second time, to the wallet it comes from, and where the receiver has no room', async () => {
    const once = send(ada, bob, '1');
    expect(await world.block(issue(ada, '5'), once, once)).toEqual([
      'VALID',
      'VALID',
      'TRANSFER_EXISTS',
    ]);
    expect(await world.block(send(ada, ada, '1'))).toEqual(['SAME_WALLET']);
    const most = '9'.repeat(27);
    expect(await world.block(issue(cleo, most), send(ada, cleo, '1'))).toEqual([
      'VALID',
      'BALANCE_TOO_LARGE',
    ]);
  });

  test('neither from nor to a frozen wallet', async () => {
    await world.block(issue(ada, '5'), issue(bob, '5'));
    await world.give('FREEZE_WALLET', { walletId: bob });
    expect(await world.block(send(ada, bob, '1'), send(bob, ada, '1'), issue(bob, '1'))).toEqual([
      'WALLET_FROZEN',
      'WALLET_FROZEN',
      'WALLET_FROZEN',
    ]);
    const thaw = { commandType: 'UNFREEZE_WALLET', payload: { walletId: bob } } as const;
    expect(await world.block(thaw, thaw, send(bob, ada, '1'))).toEqual(['VALID', 'VALID', 'VALID']);
    expect(world.balance(bob)).toBe('4');
  });

  test('nor anything else that moves money while the system is paused', async () => {
    await world.block(issue(ada, '5'));
    const pause = { commandType: 'PAUSE_SYSTEM', payload: { reason: 'audit' } } as const;
    const tax = {
      transferId: randomUUID(),
      walletId: ada,
      amount: '1',
      cycleStart: '2026-01-01T00:00:00.000Z',
    };
    expect(
      await world.block(pause, send(ada, bob, '1'), issue(ada, '1'), {
        commandType: 'APPLY_VELOCITY_TAX',
        payload: tax,
      }),
    ).toEqual(['VALID', 'SYSTEM_PAUSED', 'SYSTEM_PAUSED', 'SYSTEM_PAUSED']);
    const resume = { commandType: 'RESUME_SYSTEM', payload: {} } as const;
    expect(await world.block(resume, send(ada, bob, '1'))).toEqual(['VALID', 'VALID']);
  });
});

describe('a reversal', () => {
  const back = (reversalOf: string | undefined, from: string, to: string, amount: string) =>
    send(from, to, amount, {
      kind: 'REVERSAL',
      ...(reversalOf === undefined ? {} : { reversalOf }),
    });

  test('takes back what was paid, in parts or at once, never more', async () => {
    const paid = send(ada, bob, '6', { legs: [leg(bob, '4'), leg(cleo, '2')] });
    const { transferId } = paid.payload;
    expect(
      await world.block(
        issue(ada, '10'),
        issue(bob, '10'),
        paid,
        back(transferId, bob, ada, '4'),
        back(transferId, bob, ada, '2.1'),
        back(transferId, cleo, ada, '2'),
        back(transferId, bob, ada, '0.1'),
      ),
    ).toEqual(['VALID', 'VALID', 'VALID', 'VALID', 'REVERSAL_EXISTS', 'VALID', 'REVERSAL_EXISTS']);
    expect([world.balance(ada), world.balance(bob), world.balance(cleo)]).toEqual([
      '10',
      '10',
      '0',
    ]);
  });

  test('names a transfer the ledger knows and pays its sender', async () => {
    const paid = send(ada, bob, '4');
    const { transferId } = paid.payload;
    await world.block(issue(ada, '10'), paid);
    expect(
      await world.block(
        back(randomUUID(), bob, ada, '1'),
        back(undefined, bob, ada, '1'),
        back(transferId, bob, cleo, '1'),
        back(transferId, ada, bob, '1'),
        send(bob, ada, '1', { reversalOf: transferId }),
      ),
    ).toEqual([
      'REVERSAL_UNKNOWN',
      'REVERSAL_MISMATCH',
      'REVERSAL_MISMATCH',
      'REVERSAL_MISMATCH',
      'REVERSAL_MISMATCH',
    ]);
  });

  test('of new money there is none', async () => {
    const made = issue(bob, '4');
    await world.block(made);
    expect(await world.block(back(made.payload.transferId, bob, ada, '4'))).toEqual([
      'REVERSAL_MISMATCH',
    ]);
  });
});

describe('new money', () => {
  test('is counted, and on a bootstrapped chain waits for the treasury', async () => {
    expect(await world.block(issue(ada, '7'))).toEqual(['VALID']);
    await world.give('BOOTSTRAP_SYSTEM', { parameters: [] });
    expect(await world.block(issue(ada, '7'))).toEqual(['TREASURY_NOT_ACTIVE']);
    await world.give('ACTIVATE_TREASURY', {});
    expect(await world.block(issue(ada, '0.5'))).toEqual(['VALID']);
    expect(world.total('issued')).toBe('7.5');
  });
});

describe('the tax', () => {
  test('is taken once per wallet and cycle, and no more than there is', async () => {
    const cycleStart = '2026-04-01T00:00:00.000Z';
    const take = (amount: string, start = cycleStart) =>
      ({
        commandType: 'APPLY_VELOCITY_TAX',
        payload: { transferId: randomUUID(), walletId: ada, amount, cycleStart: start },
      }) as const;
    expect(
      await world.block(
        issue(ada, '10'),
        take('10.1'),
        take('1'),
        take('1', '2026-04-01T00:00:00Z'),
        take('2', '2026-05-01T00:00:00.000Z'),
      ),
    ).toEqual(['VALID', 'INSUFFICIENT_FUNDS', 'VALID', 'TAX_APPLIED', 'VALID']);
    expect([world.balance(ada), world.total('tax')]).toEqual(['7', '3']);
  });
});

test('whatever is asked for, the wallets, the fees and the tax hold what was issued', async () => {
  const wallets = [ada, bob, cleo] as const;
  const wallet = fc.constantFrom(...wallets);
  const amount = fc.bigInt({ min: 1n, max: 5n * 10n ** 12n }).map(fromUnits);
  const command = fc.oneof(
    fc.tuple(wallet, amount).map(([to, value]) => issue(to, value)),
    fc
      .tuple(wallet, wallet, amount, fc.constantFrom('0', '0.000000001', '12'))
      .map(([from, to, value, fee]) => send(from, to, value, { fee })),
    wallet.map((walletId) => ({ commandType: 'FREEZE_WALLET', payload: { walletId } }) as const),
    wallet.map((walletId) => ({ commandType: 'UNFREEZE_WALLET', payload: { walletId } }) as const),
    fc.tuple(wallet, amount).map(
      ([walletId, value]) =>
        ({
          commandType: 'APPLY_VELOCITY_TAX',
          payload: {
            transferId: randomUUID(),
            walletId,
            amount: value,
            cycleStart: '2026-01-01T00:00:00.000Z',
          },
        }) as const,
    ),
  );
  const blocks = fc.array(fc.array(command, { minLength: 1, maxLength: 8 }), { maxLength: 12 });
  await fc.assert(
    fc.asyncProperty(blocks, async (given) => {
      const fresh = new TestWorld();
      for (const commands of given) {
        await fresh.block(...commands);
        const held = [
          ...wallets.map((id) => fresh.balance(id)),
          fresh.total('fees'),
          fresh.total('tax'),
        ];
        const sum = held.reduce((total, text) => total + toUnits(text), 0n);
        expect(fromUnits(sum)).toBe(fresh.total('issued'));
      }
    }),
    { numRuns: 200 },
  );
});
