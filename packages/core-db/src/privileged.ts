/*
 * The one way to see across tenants. It connects as a role of its own, which owns nothing and gets
 * its rows by policies written for it. Only files on an allow-list import this one.
 */
import { openClient, toControls } from './client/create-database.ts';
import type { Database, DatabaseOptions } from './client/create-database.ts';
import type { PrismaClient } from './generated/prisma/client.ts';

export type PrivilegedDatabase = Omit<Database, 'client'> & { readonly client: PrismaClient };

/** Connects as the privileged role. Throws INTERNAL `database.role_unsafe` as `createDatabase` does. */
export async function createPrivilegedDatabase(
  options: Omit<DatabaseOptions, 'onOperation' | 'slowOperationMs'>,
): Promise<PrivilegedDatabase> {
  const { pool, prisma } = await openClient(options, { isDataOnly: false });
  return { client: prisma, ...toControls(pool, prisma) };
}
