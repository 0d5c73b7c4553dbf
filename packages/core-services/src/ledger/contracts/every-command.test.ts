import { CommandType } from '@freehold/core-contracts/enums';
import { describe, expect, test } from 'vitest';
import { commandCatalogue } from '../command-catalogue.ts';
import { TestWorld } from './contracts.testing.ts';
import { lifeOfEverything } from './every-command.testing.ts';
import { findContract } from './find-contract.ts';

describe('every command type', () => {
  test('has a contract, and one of a later release has none', () => {
    for (const type of CommandType.options)
      expect([type, findContract(type)]).not.toEqual([type, null]);
    expect(findContract('SELL_WALLET')).toBeNull();
    expect(findContract('toString')).toBeNull();
  });

  test('refuses a payload of another shape before anything is looked up', () => {
    for (const type of CommandType.options) {
      expect(() => findContract(type)?.keysOf({ surprise: 1 }), type).toThrow(
        /invalid|unrecognized/iu,
      );
    }
  });

  test('emits the events of the catalogue, and writes the keys that a check of the chain looks for', async () => {
    const world = new TestWorld();
    const seen = new Set<CommandType>();
    for (const { commandType, payload, at } of lifeOfEverything()) {
      if (at !== undefined) world.now = at;
      const verdict = await world.give(commandType, payload);
      expect([commandType, verdict.validationCode]).toEqual([commandType, 'VALID']);
      const names = verdict.events.map(({ name }) => name);
      expect(commandCatalogue[commandType].events).toEqual(expect.arrayContaining(names));
      const written = findContract(commandType)!.writtenKeysOf(payload, verdict.events);
      expect(new Set(written), commandType).toEqual(new Set(verdict.writes.map(({ key }) => key)));
      seen.add(commandType);
    }
    expect([...seen].toSorted()).toEqual(CommandType.options.toSorted());
  });
});
