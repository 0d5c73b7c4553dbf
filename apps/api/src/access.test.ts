import type { SessionView } from '@freehold/core-contracts/session';
import { permissionsOf } from '@freehold/core-contracts/permissions';
import type { UserRole } from '@freehold/core-contracts/enums';
import { withTenant } from '@freehold/core-db';
import type { ServiceTenant } from '@freehold/core-services/context';
import { createServiceTokens } from '@freehold/core-trpc/service-tokens';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { createTestApi, testPassword, type TestApi } from './testing/api.ts';
import { listProcedures } from '@freehold/core-trpc/testing/procedures';

let api: TestApi;
let home: ServiceTenant;
let other: ServiceTenant;
let platformTenant: ServiceTenant;
const cookies = new Map<UserRole, string>();
const roles = ['ADMIN', 'REVIEWER', 'TREASURER', 'AUDITOR'] as const;

beforeAll(async () => {
  api = await createTestApi();
  home = await api.makeTenant('home-net');
  other = await api.makeTenant('other-net');
  platformTenant = await api.makeTenant('platform', 'PLATFORM');
  for (const role of roles) cookies.set(role, await api.signInStaff(home, role));
  cookies.set('PLATFORM_OPERATOR', await api.signInStaff(platformTenant, 'PLATFORM_OPERATOR'));
});
afterAll(() => api.close());

function guarded() {
  return listProcedures(api.router).filter(
    ({ access }) => access?.access === 'permission' || access?.access === 'session',
  );
}

describe('without a session', () => {
  test('every guarded procedure answers 401, whatever else is sent', async () => {
    for (const { path } of guarded()) {
      for (const cookie of [
        null,
        `__Host-freehold-console=home-net.${'A'.repeat(43)}`,
        '__Host-freehold-console=nonsense',
      ]) {
        const answer = await api.call(path, {}, { tenant: home.slug, cookie });
        expect({ path, status: answer.status, code: answer.error?.code }).toEqual({
          path,
          status: 401,
          code: 'session.required',
        });
      }
    }
  });

  test('a tenant must be named, and be one that exists', async () => {
    const missing = await api.call('session.current', undefined, { tenant: null });
    expect([missing.status, missing.error?.code]).toEqual([400, 'tenant.required']);
    const unknown = await api.call('session.current', undefined, { tenant: 'no-such-net' });
    expect([unknown.status, unknown.error?.code]).toEqual([404, 'tenant.unknown']);
  });
});

describe('a role', () => {
  test.each(roles)('%s reaches exactly what its permissions say', async (role) => {
    for (const { path, access } of guarded()) {
      if (access?.access !== 'permission') continue;
      const answer = await api.call(
        path,
        { surprise: 1 },
        { tenant: home.slug, cookie: cookies.get(role) ?? null },
      );
      const isAllowed = permissionsOf[role].includes(access.permission);
      expect({ path, isForbidden: answer.status === 403 }).toEqual({
        path,
        isForbidden: !isAllowed,
      });
    }
  });

  test('of staff counts for nothing in the portal', async () => {
    const { email } = await api.makeUser(home, 'ADMIN', 'second-admin@tenant.example');
    const portal = { tenant: home.slug, audience: 'PORTAL' } as const;
    const signedIn = await api.call(
      'session.signIn',
      { audience: 'PORTAL', email, password: testPassword },
      portal,
    );
    expect(signedIn.status).toBe(200);
    const answer = await api.call('users.list', {}, { ...portal, cookie: signedIn.setCookie });
    expect([answer.status, answer.error?.code]).toEqual([403, 'permission.missing']);
    const own = await api.call('account.get', undefined, { ...portal, cookie: signedIn.setCookie });
    expect(own.status).toBe(200);
  });
});

describe('a session', () => {
  test('of one tenant opens no other', async () => {
    for (const role of roles) {
      const answer = await api.call('overview.get', undefined, {
        tenant: other.slug,
        cookie: cookies.get(role) ?? null,
      });
      expect([role, answer.status]).toEqual([role, 401]);
    }
  });

  test('cannot be carried to another tenant by renaming the tenant in front of its token', async () => {
    const cookie = cookies.get('ADMIN')?.replace('home-net.', 'other-net.') ?? '';
    const answer = await api.call('overview.get', undefined, { tenant: other.slug, cookie });
    expect(answer.status).toBe(401);
  });

  test('of a platform operator acts in any tenant, and each such act is noted with both', async () => {
    const cookie = cookies.get('PLATFORM_OPERATOR') ?? '';
    const view = await api.call('session.current', undefined, { tenant: other.slug, cookie });
    expect((view.data as SessionView).tenant.slug).toBe('other-net');
    expect((view.data as SessionView).homeTenant.slug).toBe('platform');
    expect((await api.call('users.list', {}, { tenant: other.slug, cookie })).status).toBe(200);
    const notes = await withTenant(other.id, () =>
      api.database.client.auditLog.findMany({
        where: { action: 'tenant.read' },
        select: { actorTenantId: true, changes: true },
      }),
    );
    expect(notes).toEqual([
      { actorTenantId: platformTenant.id, changes: { procedure: 'users.list' } },
    ]);
  });

  test('ends at sign-out', async () => {
    const extra = await api.makeTenant('sign-out-net');
    const cookie = await api.signInStaff(extra, 'AUDITOR');
    const at = { tenant: extra.slug, cookie };
    expect((await api.call('overview.get', undefined, at)).status).toBe(200);
    expect((await api.call('session.signOut', undefined, at)).setCookie).toBe(
      '__Host-freehold-console=',
    );
    expect((await api.call('overview.get', undefined, at)).status).toBe(401);
  });
});

describe('between services', () => {
  const key = new Uint8Array(32).fill(5);
  const path = 'internal.completeRegistration';

  test('a call needs a token of the right service, for this audience and tenant', async () => {
    const registration = createServiceTokens({ service: 'registration', key });
    const worker = createServiceTokens({ service: 'worker', key });
    const call = (bearer: string, tenant = home.slug) => api.call(path, {}, { tenant, bearer });
    expect((await api.call(path, {}, { tenant: home.slug })).status).toBe(401);
    expect((await call(await registration.sign('worker', home.slug))).status).toBe(401);
    expect((await call(await registration.sign('api', other.slug))).status).toBe(401);
    expect((await call(await worker.sign('api', home.slug))).status).toBe(403);
    expect((await call(await registration.sign('api', home.slug))).error?.code).toBe(
      'request.invalid',
    );
    expect(
      (await api.call(path, {}, { tenant: home.slug, cookie: cookies.get('ADMIN') ?? null }))
        .status,
    ).toBe(401);
  });
});
