export { MigrationError, type MigrateOptions, migrate } from './apply.ts';
export { withConnection, withDatabase } from './connection.ts';
export { migrationsFolder, type MigrationFile, readMigrations, schemaFolder } from './folder.ts';
export { assignRolePasswords, type RoleUrls } from './roles.ts';
export { describeStatus, type MigrationStatus, migrationStatus, type Queryable } from './status.ts';
