import type { OwnDevice, OwnSession } from '@freehold/core-contracts/security';
import type { SignInOutput, TokenPair } from '@freehold/core-contracts/session';
import { audienceHeader, requestHeader, tenantHeader } from '@freehold/core-contracts/headers';
import { withTenant } from '@freehold/core-db';
import type { ServiceTenant } from '@freehold/core-services/context';
import { transformer } from '@freehold/core-trpc/transformer';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { createTestApi, testPassword, type CallOptions, type TestApi } from './testing/api.ts';
import { codeNow } from './testing/totp.ts';

let api: TestApi;
let home: ServiceTenant;
let other: ServiceTenant;
let count = 0;
beforeAll(async () => {
  api = await createTestApi();
  home = await api.makeTenant('home-net');
  other = await api.makeTenant('other-net');
});
afterAll(() => api.close());

const portal = (over: Partial<CallOptions> = {}): CallOptions => ({
  tenant: home.slug,
  audience: 'PORTAL',
  ...over,
});
const freshEmail = () => `person-${(count += 1)}@people.test`;

type SignedIn = Extract<SignInOutput, { state: 'SIGNED_IN' }>;

async function signIn(email: string, transport: 'COOKIE' | 'TOKEN', at = portal()) {
  const input = { audience: 'PORTAL', email, password: testPassword, transport };
  const answer = await api.call('session.signIn', input, at);
  return { ...answer, data: answer.data as SignedIn };
}

async function application() {
  const { email, id } = await api.makeUser(home, 'USER', freshEmail());
  const { data, setCookie } = await signIn(email, 'TOKEN');
  return { email, userId: id, tokens: data.tokens!, sessionId: data.session.sessionId, setCookie };
}

const own = (bearer: string, over: Partial<CallOptions> = {}) =>
  api.call('account.get', undefined, portal({ bearer, ...over }));

describe('an application', () => {
  test('gets tokens and no cookie, and acts by its access token', async () => {
    const { tokens, setCookie, userId } = await application();
    expect(setCookie).toBeNull();
    const answer = await own(tokens.accessToken);
    expect(answer.status).toBe(200);
    expect(answer.data).toMatchObject({ id: userId });
  });

  test('refreshes without naming its tenant, and goes on with the new pair alone', async () => {
    const { tokens } = await application();
    const input = { refreshToken: tokens.refreshToken };
    const { data, status } = await api.call('session.refresh', input, { tenant: null });
    expect(status).toBe(200);
    const next = data as TokenPair;
    expect((await own(next.accessToken)).status).toBe(200);
    expect((await own(tokens.accessToken)).status).toBe(401);
  });

  test('is refused when its access token has run out', async () => {
    const { tokens, sessionId } = await application();
    await withTenant(home.id, () =>
      api.database.client.session.updateMany({
        where: { id: sessionId },
        data: { accessExpiresAt: new Date(Date.now() - 1) },
      }),
    );
    const answer = await own(tokens.accessToken);
    expect([answer.status, answer.error?.code]).toEqual([401, 'session.required']);
  });

  test('signs out with its token, and its refresh token ends too', async () => {
    const { tokens } = await application();
    const at = portal({ bearer: tokens.accessToken });
    expect((await api.call('session.signOut', undefined, at)).status).toBe(200);
    const input = { refreshToken: tokens.refreshToken };
    const refreshed = await api.call('session.refresh', input, { tenant: null });
    expect([refreshed.status, refreshed.error?.code]).toEqual([401, 'session.refresh_refused']);
  });

  test('of an operator needs the second factor and is in the console alone', async () => {
    const { email } = await api.makeUser(home, 'AUDITOR', freshEmail());
    const at = { tenant: home.slug };
    const input = { audience: 'CONSOLE', email, password: testPassword, transport: 'TOKEN' };
    const begun = await api.call('session.signIn', input, at);
    const enrolment = begun.data as Extract<SignInOutput, { state: 'ENROLMENT_REQUIRED' }>;
    expect(enrolment.state).toBe('ENROLMENT_REQUIRED');
    const code = codeNow(enrolment.secret);
    const done = await api.call(
      'session.verifySecondFactor',
      { challenge: enrolment.challenge, code },
      at,
    );
    const { tokens, session } = done.data as SignedIn;
    expect(done.setCookie).toBeNull();
    expect(Math.round((session.expiresAt.getTime() - Date.now()) / 60_000)).toBe(12 * 60);
    const bearer = tokens!.accessToken;
    expect((await api.call('overview.get', undefined, { ...at, bearer })).status).toBe(200);
    expect((await own(bearer)).status).toBe(401);
  });
});

