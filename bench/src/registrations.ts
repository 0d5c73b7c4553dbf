/*
 * Registrations completed per second: all seven steps through the verbs, the account made, on one
 * embedded PostgreSQL, against the argon2id hash alone, which every registration needs once.
 * Run by hand: `node bench/src/registrations.ts [how many]`.
 */
import { randomUUID } from 'node:crypto';
import { startTestCluster } from '@freehold/core-db/testing';
import { seedShared } from '@freehold/core-db/seed';
import { hashPassword } from '@freehold/core-services/accounts/password/hash-password';
import type { ServiceContext, ServiceTenant } from '@freehold/core-services/context';
import { completeRegistration } from '@freehold/core-services/onboarding/complete-registration';
import { setBirth } from '@freehold/core-services/onboarding/registration/set-birth';
import { setName } from '@freehold/core-services/onboarding/registration/set-name';
import { setPassword } from '@freehold/core-services/onboarding/registration/set-password';
import { setPhone } from '@freehold/core-services/onboarding/registration/set-phone';
import { startRegistration } from '@freehold/core-services/onboarding/registration/start-registration';
import { verifyEmail } from '@freehold/core-services/onboarding/registration/verify-email';
import { verifyPhone } from '@freehold/core-services/onboarding/registration/verify-phone';
import { createTestPlatform, inScope, readTestMessages } from '@freehold/core-services/testing';

const concurrency = 8;
const count = Number(process.argv[2] ?? 200);

const cluster = await startTestCluster();
const platform = await createTestPlatform(cluster);
await seedShared({ privilegedUrl: platform.urls.privilegedUrl });
const tenant = await platform.makeTenant({ name: 'Bench' });

async function codeFor(ctx: ServiceContext, recipient: string): Promise<string> {
  const [message] = await readTestMessages(ctx, { recipient });
  const code = /\b(\d{6})\b/u.exec(message?.body ?? '')?.[1];
  if (code === undefined) throw new Error(`No code for ${recipient}`);
  return code;
}

function contextOf(home: ServiceTenant, index: number): ServiceContext {
  const ip = `10.${(index >> 16) & 255}.${(index >> 8) & 255}.${index & 255}`;
  const request = { id: randomUUID(), ip, userAgent: 'bench' };
  return platform.context(home, { kind: 'SERVICE', service: 'registration' }, { request });
}

function register(index: number): Promise<unknown> {
  const ctx = contextOf(tenant, index);
  const email = `person-${index}@people.example`;
  const phone = `+234803${String(1_000_000 + index)}`;
  const accounts = {
    complete: (input: Parameters<typeof completeRegistration>[0]['input']) =>
      completeRegistration({ ctx, input }),
  };
  return inScope(ctx, async () => {
    const { handle } = await startRegistration({ ctx, input: { email, locale: 'en' } });
    await verifyEmail({ ctx, input: { handle, code: await codeFor(ctx, email) } });
    const name = { firstName: 'Amara', lastName: 'Okonkwo', countryCode: 'NG' };
    await setName({ ctx, input: { handle, ...name } });
    await setBirth({ ctx, input: { handle, dateOfBirth: '1990-04-12', gender: 'FEMALE' } });
    await setPassword({ ctx, input: { handle, password: 'violet kettle river lantern' } });
    await setPhone({ ctx, input: { handle, phone } });
    const code = await codeFor(ctx, phone);
    return verifyPhone({ ctx, accounts, input: { handle, code } });
  });
}

async function rateOf(work: (index: number) => Promise<unknown>, first: number): Promise<number> {
  let next = first;
  const startedAt = performance.now();
  const worker = async (): Promise<void> => {
    for (;;) {
      const index = next;
      next += 1;
      if (index >= first + count) return;
      await work(index);
    }
  };
  await Promise.all(Array.from({ length: concurrency }, worker));
  return (count * 1000) / (performance.now() - startedAt);
}

try {
  await register(0);
  const registrations = await rateOf(register, 1);
  const hashes = await rateOf(() => hashPassword('violet kettle river lantern'), 0);
  console.log(`${count} registrations at concurrency ${concurrency}`);
  console.log(`registrations: ${registrations.toFixed(1)}/s`);
  console.log(`argon2id hash alone: ${hashes.toFixed(1)}/s`);
  console.log(`a registration costs ${(hashes / registrations).toFixed(1)} hashes`);
} finally {
  await platform.close();
  await cluster.stop();
}
