/*
 * What the check of a session costs: processor time of the server for a call that needs one, against
 * the same call without, in the process and one after the other. Beside it the same of Better Auth:
 * its `/get-session` against its `/ok`, and its `getSession` called in code. Run by hand: `node bench/src/session-check.ts`.
 */
import { startTestCluster } from '@freehold/core-db/testing';
import { startSession } from '@freehold/core-services/accounts/session/start-session';
import { inScope } from '@freehold/core-services/testing';
import { publicProcedure, sessionProcedure } from '@freehold/core-trpc/procedures';
import { router } from '@freehold/core-trpc/trpc';
import { z } from 'zod';
import { openCompared } from './better-auth.ts';
import { openOurs } from './our-api.ts';
import { median } from './rounds.ts';

const rounds = 15;
const callsPerRound = 400;

const answer = { isDone: true };
const Answer = z.object({ isDone: z.boolean() });
const probes = router({
  open: publicProcedure('bench')
    .input(z.void())
    .output(Answer)
    .query(() => answer),
  kept: sessionProcedure
    .input(z.void())
    .output(Answer)
    .query(() => answer),
  looked: sessionProcedure
    .input(z.void())
    .output(Answer)
    .mutation(() => answer),
});

interface Variant {
  readonly name: string;
  readonly call: () => Promise<unknown>;
  readonly costs: number[];
}

async function cost(call: () => Promise<unknown>): Promise<number> {
  const before = process.cpuUsage();
  for (let index = 0; index < callsPerRound; index += 1) {
    const answered = await call();
    if (answered === null) throw new Error('There was no session');
    if (!(answered instanceof Response)) continue;
    if (!answered.ok) throw new Error(`A call answered ${answered.status}`);
    await answered.text();
  }
  const { user, system } = process.cpuUsage(before);
  return (user + system) / callsPerRound;
}

const cluster = await startTestCluster();
const ours = await openOurs(cluster, probes);
const { ownerUrl } = cluster;
const plain = await openCompared({ ownerUrl, schema: 'plain', isCookieCached: false });
const cached = await openCompared({ ownerUrl, schema: 'cached', isCookieCached: true });
try {
  const { id: userId } = await ours.addPerson('ada@people.test');
  const started = await inScope(ours.ctx, () =>
    startSession(ours.ctx, { userId, audience: 'PORTAL', hasSecondFactor: false }),
  );
  const cookie = `__Host-freehold-portal-bench=bench.${started.token}`;
  const cookieOf = async (compared: typeof plain) => {
    await compared.signUp('ada@people.test');
    return compared.signIn('ada@people.test');
  };
  const [plainCookie, cachedCookie] = [await cookieOf(plain), await cookieOf(cached)];
  const variant = (name: string, call: () => Promise<unknown>): Variant => ({
    ...{ name, call, costs: [] },
  });
  const variants = [
    variant('ours, open', () => ours.call('open', { cookie })),
    variant('ours, a read', () => ours.call('kept', { cookie })),
    variant('ours, a change', () => ours.call('looked', { cookie })),
    variant('Better Auth, open', () => plain.handle('/ok', { headers: { cookie: plainCookie } })),
    variant('Better Auth', () =>
      plain.handle('/get-session', { headers: { cookie: plainCookie } }),
    ),
    variant('Better Auth, cookie cache', () =>
      cached.handle('/get-session', { headers: { cookie: cachedCookie } }),
    ),
  ];
  variants.push(
    variant('Better Auth, in code', () => plain.getSession(plainCookie)),
    variant('Better Auth, in code, cookie cache', () => cached.getSession(cachedCookie)),
  );
  for (const { call } of variants) await cost(call);
  for (let round = 0; round < rounds; round += 1) {
    const order = round % 2 === 0 ? variants : variants.toReversed();
    for (const { call, costs } of order) costs.push(await cost(call));
  }
  const of = (name: string) => median(variants.find((each) => each.name === name)?.costs ?? []);
  const checks: [string, number][] = [
    ['ours, a read', of('ours, a read') - of('ours, open')],
    ['ours, a change', of('ours, a change') - of('ours, open')],
    ['Better Auth', of('Better Auth') - of('Better Auth, open')],
    ['Better Auth, cookie cache', of('Better Auth, cookie cache') - of('Better Auth, open')],
    ['Better Auth, in code', of('Better Auth, in code')],
    ['Better Auth, in code, cookie cache', of('Better Auth, in code, cookie cache')],
  ];
  for (const { name } of variants) console.log(`${name}: ${of(name).toFixed(0)} µs a call`);
  const base = checks[0]?.[1] ?? NaN;
  console.log('\nthe check alone, over the open call');
  for (const [name, micros] of checks) {
    console.log(`${name}: ${micros.toFixed(0)} µs, ${(micros / base).toFixed(2)} of our read`);
  }
} finally {
  await Promise.all([ours.close(), plain.close(), cached.close()]);
  await cluster.stop();
}
