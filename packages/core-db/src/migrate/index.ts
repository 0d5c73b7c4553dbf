export { MigrationError, type MigrateOptions, migrate, resolveFailed } from './apply.ts';
export { type AuditVerdict, verifyAuditChain, type VerifyOptions } from './audit-verify.ts';
export { BackfillSourceError, nationalIdNumberBackfill } from './backfill/national-id-number.ts';
export {
  type Backfill,
  type BackfillOptions,
  type BackfillProgress,
  runBackfill,
} from './backfill/run-backfill.ts';
export { findCatalogueFaults } from './catalogue.ts';
export { withConnection, withDatabase } from './connection.ts';
export { createMigration } from './create.ts';
export { type DiffOptions, findDatabaseDrift, findUnmigratedChanges } from './drift.ts';
export { migrationsFolder, type MigrationFile, readMigrations, schemaFolder } from './folder.ts';
export { assignRolePasswords, type RoleUrls } from './roles.ts';
export { describeStatus, type MigrationStatus, migrationStatus, type Queryable } from './status.ts';
export { findUnsafe, unsafeAdvice, type UnsafeFinding, type UnsafeRule } from './unsafe.ts';
