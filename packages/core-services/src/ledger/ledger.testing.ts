import { randomBytes, randomUUID } from 'node:crypto';
import { TenantSettings } from '@freehold/core-contracts/tenants';
import { createDatabase, withTenant, type Database } from '@freehold/core-db';
import { createTenant, createTestDatabase, type TestDatabase } from '@freehold/core-db/testing';
import { withConnection } from '@freehold/core-db/migrate';
import type { ServiceContext } from '../context.ts';
import { createKeyring } from '../keyring.ts';

export interface LedgerTest {
  readonly database: TestDatabase;
  readonly app: Database;
  /** Changes anything behind the application's back, triggers and policies off. */
  tamper(sql: string, values?: unknown[]): Promise<unknown[]>;
  addTenant(): Promise<ServiceContext>;
  close(): Promise<void>;
}

/** A database of its own for tests of the ledger. */
export async function openLedgerTest(): Promise<LedgerTest> {
  const database = await createTestDatabase();
  const app = await createDatabase({ url: database.appUrl, pool: { max: 5 } });
  const keyring = createKeyring({
    encryptionKeys: [{ id: 'test', key: randomBytes(32) }],
    digestKey: randomBytes(32),
  });
  return {
    database,
    app,
    tamper: (sql, values = []) =>
      withConnection(database.ownerUrl, async (owner) => {
        await owner.query('SET session_replication_role = replica');
        const { rows } = await owner.query<object>(sql, values);
        return rows;
      }),
    async addTenant() {
      const { id, slug } = await createTenant(database);
      return {
        db: app.client,
        tenant: { id, slug, name: slug, kind: 'CUSTOMER', settings: TenantSettings.parse({}) },
        actor: { kind: 'SYSTEM', name: 'test' },
        request: { id: 'test', ip: null, userAgent: null },
        clock: () => new Date(),
        keyring,
        logger: { info() {}, warn() {}, error() {} },
        isDevelopment: true,
        addresses: { portal: 'https://portal.example', console: 'https://console.example' },
        wake() {},
      };
    },
    async close() {
      await app.close();
      await database.drop();
    },
  };
}

/** A person who was approved and waits for the ledger. */
export async function addApprovedUser(ctx: ServiceContext): Promise<string> {
  const id = randomUUID();
  await withTenant(ctx.tenant.id, () =>
    ctx.db.user.createMany({
      data: [
        {
          id,
          email: `${id}@people.test`,
          firstName: 'Ada',
          lastName: 'Byron',
          emailVerified: true,
          status: 'APPROVED_PENDING_ONCHAIN',
          onchainStatus: 'PENDING',
        },
      ],
    }),
  );
  return id;
}

export function createUserPayload(userId: string) {
  return {
    userId,
    countryCode: 'CM',
    gender: 'UNDISCLOSED' as const,
    identityDigest: 'ab'.repeat(32),
  };
}
