import type { TenantClient } from '@freehold/core-db';
import type { PrivilegedDatabase } from '@freehold/core-db/privileged';
import type { ServiceContext } from '@freehold/core-services/context';

export interface CliTenant {
  readonly id: string;
  readonly slug: string;
}

/** What a command works with. */
export interface CommandPlatform {
  readonly db: TenantClient;
  readonly privileged: PrivilegedDatabase;
  /** Runs `work` in a tenant as whoever sits at the command line. */
  within<T>(tenantId: string, work: (ctx: ServiceContext) => Promise<T>): Promise<T>;
  /** Fails where the keys that seal messages are not at hand. */
  requireKeys(): void;
}

export interface Terminal {
  readonly print: (line: string) => void;
  /** A line that the next one replaces. */
  readonly progress: (line: string) => void;
  readonly signal: AbortSignal;
}

export interface Command {
  readonly usage: string;
  readonly describes: string;
  /** Gives the exit code. */
  run(args: readonly string[], platform: CommandPlatform, terminal: Terminal): Promise<number>;
}

/** What a person can correct: shown without a stack, exit code 2. */
export class UsageError extends Error {
  override readonly name = 'UsageError';
}

const maxTenants = 10_000;

/** The tenant of a slug, or every one. Throws UsageError for an unknown slug. */
export async function requireTenants(
  { db }: CommandPlatform,
  slug: string | undefined,
): Promise<CliTenant[]> {
  const tenants = await db.tenant.findMany({
    where: slug === undefined ? {} : { slug },
    orderBy: { slug: 'asc' },
    take: maxTenants,
    select: { id: true, slug: true },
  });
  if (tenants.length === 0 && slug !== undefined) {
    throw new UsageError(`There is no tenant "${slug}".`);
  }
  return tenants;
}

/**
 * Those of the tenants whose chain is in this database; of the others it says where their ledger is.
 * Throws UsageError for one that was named.
 */
export async function requireChainsHere(
  platform: CommandPlatform,
  slug: string | undefined,
  print: (line: string) => void,
): Promise<CliTenant[]> {
  const tenants = await requireTenants(platform, slug);
  const channels = await fabricChannels(platform);
  return tenants.filter((tenant) => {
    const channel = channels.get(tenant.id);
    if (channel === undefined) return true;
    const text = `${tenant.slug}: its ledger is the channel ${channel} of a Fabric network; the peers keep its blocks and check them. This command is for chains in the database.`;
    if (slug !== undefined) throw new UsageError(text);
    print(text);
    return false;
  });
}

/** The Fabric channels of tenants, by their ids. */
export async function fabricChannels({
  privileged,
}: CommandPlatform): Promise<ReadonlyMap<string, string>> {
  const chains = await privileged.client.ledgerChain.findMany({
    where: { fabricChannel: { not: null } },
    take: maxTenants,
    select: { tenantId: true, fabricChannel: true },
  });
  return new Map(chains.map(({ tenantId, fabricChannel }) => [tenantId, fabricChannel ?? '']));
}

/** Takes `--name value` out of the arguments; the rest are positional. */
export function takeOption(
  args: readonly string[],
  name: string,
): { readonly value: string | undefined; readonly rest: readonly string[] } {
  const at = args.indexOf(`--${name}`);
  if (at === -1) return { value: undefined, rest: args };
  const value = args[at + 1];
  if (value === undefined || value.startsWith('--'))
    throw new UsageError(`--${name} needs a value.`);
  return { value, rest: [...args.slice(0, at), ...args.slice(at + 2)] };
}

/** Takes `--name` out of the arguments. */
export function takeFlag(
  args: readonly string[],
  name: string,
): { readonly isGiven: boolean; readonly rest: readonly string[] } {
  const rest = args.filter((arg) => arg !== `--${name}`);
  return { isGiven: rest.length < args.length, rest };
}

/** Refuses what nobody reads: a misspelt option must not be a silent one. */
export function requireAtMost(
  args: readonly string[],
  count: number,
  usage: string,
  program = 'ledger',
): void {
  if (args.length > count || args.some((arg) => arg.startsWith('--'))) {
    throw new UsageError(`Called the wrong way: npm run ${program} -- ${usage}`);
  }
}
