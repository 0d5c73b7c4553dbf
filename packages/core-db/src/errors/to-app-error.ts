import { AppError } from '@freehold/core-contracts/errors';
import type { ErrorKind, ErrorParams } from '@freehold/core-contracts/errors';
import { findDatabaseFault, toConstraintField } from './database-fault.ts';
import type { DatabaseFault } from './database-fault.ts';

type Meaning = {
  readonly kind: ErrorKind;
  readonly code: string;
  /** Goes away by itself: the same work may succeed when it is repeated. */
  readonly isTransient?: true;
  readonly isAboutField?: true;
};

const tooLong: Meaning = { kind: 'INVALID', code: 'database.value_too_long' };
const outOfRange: Meaning = { kind: 'INVALID', code: 'database.value_out_of_range' };
const malformed: Meaning = { kind: 'INVALID', code: 'database.value_malformed' };
const missing: Meaning = { kind: 'INVALID', code: 'database.value_missing' };
const checkFailed: Meaning = { kind: 'INVALID', code: 'database.check_failed', isAboutField: true };
const duplicate: Meaning = {
  kind: 'CONFLICT',
  code: 'database.already_exists',
  isAboutField: true,
};
const unreferenced: Meaning = {
  kind: 'INVALID',
  code: 'database.reference_missing',
  isAboutField: true,
};
const stillReferenced: Meaning = { kind: 'CONFLICT', code: 'database.still_referenced' };
const notFound: Meaning = { kind: 'NOT_FOUND', code: 'database.not_found' };
const refused: Meaning = { kind: 'FORBIDDEN', code: 'database.refused' };
const notMigrated: Meaning = { kind: 'UNAVAILABLE', code: 'database.not_migrated' };
const writeConflict: Meaning = {
  kind: 'CONFLICT',
  code: 'database.write_conflict',
  isTransient: true,
};
const busy: Meaning = { kind: 'UNAVAILABLE', code: 'database.busy', isTransient: true };
const timedOut: Meaning = { kind: 'UNAVAILABLE', code: 'database.timeout' };
const expired: Meaning = { kind: 'UNAVAILABLE', code: 'database.transaction_unavailable' };
const unreachable: Meaning = {
  kind: 'UNAVAILABLE',
  code: 'database.unreachable',
  isTransient: true,
};
const misconfigured: Meaning = { kind: 'UNAVAILABLE', code: 'database.misconfigured' };
const failed: Meaning = { kind: 'INTERNAL', code: 'database.failed' };

const bySqlState: Readonly<Record<string, Meaning>> = {
  '22001': tooLong,
  '22003': outOfRange,
  '22007': malformed,
  '22008': outOfRange,
  '22021': malformed,
  // What a function of ours raises for contents it cannot take.
  '22023': malformed,
  '22P02': malformed,
  '22P05': malformed,
  '23001': stillReferenced,
  '23502': missing,
  '23503': unreferenced,
  '23505': duplicate,
  '23514': checkFailed,
  '23P01': duplicate,
  '25P03': expired,
  '25P04': expired,
  '3D000': misconfigured,
  '40001': writeConflict,
  '40P01': writeConflict,
  '42501': refused,
  '42703': notMigrated,
  '42883': notMigrated,
  '42P01': notMigrated,
  '3F000': notMigrated,
  '53300': busy,
  '55P03': busy,
  '57014': timedOut,
  '57P01': unreachable,
  '57P02': unreachable,
  '57P03': unreachable,
};

const bySqlClass: Readonly<Record<string, Meaning>> = {
  '08': unreachable,
  '28': misconfigured,
  '53': { kind: 'UNAVAILABLE', code: 'database.busy' },
};

const byPrismaCode: Readonly<Record<string, Meaning>> = {
  P1000: misconfigured,
  P1001: unreachable,
  P1002: unreachable,
  P1003: misconfigured,
  P1008: unreachable,
  P1010: misconfigured,
  P1011: misconfigured,
  P1017: unreachable,
  P2000: tooLong,
  P2001: notFound,
  P2002: duplicate,
  P2003: unreferenced,
  P2005: malformed,
  P2006: malformed,
  P2007: malformed,
  P2011: missing,
  P2012: missing,
  P2014: { kind: 'CONFLICT', code: 'database.relation_required' },
  P2015: notFound,
  P2018: notFound,
  P2020: outOfRange,
  P2021: notMigrated,
  P2022: notMigrated,
  P2023: malformed,
  P2025: notFound,
  P2028: expired,
  P2034: writeConflict,
  P2037: busy,
};

/**
 * Says a database error in the application's terms: by SQLSTATE, then by constraint name for the
 * field, then by Prisma's code. Application errors pass as they are, anything else is INTERNAL. The
 * database's own text stays in the cause, because it quotes rows.
 */
export function toAppError(error: unknown): AppError {
  if (error instanceof AppError) return error;
  const fault = findDatabaseFault(error);
  if (!fault) return new AppError('INTERNAL', 'internal.unexpected', {}, { cause: error });
  const meaning = toMeaning(fault);
  return new AppError(meaning.kind, meaning.code, toParams(meaning, fault), { cause: error });
}

/** Whether repeating the work that threw this may help: write conflicts, and a server out of reach. */
export function isTransientError(error: unknown): boolean {
  return findMeaning(error)?.isTransient === true;
}

/** Whether the work that threw this lost a race, e.g. a deadlock: the database has undone it for certain. */
export function isLostRace(error: unknown): boolean {
  return findMeaning(error) === writeConflict;
}

function findMeaning(error: unknown): Meaning | undefined {
  const fault = findDatabaseFault(error instanceof AppError ? (error.cause ?? error) : error);
  return fault && toMeaning(fault);
}

function toMeaning({ sqlState, prismaCode }: DatabaseFault): Meaning {
  const found = sqlState ? (bySqlState[sqlState] ?? bySqlClass[sqlState.slice(0, 2)]) : undefined;
  return found ?? byPrismaCode[prismaCode ?? ''] ?? failed;
}

function toParams(meaning: Meaning, fault: DatabaseFault): ErrorParams {
  const field = meaning.isAboutField ? toConstraintField(fault.constraint) : undefined;
  return field === undefined ? {} : { field };
}
