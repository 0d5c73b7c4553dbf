import { isTenantId } from '@freehold/core-db';
import { discardDeadLetter } from '@freehold/core-services/ledger/discard-dead-letter';
import { replayDeadLetter } from '@freehold/core-services/ledger/replay-dead-letter';
import { requireAtMost, requireTenants, takeOption, UsageError, type Command } from './command.ts';

const listUsage = 'list-dead [tenant]';
const maxListed = 200;

/** Lists events that were set aside, with why. */
export const listDeadCommand: Command = {
  usage: listUsage,
  describes: 'lists events that were set aside and why',
  async run(args, platform, { print }) {
    requireAtMost(args, 1, listUsage);
    let count = 0;
    for (const { id, slug } of await requireTenants(platform, args[0])) {
      const rows = await platform.within(id, ({ db }) =>
        db.eventDLQ.findMany({
          where: { status: 'OPEN' },
          orderBy: [{ blockNumber: 'asc' }, { eventIndex: 'asc' }],
          take: maxListed,
          select: { id: true, projectorName: true, eventName: true, reason: true },
        }),
      );
      for (const row of rows) {
        print(`${slug} ${row.id} ${row.projectorName} ${row.eventName}: ${row.reason}`);
      }
      if (rows.length === maxListed) print(`${slug}: the first ${maxListed} are shown`);
      count += rows.length;
    }
    if (count === 0) print('No event is set aside.');
    return 0;
  },
};

/** Carries an event out that had been set aside. */
export const replayCommand: Command = managing('replay', 'carries a set-aside event out');

/** Decides that an event is never to take effect. */
export const discardCommand: Command = managing('discard', 'drops a set-aside event for good');

function managing(verb: 'replay' | 'discard', describes: string): Command {
  const usage = `${verb} <deadLetterId> [--reason <text>]`;
  return {
    usage,
    describes,
    async run(args, platform, { print }) {
      const { value, rest } = takeOption(args, 'reason');
      requireAtMost(rest, 1, usage);
      const [id] = rest;
      if (!isTenantId(id)) throw new UsageError(`Name it by its id: npm run ledger -- ${usage}`);
      const letter = await platform.privileged.client.eventDLQ.findFirst({
        where: { id },
        select: { tenantId: true, version: true },
      });
      if (letter === null) throw new UsageError(`There is no event ${id} set aside.`);
      if (verb === 'replay') platform.requireKeys();
      const reason = value ?? 'From the command line';
      const act = verb === 'replay' ? replayDeadLetter : discardDeadLetter;
      const { status } = await platform.within(letter.tenantId, (ctx) =>
        act({ ctx, input: { deadLetterId: id, version: letter.version, reason } }),
      );
      print(`${id} is ${status}.`);
      return 0;
    },
  };
}
