/*
 * Sign-ins per second without the hash, at 1, 8 and 32 callers, of 64 people in one tenant: ours, with
 * its budgets, the browser remembered and the audit row chained, in a browser that is known and in a
 * new one that is told of; against Better Auth, which has none of these. Run by hand: `node bench/src/sign-ins.ts`.
 */
import './stub-hash.ts';
import { startTestCluster } from '@freehold/core-db/testing';
import { inScope } from '@freehold/core-services/testing';
import { router } from '@freehold/core-trpc/trpc';
import { comparedPassword as password, openCompared } from './better-auth.ts';
import { openOurs } from './our-api.ts';
import { measureInTurns } from './rounds.ts';

const people = 64;
// After the stub is in place: a static import would be loaded before it.
const { signIn } = await import('@freehold/core-services/accounts/session/sign-in');

const cluster = await startTestCluster();
const ours = await openOurs(cluster, router({}));
const compared = await openCompared({
  ...{ ownerUrl: cluster.ownerUrl, schema: 'compared', isCookieCached: false },
});
const email = (index: number) => `person-${index % people}@people.test`;
const secrets = new Map<string, string>();
let next = 0;

async function signInOurs(isKnownBrowser: boolean): Promise<void> {
  const index = (next += 1);
  const address = email(index);
  const deviceSecret = isKnownBrowser ? (secrets.get(address) ?? null) : null;
  const ip = `10.0.0.${index % people}`;
  const ctx = { ...ours.ctx, request: { id: `bench-${index}`, ip, userAgent: null, deviceSecret } };
  const input = { audience: 'PORTAL', transport: 'COOKIE', email: address, password } as const;
  const result = await inScope(ctx, () => signIn({ ctx, input }));
  if (result.state !== 'SIGNED_IN') throw new Error(`A sign-in ended in ${result.state}`);
  if (result.device !== null) secrets.set(address, result.device.secret);
}

try {
  for (let index = 0; index < people; index += 1) {
    await ours.addPerson(email(index));
    await compared.signUp(email(index));
  }
  const variants = [
    { name: 'ours, known browser', run: () => signInOurs(true) },
    { name: 'ours, new browser', run: () => signInOurs(false) },
    { name: 'Better Auth', run: () => compared.signIn(email((next += 1))) },
  ];
  for (const concurrency of [1, 8, 32]) {
    const measured = await measureInTurns(variants, { concurrency, rounds: 9, roundMs: 1000 });
    const base = measured.find(({ name }) => name === 'Better Auth')?.perSecond ?? NaN;
    for (const { name, perSecond } of measured) {
      const ratio = (perSecond / base).toFixed(2);
      console.log(`${concurrency} callers, ${name}: ${perSecond.toFixed(0)}/s, ${ratio}`);
    }
  }
} finally {
  await Promise.all([ours.close(), compared.close()]);
  await cluster.stop();
}
