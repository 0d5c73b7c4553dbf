import {
  ListCommandsInput,
  ListDeadLettersInput,
  ListEventsInput,
} from '@freehold/core-contracts/ledger';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { createUserPayload } from './ledger.testing.ts';
import { listCommands } from './list-commands.ts';
import { listDeadLetters } from './list-dead-letters.ts';
import { listEvents } from './list-events.ts';
import { LedgerLife } from './projections/ledger-life.testing.ts';
import { newId } from '../money/money.testing.ts';

let life: LedgerLife;
/** The commands as they were written, one after the other. */
const written: string[] = [];
beforeAll(async () => {
  life = await LedgerLife.open();
  for (let count = 0; count < 3; count += 1) {
    const { commandId } = await life.enqueue('CREATE_USER', createUserPayload(newId()));
    written.push(commandId);
  }
  // Nobody has been approved: every event is set aside by the one who would activate them.
  await life.submit(1);
  await life.project();
  const { db } = life;
  await life.money.in(async () => {
    const letters = await db.eventDLQ.findMany({ orderBy: { blockNumber: 'asc' }, take: 3 });
    // As if they had been tried again, and set aside in another order than that of the chain.
    for (const [index, attempts] of [2, 9, 5].entries()) {
      const createdAt = new Date(Date.UTC(2026, 0, 10 - index));
      const { id } = letters[index]!;
      await db.eventDLQ.updateMany({ where: { id }, data: { attempts, createdAt } });
    }
  });
});
afterAll(() => life.close());

const both = ['asc', 'desc'] as const;

test.each(both)('events are listed by their place in the chain, %s', async (direction) => {
  const input = ListEventsInput.parse({ sort: { field: 'blockNumber', direction } });
  const { items } = await life.money.in(() => listEvents({ ctx: life.money.as(), input }));
  const blocks = items.map(({ blockNumber }) => Number(blockNumber));
  expect(blocks).toEqual(direction === 'asc' ? [0, 1, 2] : [2, 1, 0]);
});

test.each([
  ['createdAt', [2, 1, 0]],
  ['blockNumber', [0, 1, 2]],
  ['attempts', [0, 2, 1]],
] as const)('dead letters are listed by %s, both ways', async (field, ascending) => {
  for (const direction of both) {
    const input = ListDeadLettersInput.parse({ sort: { field, direction } });
    const { items } = await life.money.in(() => listDeadLetters({ ctx: life.money.as(), input }));
    const blocks = items.map(({ blockNumber }) => Number(blockNumber));
    expect(blocks).toEqual(direction === 'asc' ? [...ascending] : ascending.toReversed());
  }
});

test('commands are listed by when they were written, both ways', async () => {
  const list = async (direction: 'asc' | 'desc') => {
    const input = ListCommandsInput.parse({ sort: { field: 'createdAt', direction } });
    const { items } = await life.money.in(() => listCommands({ ctx: life.money.as(), input }));
    return items.map(({ id }) => id);
  };
  expect(await list('asc')).toEqual(written);
  expect(await list('desc')).toEqual(written.toReversed());
});
