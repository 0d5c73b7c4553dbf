import { checkMoney } from '@freehold/core-services/money/check/check-money';
import { requireAtMost, requireTenants, type Command } from './command.ts';

const usage = 'check [tenant]';

/** Checks every transfer, entry and balance, and names the first row that breaks a rule; exit code 1 when there is one. */
export const checkMoneyCommand: Command = {
  usage,
  describes: 'adds all money up, of a tenant or of every one',
  async run(args, platform, { print, progress, signal }) {
    requireAtMost(args, 1, usage, 'money');
    let broken = 0;
    for (const tenant of await requireTenants(platform, args[0])) {
      const verdicts = await platform.within(tenant.id, (ctx) =>
        checkMoney({
          ctx,
          options: {
            signal,
            onProgress: (name, count) => progress(`${tenant.slug} ${name} ${count}`),
          },
        }),
      );
      if (signal.aborted) return 130;
      for (const { name, says, checkedCount, broken: row } of verdicts) {
        if (row === null) {
          print(`${tenant.slug}: ${says}, ${checkedCount} looked at`);
        } else {
          broken += 1;
          print(`${tenant.slug}: BROKEN, ${name}: ${row.entity} ${row.id}: ${row.reason}`);
        }
      }
    }
    return broken === 0 ? 0 : 1;
  },
};
