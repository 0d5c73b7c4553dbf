import { randomUUID } from 'node:crypto';
import { withTenant } from '@freehold/core-db';
import type { RegistrationView } from '@freehold/core-contracts/registration';
import type { ServiceContext, ServiceTenant } from '@freehold/core-services/context';
import { readTestMessages, type TestPlatform } from '@freehold/core-services/testing';
import { createClient } from '@freehold/core-trpc/client';
import type { RegistrationRouter } from '../router.ts';

let numbers = 0;

/** A person with a browser, in front of the running service. */
export class Applicant {
  readonly email = `person-${randomUUID()}@people.example`;
  readonly phone: string;
  readonly #ctx: ServiceContext;
  readonly #tenant: ServiceTenant;
  handle = '';

  constructor(platform: TestPlatform, tenant: ServiceTenant) {
    numbers += 1;
    this.phone = `+234803${String(2_000_000 + numbers)}`;
    this.#tenant = tenant;
    this.#ctx = platform.context(tenant);
  }

  /** The service at an address, as the portal calls it. */
  at(url: string) {
    return createClient<RegistrationRouter>({
      url: `${url}/trpc`,
      audience: 'PORTAL',
      tenant: () => this.#tenant.slug,
    }).registration;
  }

  /** Works in the person's tenant, behind the service's back. */
  inside<T>(work: (ctx: ServiceContext) => Promise<T>): Promise<T> {
    return withTenant(this.#tenant.id, () => work(this.#ctx));
  }

  async codeFor(recipient: string): Promise<string> {
    const sent = await this.inside((ctx) => readTestMessages(ctx, { recipient }));
    const code = /\b(\d{6})\b/u.exec(sent.at(-1)?.body ?? '')?.[1];
    if (code === undefined) throw new Error(`No code was sent to ${recipient}`);
    return code;
  }

  /** All seven steps but the last code. */
  async reachPhoneCode(url: string): Promise<void> {
    const service = this.at(url);
    const { handle } = await service.start.mutate({ email: this.email, locale: 'en' });
    this.handle = handle;
    await service.verifyEmail.mutate({ handle, code: await this.codeFor(this.email) });
    await service.setName.mutate({
      handle,
      firstName: 'Amara',
      lastName: 'Okonkwo',
      countryCode: 'NG',
    });
    await service.setBirth.mutate({ handle, dateOfBirth: '1990-04-12', gender: 'FEMALE' });
    await service.setPassword.mutate({ handle, password: 'violet kettle river lantern' });
    await service.setPhone.mutate({ handle, phone: this.phone });
  }

  async enterPhoneCode(url: string): Promise<RegistrationView> {
    const code = await this.codeFor(this.phone);
    return this.at(url).verifyPhone.mutate({ handle: this.handle, code });
  }

  /** What a person does who comes back after everything went dark. */
  async goOn(url: string): Promise<RegistrationView> {
    const { handle } = this;
    const view = await this.at(url).get.query({ handle });
    if (view.step === 'PHONE_SENT') return this.enterPhoneCode(url);
    return this.at(url).complete.mutate({ handle });
  }

  row() {
    return this.inside((ctx) =>
      ctx.db.pendingRegistration.findFirstOrThrow({ where: { email: this.email } }),
    );
  }

  /** What there is of the person: one of each, or something was done twice or not at all. */
  async traces() {
    const { id, currentStep, createdUserId } = await this.row();
    return this.inside(async ({ db }) => {
      const users = await db.user.findMany({
        where: { email: this.email },
        select: { id: true, registrationId: true, preferences: { select: { userId: true } } },
      });
      const welcomes = await db.outboundMessage.count({
        where: { recipient: this.email, template: 'welcome' },
      });
      const ended = await db.auditLog.count({
        where: { entityId: id, action: 'registration.complete' },
      });
      const registered = await db.auditLog.count({
        where: { action: 'user.register', entityId: users[0]?.id ?? '' },
      });
      const isLinked = users[0]?.id === createdUserId && users[0]?.registrationId === id;
      return { step: currentStep, users: users.length, welcomes, ended, registered, isLinked };
    });
  }
}

/** The traces of somebody whose account was made once. */
export const once = {
  step: 'COMPLETED',
  users: 1,
  welcomes: 1,
  ended: 1,
  registered: 1,
  isLinked: true,
};
