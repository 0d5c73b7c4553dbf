import type { UserRole } from '@freehold/core-contracts/enums';
import type { TenantSettings } from '@freehold/core-contracts/tenants';
import { withTenant } from '@freehold/core-db';
import type { TestConsole, Operator } from '../../approvals/console.testing.ts';
import type { Actor, ServiceContext, ServiceTenant } from '../../context.ts';
import { hashPassword } from '../password/hash-password.ts';

/** A tenant with an administrator and whoever a test needs beside them. */
export class TestHouse {
  readonly console: TestConsole;
  readonly tenant: ServiceTenant;
  readonly admin: Operator;

  constructor(console: TestConsole, tenant: ServiceTenant, admin: Operator) {
    this.console = console;
    this.tenant = tenant;
    this.admin = admin;
  }

  static async in(console: TestConsole, settings: Partial<TenantSettings> = {}) {
    const tenant = await console.addTenant(settings);
    const house = new TestHouse(console, tenant, await addWorking(console, tenant, 'ADMIN'));
    return house;
  }

  get db() {
    return this.console.db;
  }

  /** A member of staff who can sign in. */
  addStaff(role: UserRole, name?: string): Promise<Operator> {
    return addWorking(this.console, this.tenant, role, name);
  }

  /** A person whom the ledger has made active, with a session. */
  async addActive(changes: Parameters<TestConsole['addPerson']>[1] = {}): Promise<string> {
    const { userId } = await this.console.addPerson(this.tenant, changes);
    await this.console.putStatus(this.tenant, userId, 'ACTIVE');
    await this.within(() =>
      this.db.session.create({
        data: {
          userId,
          tokenHash: crypto.getRandomValues(new Uint8Array(32)),
          audience: 'PORTAL',
          expiresAt: new Date('2099-01-01'),
        },
        select: { id: true },
      }),
    );
    return userId;
  }

  ctx(actor: Actor = this.admin, clock?: () => Date): ReturnType<TestConsole['contextOf']> {
    return this.console.contextOf(this.tenant, actor, clock);
  }

  within<T>(work: () => Promise<T>): Promise<T> {
    return withTenant(this.tenant.id, work);
  }

  /** Runs a verb as somebody. */
  as<T>(actor: Actor, verb: (ctx: ServiceContext) => Promise<T>): Promise<T> {
    return this.within(() => verb(this.ctx(actor)));
  }

  /** An act's input for somebody as they are now. */
  async seen(userId: string) {
    const { version } = await this.user(userId);
    return { userId, version, reason: 'Because of a test' };
  }

  user(id: string) {
    return this.within(() => this.db.user.findFirstOrThrow({ where: { id } }));
  }

  audit(entityId: string) {
    return this.within(() =>
      this.db.auditLog.findMany({ where: { entityId }, orderBy: { sequence: 'asc' } }),
    );
  }

  sessions(userId: string) {
    return this.within(() => this.db.session.findMany({ where: { userId } }));
  }
}

async function addWorking(
  console: TestConsole,
  tenant: ServiceTenant,
  role: UserRole,
  name?: string,
): Promise<Operator> {
  const operator = await console.addStaff(tenant, role, name ?? `Staff ${role}`);
  const passwordHash = await hashed;
  const user = await withTenant(tenant.id, () =>
    console.db.user.update({
      where: { tenantId_id: { tenantId: tenant.id, id: operator.userId } },
      data: { passwordHash, emailVerified: true },
      select: { email: true },
    }),
  );
  return { ...operator, email: user.email };
}

const hashed = hashPassword('seven quiet herons wade');
