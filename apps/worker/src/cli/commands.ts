import { cancelCommand } from '@freehold/core-services/ledger/cancel-command';
import { retryCommand } from '@freehold/core-services/ledger/retry-command';
import { isTenantId } from '@freehold/core-db';
import {
  requireAtMost,
  requireTenants,
  takeOption,
  UsageError,
  type Command,
  type CommandPlatform,
} from './command.ts';

const listUsage = 'list-failed [tenant]';
const maxListed = 200;

/** Lists commands that failed, with why. */
export const listFailedCommand: Command = {
  usage: listUsage,
  describes: 'lists failed commands and why they failed',
  async run(args, platform, { print }) {
    requireAtMost(args, 1, listUsage);
    let count = 0;
    for (const tenant of await requireTenants(platform, args[0])) {
      const rows = await platform.within(tenant.id, ({ db }) =>
        db.outboxCommand.findMany({
          where: { restingStatus: 'FAILED' },
          orderBy: { position: 'asc' },
          take: maxListed,
          select: { id: true, commandType: true, attempts: true, errorCode: true, error: true },
        }),
      );
      for (const { id, commandType, attempts, errorCode, error } of rows) {
        print(
          `${tenant.slug} ${id} ${commandType} ${attempts}× ${errorCode ?? ''}: ${error ?? ''}`,
        );
      }
      if (rows.length === maxListed) print(`${tenant.slug}: the first ${maxListed} are shown`);
      count += rows.length;
    }
    if (count === 0) print('No failed command.');
    return 0;
  },
};

/** Puts a failed command back into the queue. */
export const retryCommandCommand: Command = managing('retry', 'tries a failed command again');

/** Gives a command up. */
export const cancelCommandCommand: Command = managing(
  'cancel',
  'gives up a command that failed or was never submitted',
);

function managing(verb: 'retry' | 'cancel', describes: string): Command {
  const usage = `${verb} <commandId> [--reason <text>]`;
  return {
    usage,
    describes,
    async run(args, platform, { print }) {
      const { value, rest } = takeOption(args, 'reason');
      requireAtMost(rest, 1, usage);
      const { tenantId, id, version } = await requireCommand(platform, rest[0], usage);
      const reason = value ?? 'From the command line';
      const act = verb === 'retry' ? retryCommand : cancelCommand;
      const summary = await platform.within(tenantId, (ctx) =>
        act({ ctx, input: { commandId: id, version, reason } }),
      );
      print(`${summary.id} ${summary.commandType} is ${summary.status}.`);
      return 0;
    },
  };
}

async function requireCommand(
  { privileged }: CommandPlatform,
  commandId: string | undefined,
  usage: string,
): Promise<{ tenantId: string; id: string; version: number }> {
  if (!isTenantId(commandId)) {
    throw new UsageError(`Name a command by its id: npm run ledger -- ${usage}`);
  }
  const command = await privileged.client.outboxCommand.findFirst({
    where: { id: commandId },
    select: { tenantId: true, id: true, version: true },
  });
  if (command === null) throw new UsageError(`There is no command ${commandId}.`);
  return command;
}
