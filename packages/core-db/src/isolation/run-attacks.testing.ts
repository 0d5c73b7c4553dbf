import { AsyncLocalStorage } from 'node:async_hooks';
import pg from 'pg';
import { toAppError } from '../errors/to-app-error.ts';
import { withTenant } from '../scope/tenant-scope.ts';
import { createTestDatabase } from '../testing/index.ts';
import { toText } from './attack.ts';
import type { Attack, Scene } from './attack.ts';
import { openClient, takeDown } from './walls.testing.ts';
import type { Opened, Setting } from './walls.testing.ts';
import { hasCrossReference, resetWorld, takeSnapshot } from './world.ts';
import type { Snapshot, World } from './world.ts';

/** How an attack went: `held`, or what it got. */
export type Outcome = 'held' | 'not run' | 'read' | 'changed' | 'pointed across' | 'lingered';

export type Results = ReadonlyMap<string, Outcome>;

// Taken where no scope is open: what another request starts in.
const outside = AsyncLocalStorage.snapshot();
const TIME_LIMIT_MS = 10_000;

/** Runs every attack under one setting, each on a world made anew where the one before it changed anything. */
export async function runAttacks(attacks: readonly Attack[], setting: Setting): Promise<Results> {
  const server = await createTestDatabase();
  const owner = new pg.Client({ connectionString: server.ownerUrl });
  await owner.connect();
  const results = new Map<string, Outcome>();
  try {
    await takeDown(owner, setting.walls);
    const opened = openClient(server, setting);
    let world = await resetWorld(owner);
    let before = await takeSnapshot(owner, world);
    for (const attack of attacks) {
      if (attack.isClusterWide && setting.isOwner) {
        results.set(attack.id, 'not run');
        continue;
      }
      const isBreached = await launch(attack, toScene(opened, world));
      const after = await takeSnapshot(owner, world);
      const isClean = await isAtRest(opened);
      const evidence = { owner, attack, isBreached, isClean, before, after };
      results.set(attack.id, await judge(evidence));
      if (after.catalogue !== before.catalogue || !isClean) {
        await opened.close();
        return await startOver(attacks, setting, results);
      }
      if (after.everything !== before.everything) {
        world = await resetWorld(owner);
        before = await takeSnapshot(owner, world);
      }
    }
    await opened.close();
    return results;
  } finally {
    await owner.end();
    await server.drop();
  }
}

/** Walls or connections are no longer what they were: the rest runs on a database of its own. */
async function startOver(
  attacks: readonly Attack[],
  setting: Setting,
  results: Map<string, Outcome>,
): Promise<Results> {
  const rest = await runAttacks(
    attacks.filter(({ id }) => !results.has(id)),
    setting,
  );
  return new Map([...results, ...rest]);
}

function toScene(opened: Opened, { mine, theirs }: World): Scene {
  return {
    client: opened.client,
    tenantClient: opened.tenantClient,
    mine,
    theirs,
    asMe: (work) => outside(() => withTenant(mine.tenantId, work)),
    asThem: (work) => outside(() => withTenant(theirs.tenantId, work)),
    asNobody: async (work) => outside(async () => await work()),
  };
}

async function launch(attack: Attack, scene: Scene): Promise<boolean> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_resolve, reject) => {
    timer = setTimeout(() => reject(new Error(`${attack.id} did not end`)), TIME_LIMIT_MS);
  });
  try {
    const result = await Promise.race([
      scene.asMe(() => attack.run(scene) as PromiseLike<unknown>),
      late,
    ]);
    return attack.isBreach ? attack.isBreach(result, scene) : holdsTheirs(result, scene);
  } catch (error) {
    if (error instanceof Error && error.message === `${attack.id} did not end`) throw error;
    // What a caller is told of an error, as the applications tell it.
    const { kind, code, params } = toAppError(error);
    return holdsTheirs([kind, code, params], scene);
  } finally {
    clearTimeout(timer);
  }
}

function holdsTheirs(result: unknown, { theirs }: Scene): boolean {
  const text = toText(result);
  return text.includes(theirs.label) || text.includes(theirs.tenantId);
}

type Evidence = {
  owner: pg.Client;
  attack: Attack;
  isBreached: boolean;
  isClean: boolean;
  before: Snapshot;
  after: Snapshot;
};

async function judge({
  owner,
  attack,
  isBreached,
  isClean,
  before,
  after,
}: Evidence): Promise<Outcome> {
  if (isBreached) return 'read';
  if (after.catalogue !== before.catalogue) return 'changed';
  if (after.theirs !== before.theirs && !attack.doTheyWrite) return 'changed';
  if (await hasCrossReference(owner)) return 'pointed across';
  return isClean ? 'held' : 'lingered';
}

/** No connection of the pool may keep a tenant, a role or a transaction after an attack. */
async function isAtRest({ pool }: Opened): Promise<boolean> {
  const text = `select current_setting('app.tenant_id', true) as tenant, current_user = session_user
    and not exists (select from pg_class where relpersistence = 't') as "isSelf"`;
  const answers = await Promise.all(
    Array.from({ length: 6 }, () => outside(() => pool.query({ text }))),
  );
  return answers.every(({ rows }) => {
    const row = (rows as unknown[] as { tenant: string; isSelf: boolean }[])[0];
    return row?.tenant === '' && row.isSelf;
  });
}
