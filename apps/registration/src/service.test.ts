import { randomUUID } from 'node:crypto';
import type {
  RegistrationPage,
  RegistrationView,
  StartRegistrationOutput,
} from '@freehold/core-contracts/registration';
import type { ServiceTenant } from '@freehold/core-services/context';
import { readTestMessages } from '@freehold/core-services/testing';
import { withTenant } from '@freehold/core-db';
import { withConnection } from '@freehold/core-db/migrate';
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import { createTestService, type TestService } from './testing/service.ts';

vi.setConfig({ testTimeout: 60_000 });

let service: TestService;
let home: ServiceTenant;
let away: ServiceTenant;
let staff: Record<'REVIEWER' | 'AUDITOR' | 'TREASURER' | 'USER', string>;
beforeAll(async () => {
  service = await createTestService();
  home = await service.platform.makeTenant();
  away = await service.platform.makeTenant();
  staff = {
    REVIEWER: await service.signIn(home, 'REVIEWER'),
    AUDITOR: await service.signIn(home, 'AUDITOR'),
    TREASURER: await service.signIn(home, 'TREASURER'),
    USER: await service.signIn(home, 'USER'),
  };
});
afterAll(() => service.close());

const password = 'violet kettle river lantern';

async function codeFor(recipient: string, tenant = home): Promise<string> {
  const ctx = service.platform.context(tenant);
  const sent = await withTenant(tenant.id, () => readTestMessages(ctx, { recipient }));
  return /\b(\d{6})\b/u.exec(sent.at(-1)?.body ?? '')?.[1] ?? '';
}

async function start(tenant = home): Promise<{ email: string; handle: string }> {
  const email = `person-${randomUUID()}@people.example`;
  const answer = await service.call('registration.start', { email }, { tenant: tenant.slug });
  return { email, handle: (answer.data as StartRegistrationOutput).handle };
}

const operate = (path: string, input: unknown, role: keyof typeof staff, tenant = home) =>
  service.call(path, input, { tenant: tenant.slug, cookie: staff[role] });

async function find(email: string): Promise<RegistrationPage['items'][number]> {
  const listed = await operate('registrations.list', { search: email }, 'REVIEWER');
  return (listed.data as RegistrationPage).items[0]!;
}

describe('a person', () => {
  test('goes the whole way over HTTP, and no secret of it is in any log line', async () => {
    const { email, handle } = await start();
    const phone = '+2348033000001';
    const codes: string[] = [await codeFor(email)];
    const at = { tenant: home.slug };
    const step = async (path: string, input: object) => {
      const answer = await service.call(`registration.${path}`, { handle, ...input }, at);
      return (answer.data as RegistrationView | null)?.step ?? answer.error?.code;
    };
    expect(await step('verifyEmail', { code: codes[0] })).toBe('EMAIL_VERIFIED');
    expect(
      await step('setName', { firstName: 'Amara', lastName: 'Okonkwo', countryCode: 'NG' }),
    ).toBe('NAME_COUNTRY_SET');
    expect(await step('setBirth', { dateOfBirth: '1990-04-12', gender: 'FEMALE' })).toBe(
      'DOB_GENDER_SET',
    );
    expect(await step('setPassword', { password: 'short' })).toBe('password.too_short');
    expect(await step('setPassword', { password })).toBe('PASSWORD_SET');
    expect(await step('setPhone', { phone })).toBe('PHONE_SENT');
    codes.push(await codeFor(phone));
    expect(await step('verifyPhone', { code: codes[1] })).toBe('COMPLETED');
    expect(await step('get', {})).toBe('COMPLETED');

    const log = service.lines.join('');
    expect(log).toContain('registration.verifyPhone');
    for (const secret of [handle, password, email, phone, 'Okonkwo'])
      expect(log).not.toContain(secret);
    for (const code of codes) expect(log).not.toMatch(new RegExp(`"${code}"`, 'u'));
  });

  test('reads the countries without any tenant', async () => {
    const { data } = await service.call('countries.list', undefined);
    expect(data).toContainEqual({
      code: 'NG',
      nameEn: 'Nigeria',
      nameFr: 'Nigéria',
      dialPrefix: '+234',
    });
  });

  test('is told what is wrong with what they sent', async () => {
    const { handle } = await start();
    const at = { tenant: home.slug };
    const refused = async (path: string, input: unknown, options = at) => {
      const { status, error } = await service.call(path, input, options);
      return {
        status,
        code: error?.code,
        fields: error?.fields?.map(({ path, code }) => `${path} ${code}`),
      };
    };
    expect(await refused('registration.start', { email: 'no address' })).toEqual({
      status: 400,
      code: 'request.invalid',
      fields: ['email email'],
    });
    expect(await refused('registration.get', { handle, surprise: 1 })).toMatchObject({
      fields: ['surprise unknown_field'],
    });
    expect(await refused('registration.verifyEmail', { handle, code: '12345' })).toMatchObject({
      fields: ['code code_format'],
    });
    expect(await refused('registration.get', { handle: 'short' })).toMatchObject({
      fields: ['handle handle'],
    });
    expect(await refused('registration.get', { handle: 'A'.repeat(43) })).toMatchObject({
      status: 401,
      code: 'registration.unknown_handle',
    });
    expect((await service.call('registration.start', { email: 'a@b.example' })).error?.code).toBe(
      'tenant.required',
    );
    const unknown = await service.call(
      'registration.start',
      { email: 'a@b.example' },
      { tenant: 'no-such-tenant' },
    );
    expect({ status: unknown.status, code: unknown.error?.code }).toEqual({
      status: 404,
      code: 'tenant.unknown',
    });
  });

  test('cannot be sent here by a foreign page', async () => {
    const foreign = { tenant: home.slug, headers: { origin: 'https://elsewhere.example' } };
    const { status, error } = await service.call(
      'registration.start',
      { email: 'a@b.example' },
      foreign,
    );
    expect({ status, code: error?.code }).toEqual({ status: 403, code: 'request.origin_refused' });
  });
});

