export { readTestMessages, type TestMessage } from './messages.ts';
export {
  createSoftwarePasskey,
  type PasskeyHabits,
  type SoftwarePasskey,
} from './software-passkey.ts';
import { TenantSettings } from '@freehold/core-contracts/tenants';
import { createDatabase, withTenant, type Database } from '@freehold/core-db';
import {
  createTenant,
  createTestDatabase,
  type TestCluster,
  type TestTenantOptions,
} from '@freehold/core-db/testing';
import type { Actor, ServiceContext, ServiceTenant, WakeTopic } from '../context.ts';
import { createKeyring } from '../keyring.ts';

/** A clock that stands still until it is moved. */
export interface TestClock {
  (): Date;
  moveBy(ms: number): void;
  set(at: Date): void;
}

export interface TestPlatform {
  readonly database: Database;
  readonly urls: {
    readonly ownerUrl: string;
    readonly appUrl: string;
    readonly privilegedUrl: string;
  };
  readonly clock: TestClock;
  /** Topics the worker was woken for. */
  readonly woken: WakeTopic[];
  makeTenant(options?: TestTenantOptions): Promise<ServiceTenant>;
  context(
    tenant: ServiceTenant,
    actor?: Actor,
    overrides?: Partial<ServiceContext>,
  ): ServiceContext;
  close(): Promise<void>;
}

/** A clock that stands still at `at`, by default now. */
export function createTestClock(at: Date = new Date()): TestClock {
  let now = at.getTime();
  const clock = (() => new Date(now)) as TestClock;
  clock.moveBy = (ms) => {
    now += ms;
  };
  clock.set = (to) => {
    now = to.getTime();
  };
  return clock;
}

const quiet = { info: () => undefined, warn: () => undefined, error: () => undefined };

/** A database of its own, reached through the application's role, and contexts on it. Programs other than tests pass the cluster they started. */
export async function createTestPlatform(cluster?: TestCluster): Promise<TestPlatform> {
  const { drop, ...urls } = await createTestDatabase(cluster);
  const database = await createDatabase({ url: urls.appUrl });
  const clock = createTestClock();
  const woken: WakeTopic[] = [];
  const keyring = createKeyring({
    encryptionKeys: [{ id: 'test', key: new Uint8Array(32).fill(7) }],
    digestKey: new Uint8Array(32).fill(9),
  });
  return {
    database,
    urls,
    clock,
    woken,
    async makeTenant(options = {}) {
      const { id, slug } = await createTenant(urls, options);
      return {
        id,
        slug,
        name: options.name ?? slug,
        kind: options.kind ?? 'CUSTOMER',
        settings: TenantSettings.parse(options.settings ?? {}),
      };
    },
    context: (tenant, actor = { kind: 'SYSTEM', name: 'test' }, overrides = {}) => ({
      db: database.client,
      tenant,
      actor,
      request: { id: 'test-request', ip: '198.51.100.7', userAgent: 'Test/1.0' },
      clock,
      keyring,
      logger: quiet,
      isDevelopment: true,
      addresses: { portal: 'https://portal.example', console: 'https://console.example' },
      relyingParty: { id: 'portal.example', origins: ['https://portal.example'] },
      wake: (topic) => void woken.push(topic),
      ...overrides,
    }),
    async close() {
      await database.close();
      await drop();
    },
  };
}

/** Runs a verb in its context's tenant, as the request pipeline does. */
export function inScope<T>(ctx: ServiceContext, work: () => Promise<T>): Promise<T> {
  return withTenant(ctx.tenant.id, work);
}
