import type { CompleteRegistrationInput } from '@freehold/core-contracts/registration';
import { inTransaction, withTenant } from '@freehold/core-db';
import { hashPassword } from '@freehold/core-services/accounts/password/hash-password';
import { writeRecoveryCodes } from '@freehold/core-services/accounts/factors/recovery-codes';
import { newTotpSecret, otpauthUri } from '@freehold/core-services/accounts/factors/totp';
import { sealTotpSecret } from '@freehold/core-services/accounts/factors/totp-secret';
import { approve } from '@freehold/core-services/approvals/approve';
import { deny } from '@freehold/core-services/approvals/deny';
import { requestInformation } from '@freehold/core-services/approvals/request-information';
import { recordAudit } from '@freehold/core-services/audit/record-audit';
import type { Actor, ServiceContext } from '@freehold/core-services/context';
import { completeRegistration } from '@freehold/core-services/onboarding/complete-registration';
import type { Platform } from '@freehold/core-trpc/context';
import { demoEmail, demoPeople, type DemoPerson } from './people.ts';
import { seedRegistrationsUnderWay } from './registrations.ts';
import { findOperator, seedLives, seedNotifications } from './lives.ts';
import { seedMoney } from './money.ts';
import { seedOrganizations } from './organizations.ts';
import { demoStaff, type DemoStaff } from './staff.ts';

/** One way into the demo; the password is the same for all. */
export interface DemoSignIn {
  readonly tenantSlug: string;
  readonly email: string;
  readonly role: string;
  readonly totpSecret: string | null;
  readonly otpauthUri: string | null;
  readonly recoveryCodes: readonly string[] | null;
}

const hourMs = 60 * 60_000;
/** Ages of those who still wait, the newest first. */
const waitingHours = [1.5, 4, 9, 14, 19, 23, 29, 37, 46];

/** Fills the demo tenants through the platform's own verbs. Returns null, and changes nothing, when it was done before. */
export async function seedDemo(platform: Platform, password: string): Promise<DemoSignIn[] | null> {
  const passwordHash = await hashPassword(password);
  const signIns: DemoSignIn[] = [];
  const signInPerson = demoPeople[0] === undefined ? '' : demoEmail(demoPeople[0]);
  let operator: Awaited<ReturnType<typeof findOperator>> | null = null;
  for (const tenantSlug of ['platform', 'mainnet', 'testnet']) {
    const tenant = await platform.tenants.requireBySlug(tenantSlug);
    const isDone = await withTenant(tenant.id, async () => {
      const ctx = demoContext(platform, tenant, { kind: 'SYSTEM', name: 'demo seed' });
      if ((await ctx.db.user.count()) > 0) return true;
      for (const person of demoStaff.filter((staff) => staff.tenantSlug === tenantSlug)) {
        signIns.push(await makeStaff(ctx, person, passwordHash));
      }
      if (tenant.kind === 'PLATFORM') operator = await findOperator(ctx, 'PLATFORM_OPERATOR');
      if (tenant.kind === 'CUSTOMER') {
        await seedPeople(
          ctx,
          passwordHash,
          tenantSlug === 'mainnet' ? demoPeople : demoPeople.slice(0, 14),
        );
        await seedRegistrationsUnderWay(ctx, passwordHash);
        if (tenantSlug === 'mainnet') {
          await seedOrganizations(ctx);
          if (operator !== null) await seedLives(ctx, operator);
          await seedNotifications(ctx, signInPerson);
          await seedMoney(ctx);
        }
      }
      return false;
    });
    if (isDone) return null;
  }
  if (signInPerson !== '') {
    signIns.push({
      tenantSlug: 'mainnet',
      email: signInPerson,
      role: 'USER',
      totpSecret: null,
      otpauthUri: null,
      recoveryCodes: null,
    });
  }
  return signIns;
}

function demoContext(
  platform: Platform,
  tenant: ServiceContext['tenant'],
  actor: Actor,
): ServiceContext {
  const { db, keyring, clock, logger, isDevelopment, addresses, wake } = platform;
  const request = { id: 'demo-seed', ip: null, userAgent: null };
  return { db, keyring, clock, logger, isDevelopment, addresses, wake, tenant, actor, request };
}

async function makeStaff(
  ctx: ServiceContext,
  staff: DemoStaff,
  passwordHash: string,
): Promise<DemoSignIn> {
  const { email, firstName, lastName, role, tenantSlug } = staff;
  const totpSecret = newTotpSecret();
  const now = ctx.clock();
  const recoveryCodes = await inTransaction(ctx.db, async (tx) => {
    const user = await tx.user.create({
      data: {
        email,
        firstName,
        lastName,
        role,
        passwordHash,
        status: 'ACTIVE',
        isActive: true,
        emailVerified: true,
        emailVerifiedAt: now,
      },
      select: { id: true },
    });
    await tx.authenticator.create({
      data: {
        userId: user.id,
        secretCiphertext: sealTotpSecret(ctx, user.id, totpSecret),
        confirmedAt: now,
      },
      select: { id: true },
    });
    const codes = await writeRecoveryCodes(tx, ctx, user.id);
    await recordAudit(tx, ctx, {
      action: 'user.create',
      entityType: 'User',
      entityId: user.id,
      changes: { email, role },
    });
    return codes;
  });
  const uri = otpauthUri(totpSecret, `${ctx.tenant.name}:${email}`);
  return { tenantSlug, email, role, totpSecret, otpauthUri: uri, recoveryCodes };
}

