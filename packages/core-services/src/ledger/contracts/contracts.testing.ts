import type { CommandType } from '@freehold/core-contracts/enums';
import { validCode } from '../ledger-gateway.ts';
import type { ContractVerdict } from './contract.ts';
import { findContract } from './find-contract.ts';
import { refusals } from './refusals.ts';
import { runContracts } from './run-contracts.ts';

export interface ContractCommand {
  readonly commandType: CommandType;
  readonly payload: object;
}

/** One command, shorter to write. */
export const give = (commandType: CommandType, payload: object): ContractCommand => ({
  commandType,
  payload,
});

/** A world state in memory. */
export class TestWorld {
  readonly state = new Map<string, unknown>();
  /** The time of the next block. */
  now = new Date('2026-05-01T12:00:00.000Z');

  /** One block with these commands; the code of each. */
  async block(...commands: readonly ContractCommand[]): Promise<string[]> {
    return (await this.run(commands)).map(({ validationCode }) => validationCode);
  }

  /** One block with one command. */
  async give(commandType: CommandType, payload: object): Promise<ContractVerdict> {
    const [verdict] = await this.run([{ commandType, payload }]);
    return verdict!;
  }

  async run(commands: readonly ContractCommand[]): Promise<readonly ContractVerdict[]> {
    const calls = commands.map(({ commandType, payload }) => ({
      contract: findContract(commandType)!,
      payload,
    }));
    const { verdicts, writes } = await runContracts(calls, this.now, (keys) =>
      Promise.resolve(
        new Map(keys.filter((key) => this.state.has(key)).map((key) => [key, this.state.get(key)])),
      ),
    );
    for (const [index, { validationCode }] of verdicts.entries()) {
      const { commandType } = commands[index]!;
      const isKnown =
        validationCode === validCode || refusals[commandType].includes(validationCode);
      if (!isKnown) throw new Error(`${commandType} has no refusal ${validationCode}`);
    }
    // As the database gives it back.
    for (const { key, value } of writes) this.state.set(key, JSON.parse(JSON.stringify(value)));
    return verdicts;
  }

  balance(walletId: string): string {
    const wallet = this.state.get(`tokenomics/wallet/${walletId}`) as { balance: string };
    return wallet?.balance ?? '0';
  }

  total(name: 'fees' | 'tax' | 'issued'): string {
    return (this.state.get(`tokenomics/${name}`) as { amount: string })?.amount ?? '0';
  }
}
