import { isTenantId } from '@freehold/core-db';
import { explainCommand } from '@freehold/core-services/ledger/explain-command';
import { explainDeadLetter } from '@freehold/core-services/ledger/explain-dead-letter';
import { requireAtMost, UsageError, type Command } from './command.ts';

const usage = 'explain <commandId | deadLetterId>';

/** Says what a command is doing, or why an event was set aside, and what helps. */
export const explainCliCommand: Command = {
  usage,
  describes: 'says why a command or an event stands still, and what helps',
  async run(args, platform, { print }) {
    requireAtMost(args, 1, usage);
    const [id] = args;
    if (!isTenantId(id)) throw new UsageError(`Name it by its id: npm run ledger -- ${usage}`);
    const where = { where: { id }, select: { tenantId: true } };
    const command = await platform.privileged.client.outboxCommand.findFirst(where);
    if (command !== null) {
      const facts = await platform.within(command.tenantId, (ctx) =>
        explainCommand({ ctx, input: { commandId: id } }),
      );
      printFacts(print, facts);
      return 0;
    }
    const letter = await platform.privileged.client.eventDLQ.findFirst(where);
    if (letter === null) throw new UsageError(`There is no command or event ${id}.`);
    const facts = await platform.within(letter.tenantId, (ctx) =>
      explainDeadLetter({ ctx, input: { deadLetterId: id } }),
    );
    printFacts(print, facts);
    return 0;
  },
};

function printFacts(print: (line: string) => void, facts: Readonly<Record<string, unknown>>): void {
  for (const [name, value] of Object.entries(facts)) {
    if (value === null || (Array.isArray(value) && value.length === 0)) continue;
    print(`${name.padEnd(16)} ${toText(value)}`);
  }
}

function toText(value: unknown): string {
  if (value instanceof Date) return value.toISOString();
  if (typeof value === 'string') return value;
  return JSON.stringify(value, (_, part: unknown) =>
    typeof part === 'bigint' ? part.toString() : part,
  );
}
