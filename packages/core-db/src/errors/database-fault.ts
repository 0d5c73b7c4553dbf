import { Prisma } from '../generated/prisma/client.ts';

/** What a database error says in codes and names; its text is left behind. */
export type DatabaseFault = {
  sqlState: string | undefined;
  constraint: string | undefined;
  prismaCode: string | undefined;
};

const DEPTH_LIMIT = 6;

/** What Prisma would have said of a socket error that did not pass through it. */
const prismaCodeOfSocket: Readonly<Record<string, string>> = {
  ECONNREFUSED: 'P1001',
  ENOTFOUND: 'P1001',
  EHOSTUNREACH: 'P1001',
  EAI_AGAIN: 'P1001',
  ETIMEDOUT: 'P1008',
  ECONNRESET: 'P1017',
  EPIPE: 'P1017',
};

/** What Prisma says of these itself, except in raw SQL, where it says P2010 of everything. */
const prismaCodeOfAdapter: Readonly<Record<string, string>> = {
  DatabaseNotReachable: 'P1001',
  ConnectionClosed: 'P1017',
  SocketTimeout: 'P1008',
  TooManyConnections: 'P2037',
  TransactionWriteConflict: 'P2034',
};

type Part = Record<string, unknown>;

/** Reads the codes out of an error of Prisma, of its adapter or of pg, or finds nothing in it. */
export function findDatabaseFault(error: unknown): DatabaseFault | undefined {
  const fault: DatabaseFault = {
    sqlState: undefined,
    constraint: undefined,
    prismaCode: undefined,
  };
  let isDatabase = false;
  let adapterCode: string | undefined;
  for (const part of listParts(error)) {
    const { code, originalCode, name, kind } = part;
    if (typeof name === 'string' && /^(Prisma|Driver|database)/i.test(name)) isDatabase = true;
    if (typeof kind === 'string') adapterCode ??= prismaCodeOfAdapter[kind];
    if (typeof originalCode === 'string') fault.sqlState ??= originalCode;
    if (typeof code === 'string' && /^P\d{4}$/.test(code)) fault.prismaCode ??= code;
    else if (typeof code === 'string' && /^[0-9A-Z]{5}$/.test(code) && 'severity' in part) {
      fault.sqlState ??= code;
    } else if (typeof code === 'string') fault.prismaCode ??= prismaCodeOfSocket[code];
    fault.constraint ??= findConstraint(part);
  }
  fault.prismaCode = adapterCode ?? fault.prismaCode;
  isDatabase ||= fault.sqlState !== undefined || fault.prismaCode !== undefined;
  return isDatabase ? fault : undefined;
}

function listParts(error: unknown): Part[] {
  const parts: Part[] = [];
  const waiting: unknown[] = [error];
  while (waiting.length > 0 && parts.length < DEPTH_LIMIT) {
    const part = waiting.shift();
    if (typeof part !== 'object' || part === null) continue;
    parts.push(part as Part);
    const { meta, cause } = part as Part;
    if (typeof meta === 'object' && meta !== null) {
      waiting.push((meta as Part)['driverAdapterError']);
    }
    waiting.push(cause);
  }
  return parts;
}

function findConstraint({ constraint }: Part): string | undefined {
  if (typeof constraint === 'string') return constraint;
  if (typeof constraint !== 'object' || constraint === null) return undefined;
  const { index, fields } = constraint as Part;
  if (typeof index === 'string') return index;
  return Array.isArray(fields) ? `_${fields.join('_')}` : undefined;
}

/**
 * The field a constraint is about, by Prisma's naming: `User_tenantId_email_key` is about `email`.
 * The tenant is part of every key and says nothing; words that are no field are passed over.
 */
export function toConstraintField(constraint: string | undefined): string | undefined {
  if (constraint === undefined) return undefined;
  const [model = '', ...parts] = constraint.split('_');
  if (constraint.endsWith('_pkey')) return 'id';
  const known = (Prisma as unknown as Record<string, unknown>)[`${model}ScalarFieldEnum`];
  const isField = (part: string) =>
    part !== 'tenantId' && typeof known === 'object' && known !== null && part in known;
  return parts.filter(isField).join('.') || undefined;
}
