import { AsyncLocalStorage } from 'node:async_hooks';
import pg from 'pg';
import { toAppError } from '../errors/to-app-error.ts';
import { withTenant } from '../scope/tenant-scope.ts';
import { createTestDatabase } from '../testing/index.ts';
import { toText } from './attack.ts';
import type { Attack, Scene } from './attack.ts';
import { openClient, takeDown } from './walls.ts';
import type { Opened, Setting } from './walls.ts';
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
      results.set(attack.id, await judge({ owner, opened, setting, isBreached, before, after }));
      if (after.catalogue !== before.catalogue || results.get(attack.id) === 'lingered') {
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
  const rest = await runAttacks(attacks.filter(({ id }) => !results.has(id)), setting);
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
    const result = await Promise.race([scene.asMe(() => attack.run(scene) as PromiseLike<unknown>), late]);
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
  opened: Opened;
  setting: Setting;
  isBreached: boolean;
  before: Snapshot;
  after: Snapshot;
};

async function judge(evidence: Evidence): Promise<Outcome> {
  const { before, after } = evidence;
  if (evidence.isBreached) return 'read';
  if (after.theirs !== before.theirs || after.catalogue !== before.catalogue) return 'changed';
  if (await hasCrossReference(evidence.owner)) return 'pointed across';
  return (await isAtRest(evidence.opened)) ? 'held' : 'lingered';
}

/** No connection of the pool may keep a tenant, a role or a transaction after an attack. */
async function isAtRest({ pool }: Opened): Promise<boolean> {
  const text = `select current_setting('app.tenant_id', true) as tenant, current_user = session_user as "isSelf",
    pg_backend_pid() as pid`;
  const answers = await Promise.all(
    Array.from({ length: 6 }, () => outside(() => pool.query({ text }))),
  );
  return answers.every(({ rows }) => {
    const row = (rows as unknown[] as { tenant: string; isSelf: boolean }[])[0];
    return row?.tenant === '' && row.isSelf;
  });
}
