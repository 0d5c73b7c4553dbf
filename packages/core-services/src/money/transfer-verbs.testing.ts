import { randomUUID } from 'node:crypto';
import { SendMoneyInput } from '@freehold/core-contracts/transfers';
import { toAppError } from '@freehold/core-db';
import type { Actor } from '../context.ts';
import { TestMoney } from './money.testing.ts';
import { sendMoney } from './send-money.ts';

export const operator: Extract<Actor, { kind: 'OPERATOR' }> = {
  kind: 'OPERATOR',
  userId: randomUUID(),
  homeTenantId: randomUUID(),
  role: 'TREASURER',
  name: 'Tara Treasurer',
};

/** A house that takes half a unit and a hundredth of each transfer. */
export const openHouse = () => TestMoney.open({ money: { fee: { flat: '0.5', rate: '0.01' } } });

/** Beside it one where every transfer to somebody new waits for an operator. */
export const openCareful = (money: TestMoney) =>
  money.neighbour({ money: { risk: { reviewAt: 15, points: { night: 0 } } } });

export type Person = Awaited<ReturnType<TestMoney['addPerson']>>;

export const input = (from: { walletId: string }, to: { walletId: string }, amount: string) =>
  SendMoneyInput.parse({
    requestId: `request-${randomUUID()}`,
    fromWalletId: from.walletId,
    toWalletId: to.walletId,
    amount,
  });

export function send(house: TestMoney, actor: Actor, given: SendMoneyInput) {
  return house.in(() => sendMoney({ ctx: house.as(actor), input: given }));
}

export const codeOf = (promise: Promise<unknown>) =>
  promise.then(
    () => null,
    (error: unknown) => toAppError(error).code,
  );
