import { permissionsOf } from '@freehold/core-contracts/permissions';
import type { SessionView, SignInOutput } from '@freehold/core-contracts/session';
import { audienceHeader, requestHeader, tenantHeader } from '@freehold/core-contracts/headers';
import { withTenant } from '@freehold/core-db';
import type { ServiceTenant } from '@freehold/core-services/context';
import { createSoftwarePasskey } from '@freehold/core-services/testing';
import { transformer } from '@freehold/core-trpc/transformer';
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import { createTestApi, testPassword, type CallOptions, type TestApi } from './testing/api.ts';
import { listProcedures, type ProcedureFacts } from '@freehold/core-trpc/testing/procedures';

// Many passwords are hashed, on whatever machine this is.
vi.setConfig({ testTimeout: 120_000 });

let api: TestApi;
let home: ServiceTenant;
let admin: string;
let treasurer: string;
let count = 0;
beforeAll(async () => {
  api = await createTestApi();
  home = await api.makeTenant('home-net');
  admin = await api.signInStaff(home, 'ADMIN');
  treasurer = await api.signInStaff(home, 'TREASURER');
});
afterAll(() => api.close());

const portal = (over: Partial<CallOptions> = {}): CallOptions => ({
  tenant: home.slug,
  audience: 'PORTAL',
  ...over,
});

async function person() {
  const { email, id } = await api.makeUser(home, 'USER', `person-${(count += 1)}@people.test`);
  const input = { audience: 'PORTAL', email, password: testPassword };
  const answer = await api.call('session.signIn', input, portal());
  const { session } = answer.data as { session: SessionView };
  return { email, userId: id, cookie: answer.setCookie ?? '', sessionId: session.sessionId };
}

/** Somebody who may do it, but for the fresh factor. */
function allowed({ access }: ProcedureFacts): string {
  const isOfAdmin =
    access?.access !== 'permission' || permissionsOf.ADMIN.includes(access.permission);
  return isOfAdmin ? admin : treasurer;
}

/** As if the factor had been proved that long ago. */
function age(tenant: ServiceTenant, minutes: number): Promise<unknown> {
  const factorAt = new Date(Date.now() - minutes * 60_000);
  return withTenant(tenant.id, () =>
    api.database.client.session.updateMany({ data: { factorAt } }),
  );
}

function steppedUp() {
  return listProcedures(api.router).filter(
    ({ access }) => access?.access === 'permission' && access.isStepUpNeeded === true,
  );
}

describe('what needs a fresh factor', () => {
  test('is refused to an operator whose proof is eleven minutes old, whatever else is sent', async () => {
    const procedures = steppedUp();
    expect(procedures.length).toBeGreaterThanOrEqual(20);
    await age(home, 11);
    for (const procedure of procedures) {
      const { path } = procedure;
      const cookie = allowed(procedure);
      const answer = await api.call(path, { surprise: 1 }, { tenant: home.slug, cookie });
      expect({ path, status: answer.status, code: answer.error?.code }).toEqual({
        path,
        status: 403,
        code: 'session.step_up_required',
      });
    }
    await age(home, 9);
    for (const procedure of procedures) {
      const { path } = procedure;
      const cookie = allowed(procedure);
      const answer = await api.call(path, { surprise: 1 }, { tenant: home.slug, cookie });
      expect({ path, code: answer.error?.code }).not.toEqual({
        path,
        code: 'session.step_up_required',
      });
    }
  });

  test('is everything that changes a password, a factor or an address', () => {
    const paths = steppedUp().map(({ path }) => path);
    expect(paths).toEqual(
      expect.arrayContaining([
        'factors.addPasskey',
        'factors.beginPasskey',
        'factors.beginTotp',
        'factors.confirmTotp',
        'factors.removePasskey',
        'factors.removeTotp',
        'factors.renewRecoveryCodes',
        'password.change',
        'email.requestChange',
        'phone.requestChange',
        'phone.confirmChange',
        'users.erase',
        'users.delete',
        'users.resetFactors',
        'users.changeStatus',
      ]),
    );
  });
});

