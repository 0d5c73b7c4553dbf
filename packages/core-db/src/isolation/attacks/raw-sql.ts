import { defineReviewedSql, Prisma, queryReviewed } from '../../index.ts';
import { toText } from '../attack.ts';
import type { Attack, Scene } from '../attack.ts';

const group = 'Raw SQL and elevation';

const probe = defineReviewedSql('isolation.probe', 'attacks try what reviewed SQL lets through');

/** By whatever way there is: Prisma's raw methods, and reviewed SQL where the extension stands. */
export async function sql(scene: Scene, ...statements: string[]): Promise<unknown[]> {
  const results: unknown[] = [];
  for (const statement of statements) {
    results.push(await tryAll(scene, statement));
  }
  return results;
}

async function tryAll({ client, tenantClient }: Scene, statement: string): Promise<unknown> {
  const found: unknown[] = [];
  const ways = [
    () => client.$queryRawUnsafe(statement),
    async () => tenantClient && queryReviewed(tenantClient, probe, Prisma.raw(statement)),
  ];
  for (const way of ways) {
    try {
      found.push(await way());
    } catch (error) {
      // What an error of the database tells is part of what is learned; a refusal tells nothing.
      found.push((error as Error).name === 'AppError' ? null : (error as Error).message);
    }
  }
  return found;
}

/** The same inside one transaction, as far as a client has raw SQL. */
export async function sqlTogether({ client }: Scene, ...statements: string[]): Promise<unknown> {
  return client.$transaction(async (transaction) => {
    const results: unknown[] = [];
    for (const statement of statements) results.push(await transaction.$queryRawUnsafe(statement));
    return results;
  });
}

export const NAMES = `select "lastName" from "User"`;
export const isRead = (result: unknown) => toText(result).includes('bravo secret');

/** Changes what the whole server shares, so it is not run where it would get through. */
const clusterWide = new Set(['raw-alter-role', 'raw-grant-role']);

const heldBy: Readonly<Record<string, string>> = {
  'raw-multi-statement': 'the protocol: a prepared statement is one statement',
  'raw-injection': 'values travel beside the statement',
  'raw-truncate-cascade': 'the tables below them that are only appended to',
};

export function attack(
  id: string,
  title: string,
  run: Attack['run'],
  isBreach?: Attack['isBreach'],
): Attack {
  const name = `raw-${id}`;
  const stopped = heldBy[name];
  return {
    id: name,
    group,
    title,
    run,
    ...(isBreach ? { isBreach } : {}),
    ...(stopped ? { heldBy: stopped } : {}),
    ...(clusterWide.has(name) ? { isClusterWide: true as const } : {}),
  };
}

/** A statement was carried out: rows came back, if only none. Errors are text and refusals null. */
export const isDone = (result: unknown) =>
  (result as unknown[][]).some((ways) => ways.some(Array.isArray));
