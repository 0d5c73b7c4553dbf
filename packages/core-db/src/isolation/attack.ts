import type { TenantClient } from '../client/types.ts';
import type { PrismaClient } from '../generated/prisma/client.ts';
import type { TenantRows } from './world.ts';

type RunAs = <T>(work: () => T | PromiseLike<T>) => Promise<T>;

/** What an attack has at hand: it runs as code of the attacker's tenant that knows the victim's ids. */
export type Scene = {
  /** The applications' client, or a bare Prisma client where the extension is down. */
  readonly client: PrismaClient;
  /** Present only where the extension stands: what reviewed SQL is called with. */
  readonly tenantClient: TenantClient | undefined;
  readonly mine: TenantRows;
  readonly theirs: TenantRows;
  /** Runs as another request does: in the scope given, whatever the current one is. */
  readonly asMe: RunAs;
  readonly asThem: RunAs;
  readonly asNobody: RunAs;
};

export type AttackGroup =
  | 'Reading rows'
  | 'Counting and ordering'
  | 'Shared tables and relations'
  | 'Writing rows'
  | 'Nested writes'
  | 'Pointing across'
  | 'Telling what exists'
  | 'Scopes, ticks and connections'
  | 'Raw SQL and elevation';

/**
 * One way across. It has succeeded when what it returns holds something of the victim's, when a row
 * of the victim's or the catalogue has changed, when a row of the attacker's points at the
 * victim's, or when `isBreach` says so of what it returned.
 */
export type Attack = {
  readonly id: string;
  readonly group: AttackGroup;
  readonly title: string;
  readonly run: (scene: Scene) => unknown;
  /** Would change what other databases of the server share: not run without walls. */
  readonly isClusterWide?: true;
  /** The victim writes rows of its own meanwhile, so that a change of them proves nothing. */
  readonly doTheyWrite?: true;
  /** What stops it even where no wall stands. */
  readonly heldBy?: string;
  readonly isBreach?: (result: unknown, scene: Scene) => boolean;
};

/**
 * Asks the same of something that exists at the victim's and of something that exists nowhere. A
 * breach when the two answers can be told apart.
 */
export async function tellApart(
  ask: (isThere: boolean) => PromiseLike<unknown>,
): Promise<{ existing: string; missing: string }> {
  const answer = async (isThere: boolean) => {
    try {
      return toText(await ask(isThere));
    } catch (error) {
      const { code, message } = error as { code?: string; message: string };
      return `thrown ${code ?? message}`;
    }
  };
  return { missing: await answer(false), existing: await answer(true) };
}

export function isToldApart(result: unknown): boolean {
  const { existing, missing } = result as { existing: string; missing: string };
  return existing !== missing;
}

/** Any result as text, so that it can be searched for what is the victim's. */
export function toText(value: unknown): string {
  return (
    JSON.stringify(value, (_key, part: unknown) => {
      if (typeof part === 'bigint') return part.toString();
      if (part instanceof Error) return part.name;
      return part;
    }) ?? 'undefined'
  );
}