describe('a step-up', () => {
  test('opens what was refused; the cookie is another one and the old one is dead at once', async () => {
    const { cookie } = await person();
    await age(home, 11);
    const before = await api.call('factors.beginTotp', undefined, portal({ cookie }));
    expect(before.error?.code).toBe('session.step_up_required');

    const input = { method: 'PASSWORD', password: testPassword };
    const renewed = await api.call('session.stepUp', input, portal({ cookie }));
    expect(renewed.status).toBe(200);
    const view = renewed.data as SessionView;
    expect(view.steppedUpUntil.getTime()).toBeGreaterThan(Date.now() + 9 * 60_000);
    const next = renewed.setCookie ?? '';
    expect(next).toMatch(/^__Host-freehold-portal-home-net=home-net\.[\w-]{43}$/u);
    expect(next).not.toBe(cookie);

    const old = await api.call('session.current', undefined, portal({ cookie }));
    expect([old.status, old.error?.code]).toEqual([401, 'session.required']);
    const after = await api.call('factors.beginTotp', undefined, portal({ cookie: next }));
    expect(after.status).toBe(200);
  });

  test('that fails signs nobody out', async () => {
    const { cookie } = await person();
    const input = { method: 'PASSWORD', password: 'not the right one' };
    const answer = await api.call('session.stepUp', input, portal({ cookie }));
    expect([answer.status, answer.error?.code, answer.setCookie]).toEqual([
      400,
      'session.wrong_credentials',
      null,
    ]);
    expect((await api.call('session.current', undefined, portal({ cookie }))).status).toBe(200);
  });

  test('of a platform operator at work in another tenant happens where the account lives', async () => {
    const platformTenant = await api.makeTenant('platform', 'PLATFORM');
    const cookie = await api.signInStaff(platformTenant, 'PLATFORM_OPERATOR');
    const at = { tenant: home.slug, cookie };
    const methods = await api.call('session.listStepUpMethods', undefined, at);
    expect(methods.data).toEqual({ methods: ['TOTP', 'RECOVERY_CODE'] });
    const begun = await api.call('factors.beginTotp', undefined, at);
    expect(begun.status).toBe(200);
    const made = await withTenant(platformTenant.id, () =>
      api.database.client.authenticator.count({ where: { confirmedAt: null } }),
    );
    expect(made).toBe(1);
  });
});

test('passkeys go over the wire: added, signed in with, and the cookie opens the account', async () => {
  const { cookie, userId } = await person();
  const passkey = createSoftwarePasskey({ origin: 'http://localhost:3000', rpId: 'localhost' });
  type Begun = { passkeyChallenge: string; options: Parameters<typeof passkey.create>[0] };
  const adding = (await api.call('factors.beginPasskey', undefined, portal({ cookie })))
    .data as Begun;
  const added = await api.call(
    'factors.addPasskey',
    {
      passkeyChallenge: adding.passkeyChallenge,
      answer: passkey.create(adding.options),
      name: 'Phone',
    },
    portal({ cookie }),
  );
  expect(added.data).toMatchObject({ recoveryCodes: expect.any(Array) });

  const begun = (await api.call('session.beginPasskey', { audience: 'PORTAL' }, portal()))
    .data as Begun;
  const { passkeyChallenge } = begun;
  const answer = passkey.get(begun.options);
  const input = { audience: 'PORTAL', passkeyChallenge, answer };
  const signedIn = await api.call('session.signInWithPasskey', input, portal());
  expect(signedIn.data).toMatchObject({
    state: 'SIGNED_IN',
    session: { hasSecondFactor: true, user: { id: userId } },
  });
  const own = await api.call('account.get', undefined, portal({ cookie: signedIn.setCookie }));
  expect(own.status).toBe(200);
});

