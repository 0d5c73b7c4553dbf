import {
  assignRolePasswords,
  createMigration,
  describeStatus,
  findCatalogueFaults,
  findDatabaseDrift,
  findUnsafe,
  migrate,
  migrationStatus,
  readMigrations,
  resolveFailed,
  unsafeAdvice,
  withConnection,
} from '../../migrate/index.ts';
import { type Command, requireUrl, UsageError } from '../command.ts';

export const migrateCommand: Command = {
  usage: 'migrate',
  describes: 'Apply the migrations that are missing; safe to run from several processes at once.',
  needsDatabase: true,
  async run({ print }, { ownerUrl, appUrl, privilegedUrl }) {
    const applied = await migrate({ ownerUrl });
    for (const name of applied) print(`applied ${name}`);
    if (applied.length === 0) print('Nothing to apply.');
    if (appUrl !== undefined && privilegedUrl !== undefined) {
      const changed = await assignRolePasswords({ ownerUrl, appUrl, privilegedUrl });
      for (const role of changed) print(`password set for ${role}`);
    }
    return 0;
  },
};

export const resolveCommand: Command = {
  usage: 'resolve <migration>',
  describes: 'Declare a failed migration rolled back, so that its corrected file can be applied.',
  needsDatabase: true,
  async run({ args: [name], print }, { ownerUrl }) {
    if (name === undefined) throw new UsageError('Which migration? `status` names the failed one.');
    await resolveFailed(ownerUrl, name);
    print(`${name} counts as rolled back.`);
    return 0;
  },
};

export const rolesCommand: Command = {
  usage: 'roles',
  describes: 'Give the two roles the passwords of DATABASE_APP_URL and DATABASE_PRIVILEGED_URL.',
  needsDatabase: true,
  async run({ print }, database) {
    const changed = await assignRolePasswords({
      ownerUrl: database.ownerUrl,
      appUrl: requireUrl(database.appUrl, 'DATABASE_APP_URL'),
      privilegedUrl: requireUrl(database.privilegedUrl, 'DATABASE_PRIVILEGED_URL'),
    });
    for (const role of changed) print(`password set for ${role}`);
    if (changed.length === 0) print('Both roles can sign in already.');
    return 0;
  },
};

export const statusCommand: Command = {
  usage: 'status',
  describes: 'Migrations, drift from the schema and the walls; exit code 1 when anything is amiss.',
  needsDatabase: true,
  async run({ print }, { ownerUrl }) {
    const status = await withConnection(ownerUrl, (client) => migrationStatus(client));
    print(describeStatus(status));
    if (!status.isCurrent) return 1;
    const faults = await withConnection(ownerUrl, findCatalogueFaults);
    print(faults.length === 0 ? 'The walls stand.' : faults.join('\n'));
    const drift = await findDatabaseDrift({ ownerUrl });
    print(
      drift === undefined ? 'No drift.' : `The database has drifted; to bring it back:\n${drift}`,
    );
    return faults.length > 0 || drift !== undefined ? 1 : 0;
  },
};

export const createMigrationCommand: Command = {
  usage: 'create-migration <name>',
  describes: 'Write a migration for what the schema files say beyond the migrations.',
  needsDatabase: true,
  async run({ args, print }, { ownerUrl }) {
    const [name, ...more] = args;
    if (name === undefined || more.length > 0 || !/[a-z0-9]/i.test(name)) {
      throw new UsageError('A migration needs one name, e.g. create-migration add_user_locale');
    }
    const path = await createMigration(name, { ownerUrl });
    print(
      path === undefined ? 'The migrations already say what the schema says.' : `wrote ${path}`,
    );
    return 0;
  },
};

export const checkUnsafeCommand: Command = {
  usage: 'check-unsafe',
  describes: 'Refuse migrations that break running code or lock big tables; needs no database.',
  needsDatabase: false,
  async run({ print }) {
    const migrations = await readMigrations();
    let count = 0;
    for (const { name, sql } of migrations) {
      for (const { rule, line, statement } of findUnsafe(sql)) {
        count += 1;
        print(`${name}/migration.sql:${line} ${rule}: ${statement}\n  ${unsafeAdvice[rule]}`);
      }
    }
    if (count === 0) print(`${migrations.length} migrations are safe or say why not.`);
    else print('A line "-- unsafe-ok: reason" in the file excuses it.');
    return count === 0 ? 0 : 1;
  },
};
