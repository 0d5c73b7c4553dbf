import { randomUUID } from 'node:crypto';
import { AppError } from '@freehold/core-contracts/errors';
import type { RegistrationView } from '@freehold/core-contracts/registration';
import { withConnection } from '@freehold/core-db/migrate';
import { seedShared } from '@freehold/core-db/seed';
import type { Actor, ServiceContext, ServiceTenant } from '../../context.ts';
import {
  createTestPlatform,
  inScope,
  readTestMessages,
  type TestMessage,
  type TestPlatform,
} from '../../testing/index.ts';
import type { AccountMaker } from './finish-registration.ts';
import { setBirth } from './set-birth.ts';
import { setName } from './set-name.ts';
import { setPassword } from './set-password.ts';
import { setPhone } from './set-phone.ts';
import { startRegistration } from './start-registration.ts';
import { verifyEmail } from './verify-email.ts';
import { verifyPhone } from './verify-phone.ts';

export const minuteMs = 60_000;
export const hourMs = 60 * minuteMs;

/** Everything a person answers, none of it in the password. */
export const answers = {
  name: { firstName: 'Amara', lastName: 'Okonkwo', countryCode: 'NG' },
  birth: { dateOfBirth: '1990-04-12', gender: 'FEMALE' },
  password: 'violet kettle river lantern',
} as const;

export const operator: Actor = {
  kind: 'OPERATOR',
  userId: '00000000-0000-7000-8000-000000000001',
  homeTenantId: '00000000-0000-7000-8000-000000000002',
  role: 'REVIEWER',
  name: 'Rana Reviewer',
};

let numbers = 0;

/** Another valid mobile number of Nigeria at each call. */
export function freshPhone(): string {
  numbers += 1;
  return `+234803${String(1_000_000 + numbers)}`;
}

/** Another address at each call. */
export function freshEmail(): string {
  return `person-${randomUUID()}@people.example`;
}

/** Makes accounts in memory, once per registration. */
export class MemoryAccounts implements AccountMaker {
  readonly made = new Map<string, string>();
  calls = 0;
  /** Runs before (or after) an account is made; throws to cut the call off. */
  before: () => Promise<void> | void = () => {};
  after: () => Promise<void> | void = () => {};

  async complete({ registrationId }: { readonly registrationId: string }) {
    this.calls += 1;
    await this.before();
    const known = this.made.get(registrationId);
    const userId = known ?? randomUUID();
    this.made.set(registrationId, userId);
    await this.after();
    return { userId, isCreated: known === undefined };
  }
}

export interface RegistrationTest {
  readonly platform: TestPlatform;
  readonly accounts: MemoryAccounts;
  addTenant(settings?: Record<string, unknown>): Promise<ServiceTenant>;
  /** A context of a person: the service itself, from an address of its own unless given. */
  person(tenant: ServiceTenant, ip?: string): ServiceContext;
  operator(tenant: ServiceTenant): ServiceContext;
  addUser(
    tenant: ServiceTenant,
    user: { email: string; phone?: string; locale?: string },
  ): Promise<string>;
  /** Forgets what was used, so that no limit stands in a test's way. */
  clearBudgets(tenant: ServiceTenant): Promise<void>;
  closeCountry(code: string): Promise<void>;
  close(): Promise<void>;
}

/** A database of its own with all countries, and contexts on it. */
export async function openRegistrationTest(): Promise<RegistrationTest> {
  const platform = await createTestPlatform();
  await seedShared({ privilegedUrl: platform.urls.privilegedUrl });
  let addresses = 0;
  const freshIp = () => {
    addresses += 1;
    return `10.${(addresses >> 16) & 255}.${(addresses >> 8) & 255}.${addresses & 255}`;
  };
  return {
    platform,
    accounts: new MemoryAccounts(),
    addTenant: (settings = {}) => platform.makeTenant({ settings, name: 'Harbour' }),
    person: (tenant, ip = freshIp()) =>
      platform.context(
        tenant,
        { kind: 'SERVICE', service: 'registration' },
        { request: { id: randomUUID(), ip, userAgent: 'Test/1.0' } },
      ),
    operator: (tenant) => platform.context(tenant, operator),
    async addUser(tenant, { email, phone, locale }) {
      const ctx = platform.context(tenant);
      const { id } = await inScope(ctx, () =>
        ctx.db.user.create({
          data: {
            email,
            phone: phone ?? null,
            locale: locale ?? 'en',
            firstName: 'Old',
            lastName: 'Account',
          },
          select: { id: true },
        }),
      );
      return id;
    },
    async clearBudgets(tenant) {
      const ctx = platform.context(tenant);
      await inScope(ctx, () => ctx.db.usageBudget.deleteMany());
    },
    closeCountry: (code) =>
      withConnection(platform.urls.privilegedUrl, async (client) => {
        await client.query('UPDATE "Country" SET "isEnabled" = false WHERE "code" = $1', [code]);
      }),
    close: () => platform.close(),
  };
}