test('a refused sign-in says the same of every address, to the byte', async () => {
  const { email } = await person();
  const factor = await person();
  const unverified = await person();
  await withTenant(home.id, async () => {
    const { db } = api.platform;
    const data = { userId: factor.userId, secretCiphertext: new Uint8Array(64) };
    await db.authenticator.createMany({ data: [{ ...data, confirmedAt: new Date() }] });
    await db.user.updateMany({ where: { id: unverified.userId }, data: { emailVerified: false } });
  });
  const tries = [
    [email, 'not the right one'],
    ['nobody@people.test', 'not the right one'],
    [factor.email, 'not the right one'],
    [unverified.email, testPassword],
  ];
  const answers = await Promise.all(
    tries.map(([address, password]) =>
      api.call('session.signIn', { audience: 'PORTAL', email: address, password }, portal()),
    ),
  );
  const texts = answers.map(({ status, data, error, setCookie }) =>
    JSON.stringify({ status, data, setCookie, ...error, requestId: null }),
  );
  expect(texts).toEqual(texts.map(() => texts[0]));
  expect(answers[0]).toMatchObject({ status: 401, error: { code: 'session.wrong_credentials' } });
});

test('sign-in against suspend, over the wire: no cookie opens anything afterwards', async () => {
  await age(home, 0);
  const states = new Set<string>();
  const startedAt = performance.now();
  await person();
  const signInMs = performance.now() - startedAt;
  for (let round = 0; round < 24; round += 1) {
    const { email, id } = await api.makeUser(home, 'USER', `raced-${round}@people.test`);
    const input = { audience: 'PORTAL', email, password: testPassword };
    const enter = () => api.call('session.signIn', input, portal());
    const suspend = async () => {
      const act = { userId: id, version: 0, reason: 'a test', status: 'SUSPENDED' };
      // From the beginning of a sign-in to past its end.
      await new Promise((resolve) => setTimeout(resolve, ((round % 8) / 6) * signInMs));
      return api.call('users.changeStatus', act, { tenant: home.slug, cookie: admin });
    };
    const [entered, suspended] = await Promise.all([enter(), suspend()]);
    expect(suspended.status).toBe(200);
    states.add((entered.data as SignInOutput | null)?.state ?? entered.error?.code ?? '');
    const own = await api.call('account.get', undefined, portal({ cookie: entered.setCookie }));
    expect({ round, status: own.status }).toEqual({ round, status: 401 });
    const alive = await withTenant(home.id, () =>
      api.database.client.session.count({ where: { userId: id, isValid: true } }),
    );
    expect({ round, alive }).toEqual({ round, alive: 0 });
  }
  expect([...states].toSorted()).toEqual(['SIGNED_IN', 'session.wrong_credentials']);
});

test('calls that come in one batch are counted one by one', async () => {
  const { email } = await person();
  const paths = Array.from({ length: 20 }, () => 'session.signIn').join(',');
  const input = { audience: 'PORTAL', email, password: 'one of very many guesses' };
  const inputs = Array.from({ length: 20 }, (_, index) => [index, transformer.serialize(input)]);
  const response = await api.app.request(`/trpc/${paths}?batch=1`, {
    method: 'POST',
    headers: {
      origin: 'http://localhost:3000',
      [requestHeader]: '1',
      [audienceHeader]: 'PORTAL',
      [tenantHeader]: home.slug,
      'content-type': 'application/json',
    },
    body: JSON.stringify(Object.fromEntries(inputs)),
  });
  const answers = (await response.json()) as { error: string }[];
  const codes = answers.map(({ error }) => {
    const shape = transformer.deserialize(error) as { data: { error: { code: string } } };
    return shape.data.error.code;
  });
  expect(codes).toHaveLength(20);
  const looked = codes.filter((code) => code === 'session.wrong_credentials').length;
  // Four at once; each second that the machine takes over it lets one more through.
  expect(looked).toBeGreaterThanOrEqual(4);
  expect(looked).toBeLessThanOrEqual(8);
  expect(codes.filter((code) => code === 'session.throttled')).toHaveLength(20 - looked);
});
