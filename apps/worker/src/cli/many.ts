import type { ManyResult } from '@freehold/core-contracts/pipeline';
import { CommandType } from '@freehold/core-contracts/enums';
import type { ServiceContext } from '@freehold/core-services/context';
import { cancelCommands, retryCommands } from '@freehold/core-services/ledger/manage-commands';
import {
  discardDeadLetters,
  replayDeadLetters,
} from '@freehold/core-services/ledger/manage-dead-letters';
import {
  requireAtMost,
  requireTenants,
  takeFlag,
  takeOption,
  UsageError,
  type Command,
} from './command.ts';

const commandOptions = '<tenant> [--type <t>] [--error <code>] [--dry-run] [--reason <text>]';
const letterOptions = '<tenant> [--projector <p>] [--event <e>] [--dry-run] [--reason <text>]';

/** Puts failed commands of a tenant back into the queue. */
export const retryManyCommand = onCommands(
  'retry-many',
  'tries failed commands again',
  retryCommands,
);

/** Gives commands of a tenant up. */
export const cancelManyCommand = onCommands(
  'cancel-many',
  'gives up commands that failed or were never submitted',
  cancelCommands,
);

/** Carries events out that had been set aside. */
export const replayManyCommand = onLetters(
  'replay-many',
  'carries events out that had been set aside',
  replayDeadLetters,
);

/** Decides that events which were set aside are never to take effect. */
export const discardManyCommand = onLetters(
  'discard-many',
  'drops events for good that had been set aside',
  discardDeadLetters,
);

function onCommands(name: string, describes: string, act: typeof retryCommands): Command {
  return managing(name, commandOptions, describes, ['type', 'error'], (ctx, options, common) => {
    const type = options['type'] === undefined ? undefined : CommandType.safeParse(options['type']);
    if (type?.success === false) throw new UsageError(`There is no type "${options['type']}".`);
    const filter = {
      ...(type === undefined ? {} : { commandType: type.data }),
      ...(options['error'] === undefined ? {} : { errorCode: options['error'] }),
    };
    return act({ ctx, input: { filter, ...common } });
  });
}

function onLetters(name: string, describes: string, act: typeof replayDeadLetters): Command {
  return managing(
    name,
    letterOptions,
    describes,
    ['projector', 'event'],
    (ctx, options, common) => {
      const filter = {
        ...(options['projector'] === undefined ? {} : { projectorName: options['projector'] }),
        ...(options['event'] === undefined ? {} : { eventName: options['event'] }),
      };
      return act({ ctx, input: { filter, ...common } });
    },
  );
}

type Options = Readonly<Record<string, string | undefined>>;
interface CommonInput {
  readonly isDryRun: boolean;
  readonly reason: string;
}

function managing(
  name: string,
  argumentsText: string,
  describes: string,
  optionNames: readonly string[],
  act: (ctx: ServiceContext, options: Options, common: CommonInput) => Promise<ManyResult>,
): Command {
  const usage = `${name} ${argumentsText}`;
  return {
    usage,
    describes,
    async run(args, platform, { print, progress, signal }) {
      const options: Record<string, string | undefined> = {};
      const flag = takeFlag(args, 'dry-run');
      const isDryRun = flag.isGiven;
      let { rest } = flag;
      for (const option of [...optionNames, 'reason']) {
        const taken = takeOption(rest, option);
        options[option] = taken.value;
        rest = taken.rest;
      }
      requireAtMost(rest, 1, usage);
      const [slug] = rest;
      if (slug === undefined) throw new UsageError(`Name a tenant: npm run ledger -- ${usage}`);
      const common = { isDryRun, reason: options['reason'] ?? 'From the command line' };
      if (name === 'replay-many') platform.requireKeys();
      const [tenant] = await requireTenants(platform, slug);
      if (tenant === undefined) return 2;
      return platform.within(tenant.id, async (ctx) => {
        let done = 0;
        for (;;) {
          const result = await act(ctx, options, common);
          done += result.doneCount;
          if (isDryRun) {
            print(`${slug}: ${result.matchedCount} would be acted on`);
            return 0;
          }
          progress(`${slug}: ${done} done`);
          // What was refused would only be refused again.
          if (result.hasMore && result.refused.length === 0 && !signal.aborted) continue;
          print(`${slug}: ${done} done`);
          for (const { code, count, example } of result.refused) {
            print(`${slug}: ${count} refused, ${code}, e.g. ${example}`);
          }
          if (signal.aborted) return 130;
          return result.refused.length === 0 ? 0 : 1;
        }
      });
    },
  };
}