async function seedPeople(
  ctx: ServiceContext,
  passwordHash: string,
  people: readonly DemoPerson[],
): Promise<void> {
  const reviewer = await ctx.db.user.findFirst({
    where: { role: 'REVIEWER' },
    select: { id: true, firstName: true, lastName: true },
  });
  if (reviewer === null) throw new Error('The demo has no reviewer');
  const asReviewer: ServiceContext = {
    ...ctx,
    actor: {
      kind: 'OPERATOR',
      userId: reviewer.id,
      homeTenantId: ctx.tenant.id,
      role: 'REVIEWER',
      name: `${reviewer.firstName} ${reviewer.lastName}`,
    },
  };
  for (const [index, person] of people.entries()) {
    const now = ctx.clock();
    const signedUpAt = new Date(now.getTime() - hoursAgo(index, people.length) * hourMs);
    const registration = registrationOf(person, index, signedUpAt, passwordHash);
    const { userId } = await completeRegistration({
      ctx: {
        ...ctx,
        actor: { kind: 'SERVICE', service: 'registration' },
        clock: () => signedUpAt,
      },
      input: registration,
    });
    await ctx.db.user.updateMany({ where: { id: userId }, data: { createdAt: signedUpAt } });
    await keepRegistration(ctx, registration, userId);
    const decidedAt = decidedAfter(signedUpAt, index, now);
    await decide(
      { ...asReviewer, clock: () => decidedAt },
      userId,
      outcomeOf(index, people.length),
    );
  }
}

/** How long ago each person signed up: the last ones within two days, the others unevenly over a month. */
function hoursAgo(index: number, count: number): number {
  const fromLast = count - 1 - index;
  if (fromLast < waitingHours.length) return waitingHours[fromLast] ?? 1;
  const share = (fromLast - waitingHours.length + 1) / (count - waitingHours.length);
  return 48 + share ** 1.4 * 600 + ((index * 37) % 29);
}

/** The registration that an account came from stays, as it does for everybody. */
async function keepRegistration(
  ctx: ServiceContext,
  registration: CompleteRegistrationInput,
  createdUserId: string,
): Promise<void> {
  const { registrationId, email, firstName, lastName, countryCode, phone, startedAt } =
    registration;
  await ctx.db.pendingRegistration.create({
    data: {
      id: registrationId,
      ...{ email, firstName, lastName, countryCode, phone, createdUserId },
      currentStep: 'COMPLETED',
      emailVerified: true,
      emailVerifiedAt: registration.emailVerifiedAt,
      phoneVerified: true,
      phoneVerifiedAt: registration.phoneVerifiedAt,
      ipAddress: registration.ipAddress,
      createdAt: startedAt,
      completedAt: registration.phoneVerifiedAt,
      expiresAt: new Date(startedAt.getTime() + 24 * hourMs),
    },
    select: { id: true },
  });
}

function decidedAfter(signedUpAt: Date, index: number, now: Date): Date {
  const hours = 2 + ((index * 7) % 19);
  return new Date(Math.min(now.getTime(), signedUpAt.getTime() + hours * hourMs));
}

function registrationOf(
  person: DemoPerson,
  index: number,
  signedUpAt: Date,
  passwordHash: string,
): CompleteRegistrationInput {
  return {
    ...person,
    registrationId: crypto.randomUUID(),
    email: demoEmail(person),
    emailVerifiedAt: signedUpAt,
    phoneVerifiedAt: signedUpAt,
    passwordHash,
    isDisposableEmail: false,
    ipAddress: `192.0.2.${20 + index}`,
    userAgent: null,
    failedAttempts: index % 9 === 4 ? 6 : index % 3,
    startedAt: new Date(signedUpAt.getTime() - 9 * 60_000),
  };
}

type Outcome = 'APPROVED' | 'DENIED' | 'ASKED' | 'WAITING';

function outcomeOf(index: number, count: number): Outcome {
  if (index >= count - waitingHours.length) return index % 4 === 1 ? 'ASKED' : 'WAITING';
  return index % 11 === 7 ? 'DENIED' : 'APPROVED';
}

async function decide(ctx: ServiceContext, userId: string, outcome: Outcome): Promise<void> {
  const found = await ctx.db.approvalCase.findFirst({
    where: { userId },
    select: { id: true, version: true },
  });
  if (found === null || outcome === 'WAITING') return;
  const { id: caseId, version } = found;
  if (outcome === 'APPROVED') {
    await approve({ ctx, input: { caseId, version, reason: 'IDENTITY_CONFIRMED' } });
  } else if (outcome === 'DENIED') {
    const comment = 'The two accounts carry the same phone and birth date.';
    await deny({ ctx, input: { caseId, version, reason: 'DUPLICATE_PERSON', comment } });
  } else {
    const comment = 'Please tell us your full legal name as it stands in your passport.';
    await requestInformation({
      ctx,
      input: { caseId, version, reason: 'INCOMPLETE_INFORMATION', comment },
    });
  }
}
