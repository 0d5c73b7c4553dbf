import { randomUUID } from 'node:crypto';
import type { MembershipRole } from '@freehold/core-contracts/enums';
import type { ApiScope } from '@freehold/core-contracts/permissions';
import { toAppError, withTenant } from '@freehold/core-db';
import { type Operator, TestConsole, type TestContext } from '../approvals/console.testing.ts';
import type { Actor, ServiceTenant } from '../context.ts';
import { createOrganization } from './create-organization.ts';

export interface TestPerson {
  readonly userId: string;
  readonly email: string;
  readonly actor: Actor;
}

/** A tenant with people, operators and organizations in it; one per test file. */
export class TestOrganizations {
  readonly house: TestConsole;
  readonly tenant: ServiceTenant;
  readonly admin: Operator;
  readonly auditor: Operator;

  private constructor(
    house: TestConsole,
    tenant: ServiceTenant,
    staff: { admin: Operator; auditor: Operator },
  ) {
    this.house = house;
    this.tenant = tenant;
    this.admin = staff.admin;
    this.auditor = staff.auditor;
  }

  static async open(): Promise<TestOrganizations> {
    const house = await TestConsole.open();
    const tenant = await house.addTenant();
    const admin = await house.addStaff(tenant, 'ADMIN', 'Mira Manager');
    const auditor = await house.addStaff(tenant, 'AUDITOR', 'Anna Auditor');
    return new TestOrganizations(house, tenant, { admin, auditor });
  }

  get db() {
    return this.house.db;
  }

  close(): Promise<void> {
    return this.house.close();
  }

  /** A context of the tenant, as `actor`. */
  as(actor: Actor, clock?: () => Date): TestContext {
    return this.house.contextOf(this.tenant, actor, clock);
  }

  in<T>(work: () => Promise<T>): Promise<T> {
    return withTenant(this.tenant.id, work);
  }

  /** A person whose account is active and whose address is verified. */
  async addPerson(name = 'Ada Lovelace'): Promise<TestPerson> {
    const [firstName = '', lastName = ''] = name.split(' ');
    const email = `${randomUUID()}@people.test`;
    const { id: userId } = await this.in(() =>
      this.db.user.create({
        data: {
          ...{ email, firstName, lastName },
          status: 'ACTIVE',
          isActive: true,
          emailVerified: true,
        },
        select: { id: true },
      }),
    );
    return { userId, email, actor: { kind: 'USER', userId, role: 'USER', name } };
  }

  /** An organization of `owner`, with a name that nothing else has. */
  async addOrganization(owner?: TestPerson, slug = `org-${randomUUID().slice(0, 13)}`) {
    const person = owner ?? (await this.addPerson('Olga Owner'));
    const ctx = this.as(person.actor);
    const detail = await this.in(() =>
      createOrganization({ ctx, input: { name: `Name of ${slug}`, slug } }),
    );
    return { id: detail.id, slug, name: detail.name, owner: person };
  }

  /** Somebody new with a part in an organization. */
  async addMember(organizationId: string, role: MembershipRole = 'MEMBER', name?: string) {
    const person = await this.addPerson(name);
    await this.in(() =>
      this.db.membership.create({
        data: { organizationId, userId: person.userId, role },
        select: { id: true },
      }),
    );
    return person;
  }

  /** What a request with a key of the organization acts as. */
  keyActor(organizationId: string, ...scopes: ApiScope[]): Actor {
    return { kind: 'API_KEY', apiKeyId: randomUUID(), organizationId, scopes, name: 'Robot' };
  }

  /** Audit rows about something, the oldest first. */
  auditOf(entityId: string) {
    return this.in(() =>
      this.db.auditLog.findMany({ where: { entityId }, orderBy: { sequence: 'asc' }, take: 200 }),
    );
  }

  notificationsOf(userId: string) {
    return this.in(() =>
      this.db.notification.findMany({ where: { userId }, orderBy: { createdAt: 'asc' }, take: 50 }),
    );
  }

  eventsOf(organizationId: string) {
    return this.in(() =>
      this.db.webhookEvent.findMany({
        where: { organizationId },
        orderBy: [{ createdAt: 'asc' }, { id: 'asc' }],
        take: 500,
      }),
    );
  }
}

/** Time for a test in which many meet, on a machine that has other things to do. */
export const manyMeetMs = 90_000;

const mostTries = 50;

/** Asks again where there was no room for the call: on a slow machine 64 at once wait longer than one may. */
export async function insist<T>(work: () => Promise<T>): Promise<T> {
  for (let tries = 1; ; tries += 1) {
    try {
      return await work();
    } catch (error) {
      if (tries >= mostTries || toAppError(error).kind !== 'UNAVAILABLE') throw error;
    }
  }
}

/** How many of a lot of calls succeeded, and with which codes the others failed. */
export function tally(answers: readonly PromiseSettledResult<unknown>[]) {
  const codes: Record<string, number> = {};
  let succeeded = 0;
  for (const answer of answers) {
    if (answer.status === 'fulfilled') succeeded += 1;
    else {
      const code = String((answer.reason as { code?: string }).code ?? answer.reason);
      codes[code] = (codes[code] ?? 0) + 1;
    }
  }
  return { succeeded, codes };
}