/** The refusal of a call: its kind, code and parameters. Fails when it is not refused, or not by us. */
export async function refusalOf(
  call: Promise<unknown>,
): Promise<{ kind: string; code: string; params: object }> {
  try {
    await call;
  } catch (error) {
    if (!(error instanceof AppError)) throw error;
    return { kind: error.kind, code: error.code, params: error.params };
  }
  throw new Error('The call was not refused');
}

/** A person at the screen, on one device. */
export class Person {
  readonly ctx: ServiceContext;
  readonly accounts: AccountMaker;
  email: string;
  phone: string = freshPhone();
  handle = '';

  constructor(ctx: ServiceContext, accounts: AccountMaker, email = freshEmail()) {
    this.ctx = ctx;
    this.accounts = accounts;
    this.email = email;
  }

  /** Runs a verb as this device. */
  run<T>(work: (ctx: ServiceContext) => Promise<T>): Promise<T> {
    return inScope(this.ctx, () => work(this.ctx));
  }

  async messages(where: { recipient?: string; template?: string } = {}): Promise<TestMessage[]> {
    return this.run((ctx) => readTestMessages(ctx, where));
  }

  /** The newest code sent to a recipient. */
  async codeFor(recipient: string): Promise<string> {
    const sent = await this.messages({ recipient });
    const code = sent
      .map(({ body }) => /\b(\d{6})\b/u.exec(body)?.[1])
      .findLast((found) => found !== undefined);
    if (code === undefined) throw new Error(`No code was sent to ${recipient}`);
    return code;
  }

  async start(): Promise<RegistrationView> {
    const { handle, registration } = await this.run((ctx) =>
      startRegistration({ ctx, input: { email: this.email, locale: 'en' } }),
    );
    this.handle = handle;
    return registration;
  }

  async proveEmail(): Promise<RegistrationView> {
    const code = await this.codeFor(this.email);
    return this.run((ctx) => verifyEmail({ ctx, input: { handle: this.handle, code } }));
  }

  setName(name: { firstName: string; lastName: string; countryCode: string } = answers.name) {
    return this.run((ctx) => setName({ ctx, input: { handle: this.handle, ...name } }));
  }

  setBirth(
    birth: {
      dateOfBirth: string;
      gender: 'FEMALE' | 'MALE' | 'OTHER' | 'UNDISCLOSED';
    } = answers.birth,
  ) {
    return this.run((ctx) => setBirth({ ctx, input: { handle: this.handle, ...birth } }));
  }

  setPassword(password: string = answers.password) {
    return this.run((ctx) => setPassword({ ctx, input: { handle: this.handle, password } }));
  }

  async setPhone(phone = this.phone): Promise<RegistrationView> {
    const view = await this.run((ctx) => setPhone({ ctx, input: { handle: this.handle, phone } }));
    // A refused number is not the one that a code goes to.
    this.phone = phone;
    return view;
  }

  async provePhone(): Promise<RegistrationView> {
    const code = await this.codeFor(this.phone);
    return this.enterPhoneCode(code);
  }

  enterEmailCode(code: string): Promise<RegistrationView> {
    return this.run((ctx) => verifyEmail({ ctx, input: { handle: this.handle, code } }));
  }

  enterPhoneCode(code: string): Promise<RegistrationView> {
    return this.run((ctx) =>
      verifyPhone({ ctx, accounts: this.accounts, input: { handle: this.handle, code } }),
    );
  }

  /** Everything up to the last code, which is sent and not entered. */
  async reachPhoneCode(): Promise<RegistrationView> {
    await this.start();
    await this.proveEmail();
    await this.setName();
    await this.setBirth();
    await this.setPassword();
    return this.setPhone();
  }

  row() {
    return this.run((ctx) =>
      ctx.db.pendingRegistration.findFirstOrThrow({
        where: { email: this.email },
        orderBy: { createdAt: 'desc' },
      }),
    );
  }
}

/** Another code than the given one. */
export function wrongCode(right: string): string {
  return ((Number(right) + 1) % 1_000_000).toString().padStart(6, '0');
}
