import { randomInt, randomUUID } from 'node:crypto';
import type { UserRole, UserStatus } from '@freehold/core-contracts/enums';
import type { CompleteRegistrationInput } from '@freehold/core-contracts/registration';
import type { TenantSettings } from '@freehold/core-contracts/tenants';
import { withTenant, type TenantClient } from '@freehold/core-db';
import { withConnection } from '@freehold/core-db/migrate';
import { collide, type Hold } from '@freehold/core-db/testing';
import type { Actor, ServiceContext, ServiceTenant, WakeTopic } from '../context.ts';
import { completeRegistration } from '../onboarding/complete-registration.ts';
import { createTestPlatform, type TestPlatform } from '../testing/index.ts';

export interface TestContext extends ServiceContext {
  /** Topics woken so far. */
  readonly wakes: WakeTopic[];
  readonly logged: object[];
}

export type Operator = Extract<Actor, { kind: 'OPERATOR' }>;

/** A database of its own with staff and people in it. */
export class TestConsole {
  readonly platform: TestPlatform;
  readonly db: TenantClient;

  constructor(platform: TestPlatform) {
    this.platform = platform;
    this.db = platform.database.client;
  }

  static async open(): Promise<TestConsole> {
    const platform = await createTestPlatform();
    await withConnection(platform.urls.privilegedUrl, (client) =>
      client.query(`INSERT INTO "Country" ("code", "alpha3", "numericCode", "nameEn", "nameFr") VALUES
        ('CH', 'CHE', '756', 'Switzerland', 'Suisse'), ('FR', 'FRA', '250', 'France', 'France')
        ON CONFLICT DO NOTHING`),
    );
    return new TestConsole(platform);
  }

  close(): Promise<void> {
    return this.platform.close();
  }

  addTenant(settings: Partial<TenantSettings> = {}): Promise<ServiceTenant> {
    return this.platform.makeTenant({ name: 'Main network', settings });
  }

  contextOf(tenant: ServiceTenant, actor: Actor, clock = () => new Date()): TestContext {
    const wakes: WakeTopic[] = [];
    const logged: object[] = [];
    const note = (fields: object): void => void logged.push(fields);
    const context = this.platform.context(tenant, actor, {
      clock,
      request: { id: randomUUID(), ip: '203.0.113.9', userAgent: 'test' },
      logger: { info: note, warn: note, error: note },
      wake: (topic) => wakes.push(topic),
    });
    return { ...context, wakes, logged };
  }

  /** Makes contenders really meet at what `hold` holds. */
  collide<T>(
    hold: Hold,
    contenders: readonly (() => Promise<T>)[],
  ): Promise<PromiseSettledResult<T>[]> {
    return collide(this.platform.urls.ownerUrl, hold, contenders);
  }

  /** As `collide`, on the row of a case. */
  collideOnCase<T>(caseId: string, contenders: readonly (() => Promise<T>)[]) {
    return this.collide(
      { sql: 'SELECT FROM "ApprovalCase" WHERE "id" = $1 FOR UPDATE', values: [caseId] },
      contenders,
    );
  }

  /** A member of staff of `tenant`. */
  async addStaff(
    tenant: ServiceTenant,
    role: UserRole = 'REVIEWER',
    name = 'Rita Reviewer',
  ): Promise<Operator> {
    const [firstName = '', lastName = ''] = name.split(' ');
    const { id } = await withTenant(tenant.id, () =>
      this.db.user.create({
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
      const { id: caseId } = await this.db.approvalCase.findFirstOrThrow({
        where: { userId },
        select: { id: true },
      });
      return { userId, caseId, input };
    });
  }

  /** Everything that was written about a person's case after it was opened. */
  readCase(tenant: ServiceTenant, userId: string) {
    return withTenant(tenant.id, async () => {
      const user = await this.db.user.findFirstOrThrow({
        where: { id: userId },
        include: { approvalCase: { include: { decisions: { orderBy: { createdAt: 'asc' } } } } },
      });
      const approvalCase = user.approvalCase!;
      const opening = ['user.register', 'user.submit', 'approval.open'];
      return {
        user,
        approvalCase,
        decisions: approvalCase.decisions,
        commands: await this.db.outboxCommand.findMany({
          where: { aggregateKey: `user:${userId}` },
        }),
        messages: await this.db.outboundMessage.findMany({
          where: { entityId: userId, template: { not: 'welcome' } },
        }),
        audit: await this.db.auditLog.findMany({
          where: { entityId: { in: [userId, approvalCase.id] }, action: { notIn: opening } },
          orderBy: { sequence: 'asc' },
        }),
      };
    });
  }

  /** Sets a person's status past every rule, for tests that start from it. */
  async putStatus(tenant: ServiceTenant, userId: string, status: UserStatus): Promise<void> {
    await withTenant(tenant.id, () =>
      this.db.user.updateMany({
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