describe('another tenant', () => {
  test('knows no handle of this one, whichever procedure is asked', async () => {
    const { handle } = await start();
    const inputs: Record<string, object> = {
      get: {},
      resendEmailCode: {},
      verifyEmail: { code: '000000' },
      changeEmail: { email: 'other@people.example' },
      setName: { firstName: 'A', lastName: 'B', countryCode: 'NG' },
      setBirth: { dateOfBirth: '1990-04-12', gender: 'OTHER' },
      setPassword: { password },
      setPhone: { phone: '+2348033000002' },
      resendPhoneCode: {},
      verifyPhone: { code: '000000' },
      complete: {},
      createResumeLink: {},
    };
    for (const [name, input] of Object.entries(inputs)) {
      const { error } = await service.call(
        `registration.${name}`,
        { handle, ...input },
        { tenant: away.slug },
      );
      expect({ name, code: error?.code }).toEqual({ name, code: 'registration.unknown_handle' });
    }
  });

  test('finds no registration of this one by its id, and its session does not count here', async () => {
    const { email } = await start(away);
    const ctx = service.platform.context(away);
    const { id, version } = await withTenant(away.id, () =>
      ctx.db.pendingRegistration.findFirstOrThrow({ where: { email } }),
    );
    for (const name of ['get', 'resendCode', 'extend', 'cancel']) {
      const input =
        name === 'get'
          ? { registrationId: id }
          : { registrationId: id, version, reason: 'because' };
      const here = await operate(`registrations.${name}`, input, 'REVIEWER');
      expect({ name, code: here.error?.code }).toEqual({ name, code: 'entity.not_found' });
      const there = await operate(`registrations.${name}`, input, 'REVIEWER', away);
      expect({ name, code: there.error?.code }).toEqual({ name, code: 'session.required' });
    }
    const listed = await operate('registrations.list', { search: email }, 'REVIEWER');
    expect((listed.data as RegistrationPage).total).toBe(0);
  });
});

describe('operators', () => {
  test('need a session, and the permission', async () => {
    const { email } = await start();
    const { id, version } = await find(email);
    const manage = { registrationId: id, version, reason: 'asked by phone' };
    const codeOf = async (path: string, input: unknown, role: keyof typeof staff) =>
      (await operate(path, input, role)).error?.code ?? 'ok';
    expect((await service.call('registrations.list', {}, { tenant: home.slug })).error?.code).toBe(
      'session.required',
    );
    expect(await codeOf('registrations.list', {}, 'USER')).toBe('session.required');
    expect(await codeOf('registrations.list', {}, 'TREASURER')).toBe('permission.missing');
    expect(await codeOf('registrations.list', {}, 'AUDITOR')).toBe('ok');
    expect(await codeOf('registrations.cancel', manage, 'AUDITOR')).toBe('permission.missing');
    expect(await codeOf('registrations.extend', manage, 'REVIEWER')).toBe('ok');
    expect(await codeOf('registrations.cancel', manage, 'REVIEWER')).toBe('version.stale');
    expect(
      await codeOf('registrations.cancel', { ...manage, version: version + 1 }, 'REVIEWER'),
    ).toBe('ok');
    expect((await find(email)).step).toBe('CANCELLED');
  });
});

describe('the service', () => {
  test('is not ready once a migration it needs is missing', async () => {
    const { ownerUrl } = service.platform.urls;
    const changed = (sql: string) => withConnection(ownerUrl, (client) => client.query(sql));
    await changed(
      `UPDATE "_prisma_migrations" SET finished_at = NULL WHERE migration_name LIKE '%walls'`,
    );
    const answer = await service.app.request('/readyz');
    await changed(
      `UPDATE "_prisma_migrations" SET finished_at = now() WHERE migration_name LIKE '%walls'`,
    );
    expect(answer.status).toBe(503);
    expect(await answer.json()).toMatchObject({ checks: [{ isOk: true }, { isOk: false }] });
  });

  test('says that it lives, is ready, and what it measured', async () => {
    const get = (path: string) => service.app.request(path);
    expect((await get('/healthz')).status).toBe(200);
    const ready = await get('/readyz');
    expect(await ready.json()).toMatchObject({
      status: 'ready',
      checks: [{ name: 'database' }, { name: 'migrations' }],
    });
    expect(await (await get('/metrics')).text()).toContain('freehold_rpc_duration_seconds');
    expect((await get('/anything')).status).toBe(404);
  });
});
