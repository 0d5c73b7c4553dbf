import { afterAll, beforeAll, expect, test } from 'vitest';
import { soundMoney } from '../money/money.testing.ts';
import { operator } from '../money/transfer-verbs.testing.ts';
import { cancelCommand } from './cancel-command.ts';
import { LedgerLife } from './projections/ledger-life.testing.ts';
import { settleCommand, type CommandOutcome } from './settle-command.ts';

const refused: CommandOutcome = {
  kind: 'REFUSED',
  receipt: { txId: 'ab'.repeat(32), blockNumber: 7n, validationCode: 'WALLET_FROZEN' },
};
let life: LedgerLife;

beforeAll(async () => {
  life = await LedgerLife.open();
});
afterAll(() => life.close());

/** A transfer on its way, whose command a worker has claimed. */
async function sendClaimed() {
  const { walletId: from } = await life.money.addPerson('100');
  const { walletId: to } = await life.money.addPerson();
  const transferId = await life.send(from, to, '40');
  const [command] = await life.money.in(() =>
    life.db.outboxCommand.updateManyAndReturn({
      where: { requestId: `transfer:${transferId}` },
      data: {
        ...{ status: 'LOCKED', leaseNumber: 1, lockedBy: 'a worker', lockedAt: new Date() },
        leaseExpiresAt: new Date(Date.now() + 60_000),
      },
      select: { id: true },
    }),
  );
  return { from, transferId, commandId: command!.id };
}

const settle = (commandId: string, outcome: CommandOutcome) =>
  life.money.in(() =>
    settleCommand({ ctx: life.money.as(), lease: { commandId, leaseNumber: 1 }, outcome }),
  );

const historyOf = (transferId: string) =>
  life.money.in(() =>
    life.db.auditLog.findMany({
      where: { entityType: 'Transfer', entityId: transferId },
      take: 10,
      select: { action: true, reason: true, changes: true },
    }),
  );

test('the history of a transfer says once that the ledger refused it, and why', async () => {
  const { from, transferId, commandId } = await sendClaimed();
  expect(await settle(commandId, refused)).toBe(true);
  expect(await settle(commandId, refused)).toBe(false);
  expect(await life.money.wallet(from)).toMatchObject({ balance: '100', held: '0' });
  expect(await historyOf(transferId)).toEqual([
    {
      action: 'transfer.fail',
      reason: 'Refused by the ledger in block 7: WALLET_FROZEN',
      changes: { status: { before: 'PENDING', after: 'FAILED' }, amount: '40', commandId },
    },
  ]);
  // Put aside by a person afterwards, nothing ends that has not ended.
  const { version } = await life.money.in(() =>
    life.db.outboxCommand.findFirstOrThrow({ where: { id: commandId } }),
  );
  const input = { commandId, version, reason: 'Seen' };
  await life.money.in(() => cancelCommand({ ctx: life.money.as(operator), input }));
  expect(await historyOf(transferId)).toHaveLength(1);
  expect(await life.money.faults()).toEqual(soundMoney);
});

test('a command that is only given up for now ends no transfer', async () => {
  const { transferId, commandId } = await sendClaimed();
  const outcome = { kind: 'GIVEN_UP', errorCode: 'ledger.timeout', error: 'No answer' } as const;
  expect(await settle(commandId, outcome)).toBe(true);
  expect(await historyOf(transferId)).toEqual([]);
  expect(await life.money.transfer(transferId)).toMatchObject({ status: 'PENDING' });
});