describe('a token', () => {
  test('of the portal opens nothing in the console, whoever it belongs to', async () => {
    const { email } = await api.makeUser(home, 'ADMIN', freshEmail());
    const { data } = await signIn(email, 'TOKEN');
    const bearer = data.tokens!.accessToken;
    const answer = await api.call('overview.get', undefined, { tenant: home.slug, bearer });
    expect([answer.status, answer.error?.code]).toEqual([401, 'session.required']);
  });

  test('of one tenant opens no other, even with the tenant in it renamed', async () => {
    const { accessToken } = (await application()).tokens;
    const renamed = accessToken.replace('home-net', 'other-net');
    for (const bearer of [accessToken, renamed]) {
      expect((await own(bearer, { tenant: other.slug })).status).toBe(401);
    }
    expect((await own(renamed)).status).toBe(401);
  });

  test('of another kind opens nothing: refresh token, cookie, token of a service', async () => {
    const { tokens } = await application();
    const { email } = await api.makeUser(home, 'USER', freshEmail());
    const cookie = (await signIn(email, 'COOKIE')).setCookie ?? '';
    const cookieToken = cookie.split('=').at(-1)?.split('.').at(-1) ?? '';
    const service = await api.platform.serviceTokens.sign('api', home.slug);
    for (const bearer of [
      tokens.refreshToken,
      `fha.home-net.${cookieToken}`,
      cookieToken,
      service,
      'nonsense',
    ]) {
      expect({ bearer, status: (await own(bearer)).status }).toEqual({ bearer, status: 401 });
    }
    const secret = tokens.accessToken.split('.').at(-1);
    const asCookie = `__Host-freehold-portal-home-net=home-net.${secret}`;
    const answer = await api.call('account.get', undefined, portal({ cookie: asCookie }));
    expect(answer.status).toBe(401);
  });

  test('counts before the cookie that comes with it', async () => {
    const { tokens, userId } = await application();
    const { email } = await api.makeUser(home, 'USER', freshEmail());
    const cookie = (await signIn(email, 'COOKIE')).setCookie;
    const answer = await own(tokens.accessToken, { cookie });
    expect(answer.data).toMatchObject({ id: userId });
  });
});

describe('the guard against foreign pages', () => {
  const send = (headers: Record<string, string>) =>
    api.app.request('/trpc/account.get', {
      method: 'POST',
      body: JSON.stringify(transformer.serialize(undefined)),
      headers: {
        'content-type': 'application/json',
        [tenantHeader]: home.slug,
        [audienceHeader]: 'PORTAL',
        ...headers,
      },
    });

  test('lets an application pass that sends no cookie: no page can send its header unasked', async () => {
    const { tokens } = await application();
    const response = await send({ authorization: `Bearer ${tokens.accessToken}` });
    expect(response.status).toBe(200);
  });

  test('stands where cookies come along, whatever else does', async () => {
    const { tokens } = await application();
    const { email } = await api.makeUser(home, 'USER', freshEmail());
    const cookie = (await signIn(email, 'COOKIE')).setCookie ?? '';
    const authorization = `Bearer ${tokens.accessToken}`;
    const evil = { origin: 'https://evil.example', [requestHeader]: '1' };
    expect((await send({ cookie, authorization, ...evil })).status).toBe(403);
    expect((await send({ cookie, authorization })).status).toBe(403);
    expect((await send({ cookie })).status).toBe(403);
  });
});

