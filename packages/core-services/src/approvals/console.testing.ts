import { randomBytes, randomInt, randomUUID } from 'node:crypto';
import type { UserRole, UserStatus } from '@freehold/core-contracts/enums';
import type { CompleteRegistrationInput } from '@freehold/core-contracts/registration';
import { TenantSettings } from '@freehold/core-contracts/tenants';
import { createDatabase, type Database, withTenant } from '@freehold/core-db';
import { withConnection } from '@freehold/core-db/migrate';
import { createTenant, createTestDatabase, type TestDatabase } from '@freehold/core-db/testing';
import type { Actor, ServiceContext, ServiceTenant, WakeTopic } from '../context.ts';
import { createKeyring } from '../keyring.ts';
import { completeRegistration } from '../onboarding/complete-registration.ts';

export interface TestContext extends ServiceContext {
  /** Topics woken so far. */
  readonly wakes: WakeTopic[];
  readonly logged: object[];
}

export type Operator = Extract<Actor, { kind: 'OPERATOR' }>;

const keyring = createKeyring({
  encryptionKeys: [{ id: 'test', key: randomBytes(32) }],
  digestKey: randomBytes(32),
});

/** A database of its own with the application's role in front of it. */
export class TestConsole {
  readonly testDatabase: TestDatabase;
  readonly database: Database;
  readonly operations: string[];

  constructor(testDatabase: TestDatabase, database: Database, operations: string[]) {
    this.testDatabase = testDatabase;
    this.database = database;
    this.operations = operations;
  }

  static async open(): Promise<TestConsole> {
    const testDatabase = await createTestDatabase();
    await withConnection(testDatabase.privilegedUrl, (client) =>
      client.query(`INSERT INTO "Country" ("code", "alpha3", "numericCode", "nameEn", "nameFr") VALUES
        ('CH', 'CHE', '756', 'Switzerland', 'Suisse'), ('FR', 'FRA', '250', 'France', 'France')
        ON CONFLICT DO NOTHING`),
    );
    const operations: string[] = [];
    const database = await createDatabase({
      url: testDatabase.appUrl,
      onOperation: ({ model, action }) => operations.push(`${model}.${action}`),
    });
    return new TestConsole(testDatabase, database, operations);
  }

  async close(): Promise<void> {
    await this.database.close();
    await this.testDatabase.drop();
  }

  async addTenant(settings: Partial<TenantSettings> = {}): Promise<ServiceTenant> {
    const { id, slug } = await createTenant(this.testDatabase, { settings });
    return {
      id,
      slug,
      name: 'Main network',
      kind: 'CUSTOMER',
      settings: TenantSettings.parse(settings),
    };
  }

  contextOf(tenant: ServiceTenant, actor: Actor, clock = () => new Date()): TestContext {
    const wakes: WakeTopic[] = [];
    const logged: object[] = [];
    const note = (fields: object): void => void logged.push(fields);
    return {
      db: this.database.client,
      tenant,
      actor,
      request: { id: randomUUID(), ip: '203.0.113.9', userAgent: 'test' },
      clock,
      keyring,
      logger: { info: note, warn: note, error: note },
      isDevelopment: true,
      wake: (topic) => wakes.push(topic),
      wakes,
      logged,
    };
  }

  /** A member of staff of `tenant`. */
  async addStaff(
    tenant: ServiceTenant,
    role: UserRole = 'REVIEWER',
    name = 'Rita Reviewer',
  ): Promise<Operator> {
    const [firstName = '', lastName = ''] = name.split(' ');
    const { id } = await withTenant(tenant.id, () =>
      this.database.client.user.create({
        data: {
          email: `${randomUUID()}@staff.test`,
          firstName,
          lastName,
          role,
          status: 'ACTIVE',
          isActive: true,
        },
        select: { id: true },
      }),
    );
    return { kind: 'OPERATOR', userId: id, homeTenantId: tenant.id, role, name };
  }

  /** A person who has just finished the seven steps. */
  async addPerson(
    tenant: ServiceTenant,
    changes: Partial<CompleteRegistrationInput> = {},
    clock?: () => Date,
  ): Promise<{ userId: string; caseId: string; input: CompleteRegistrationInput }> {
    const input = completionInput(changes);
    const ctx = this.contextOf(tenant, { kind: 'SERVICE', service: 'registration' }, clock);
    return withTenant(tenant.id, async () => {
      const { userId } = await completeRegistration({ ctx, input });
      const { id: caseId } = await this.database.client.approvalCase.findFirstOrThrow({
        where: { userId },
        select: { id: true },
      });
      return { userId, caseId, input };
    });
  }

  /** Sets a person's status past every rule, for tests that start from it. */
  async putStatus(tenant: ServiceTenant, userId: string, status: UserStatus): Promise<void> {
    await withTenant(tenant.id, () =>
      this.database.client.user.updateMany({
        where: { id: userId },
        data: { status, isActive: status === 'ACTIVE' },
      }),
    );
  }
}

/** What the registration service hands over for a new person, different at each call. */
export function completionInput(
  changes: Partial<CompleteRegistrationInput> = {},
): CompleteRegistrationInput {
  return {
    registrationId: randomUUID(),
    email: `${randomUUID()}@people.test`,
    emailVerifiedAt: new Date('2026-01-05T10:00:00Z'),
    locale: 'en',
    firstName: 'Ada',
    lastName: 'Lovelace',
    countryCode: 'CH',
    dateOfBirth: '1985-12-10',
    gender: 'FEMALE',
    passwordHash: '$argon2id$v=19$m=19456,t=2,p=1$c29tZXNhbHQ$aGFzaGhhc2hoYXNo',
    phone: `+4178${randomInt(1_000_000, 9_999_999)}`,
    phoneVerifiedAt: new Date('2026-01-05T10:05:00Z'),
    isDisposableEmail: false,
    ipAddress: null,
    userAgent: 'Mozilla/5.0',
    failedAttempts: 0,
    startedAt: new Date('2026-01-05T09:55:00Z'),
    ...changes,
  };
}