describe('a browser', () => {
  const cookiesOf = async (email: string, cookie?: string) => {
    const response = await api.app.request('/trpc/session.signIn', {
      method: 'POST',
      headers: {
        origin: 'http://localhost:3000',
        'content-type': 'application/json',
        [requestHeader]: '1',
        [tenantHeader]: home.slug,
        [audienceHeader]: 'PORTAL',
        ...(cookie === undefined ? {} : { cookie }),
      },
      body: JSON.stringify(
        transformer.serialize({ audience: 'PORTAL', email, password: testPassword }),
      ),
    });
    return response.headers.getSetCookie();
  };

  test('is remembered by a cookie of its host that no script reads', async () => {
    const { email } = await api.makeUser(home, 'USER', freshEmail());
    const [, device = ''] = await cookiesOf(email);
    expect(device).toMatch(
      /^__Host-freehold-device-home-net=[\w-]{43}; Path=\/; Secure; HttpOnly; SameSite=Lax; Expires=/u,
    );
    const [session = '', again = ''] = await cookiesOf(email, device.split(';')[0]);
    expect(again.split(';')[0]).toBe(device.split(';')[0]);

    const at = portal({ cookie: session.split(';')[0] ?? null });
    const devices = (await api.call('security.listDevices', undefined, at)).data as OwnDevice[];
    expect(devices.map(({ isCurrent }) => isCurrent)).toEqual([true]);
    const sessions = (await api.call('security.listSessions', undefined, at)).data as OwnSession[];
    expect([sessions.length, sessions.filter(({ isCurrent }) => isCurrent).length]).toEqual([2, 1]);
    const { id: deviceId } = devices[0]!;
    expect((await api.call('security.revokeDevice', { deviceId }, at)).status).toBe(200);
    expect((await api.call('account.get', undefined, at)).status).toBe(401);
  });

  test('whose own session is ended loses its cookie', async () => {
    const { email } = await api.makeUser(home, 'USER', freshEmail());
    const { data, setCookie } = await signIn(email, 'COOKIE');
    const at = portal({ cookie: setCookie });
    const { sessionId } = data.session;
    const ended = await api.call('security.endSession', { sessionId }, at);
    expect(ended.setCookie).toBe('__Host-freehold-portal-home-net=');
    expect((await api.call('account.get', undefined, at)).status).toBe(401);
  });

  test('keeps its session after a step-up only with the new cookie', async () => {
    const { email } = await api.makeUser(home, 'USER', freshEmail());
    const { setCookie } = await signIn(email, 'COOKIE');
    const before = portal({ cookie: setCookie });
    const input = { method: 'PASSWORD', password: testPassword };
    const renewed = await api.call('session.stepUp', input, before);
    expect(renewed.status).toBe(200);
    expect((await api.call('account.get', undefined, before)).status).toBe(401);
    const after = portal({ cookie: renewed.setCookie });
    expect((await api.call('account.get', undefined, after)).status).toBe(200);
  });
});

test('a change of password needs a fresh factor, and then ends every other session', async () => {
  const { email, id } = await api.makeUser(home, 'USER', freshEmail());
  const [first, second] = [await signIn(email, 'COOKIE'), await signIn(email, 'COOKIE')];
  const at = portal({ cookie: first.setCookie });
  const input = { currentPassword: testPassword, newPassword: 'nine loud herons sleep well' };
  await withTenant(home.id, () =>
    api.database.client.session.updateMany({
      where: { userId: id },
      data: { factorAt: new Date(Date.now() - 10 * 60_000) },
    }),
  );
  const stale = await api.call('password.change', input, at);
  expect([stale.status, stale.error?.code]).toEqual([403, 'session.step_up_required']);
  const stepUp = { method: 'PASSWORD', password: testPassword };
  const { setCookie } = await api.call('session.stepUp', stepUp, at);
  const fresh = portal({ cookie: setCookie });
  expect((await api.call('password.change', input, fresh)).status).toBe(200);
  expect((await api.call('account.get', undefined, fresh)).status).toBe(200);
  const others = portal({ cookie: second.setCookie });
  expect((await api.call('account.get', undefined, others)).status).toBe(401);
});
