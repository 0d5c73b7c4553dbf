import { randomBytes, randomUUID } from 'node:crypto';
import { withTenant } from '@freehold/core-db';
import { completeRegistration } from '@freehold/core-services/onboarding/complete-registration';
import { enqueueCommand } from '@freehold/core-services/ledger/enqueue-command';
import { GeneralSettings } from '@freehold/core-contracts/tenants';
import { toServiceContext } from '@freehold/core-trpc/procedures';
import { createRequestContext } from '@freehold/core-trpc/handler';
import type { ServiceContext, ServiceTenant } from '@freehold/core-services/context';
import { inTransaction } from '@freehold/core-db';
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import { z } from 'zod';
import { countAwayMoney, fillAwayMoney } from './foreign-money.testing.ts';
import { fillAwayOnchain } from './foreign-onchain.testing.ts';
import { createTestApi, type TestApi } from './testing/api.ts';
import { listProcedures, type ProcedureFacts } from '@freehold/core-trpc/testing/procedures';

// Every procedure is called, on whatever machine this is.
vi.setConfig({ testTimeout: 120_000 });

const secretWord = 'zebrafish';
let api: TestApi;
let home: ServiceTenant;
let away: ServiceTenant;
let cookie: string;
let treasurerCookie: string;
let awayIds: Readonly<Record<string, unknown>>;

/** Values that satisfy every field beside the ids. */
const otherFields: Readonly<Record<string, unknown>> = {
  version: 0,
  comment: 'because of a test',
  assigneeId: undefined,
  name: 'because of a test',
  slug: 'because-of-a-test',
  email: 'somebody@people.example',
  toSlug: 'zebrafish',
  idempotencyKey: 'because-of-a-test',
  scopes: ['usage.read'],
  from: new Date('2026-01-01'),
  to: new Date('2026-01-02'),
  plan: 'PREMIUM_MONTHLY',
  autoRenew: false,
  status: 'SUSPENDED',
  code: '000000',
  passkeyChallenge: 'x'.repeat(40),
  url: 'https://hooks.example/in',
  description: 'because of a test',
  eventTypes: ['webhook.tested'],
  isEnabled: true,
  newEmail: 'else@people.example',
  phone: '+33612345679',
  currentPassword: 'because of a test',
  newPassword: 'because of a test',
  entityType: 'User',
  entityId: 'somebody',
  firstName: 'because of a test',
  lastName: 'because of a test',
  username: null,
  page: 'users',
  query: {},
  locale: 'en',
  platform: 'IOS',
  token: 'x'.repeat(40),
  isEmailNotificationEnabled: true,
  isScanNotificationEnabled: true,
  isSecurityNotificationEnabled: true,
  settings: GeneralSettings.parse({}),
  filter: {},
  isDryRun: true,
  label: 'because of a test',
  note: null,
  address: 'somebody@people.example',
  scope: 'TENANT',
  projectorName: 'user-activation',
  requestId: '0197a1b2-0000-7000-8000-000000000001',
  commandType: 'PAUSE_SYSTEM',
  payload: { reason: 'because of a test' },
  signatories: [{ userId: '0197a1b2-0000-7000-8000-000000000002', role: 'CLERK', weight: 1 }],
  rules: [{ fromAmount: '0', minimumWeight: 1, minimumApprovers: 1 }],
  approvalTtlHours: 72,
  weight: 1,
  legs: [{ toWalletId: '0197a1b2-0000-7000-8000-000000000003', amount: '1' }],
  decision: 'APPROVE',
  transfers: [
    {
      requestId: 'because-of-a-test',
      fromWalletId: '0197a1b2-0000-7000-8000-000000000004',
      toWalletId: '0197a1b2-0000-7000-8000-000000000003',
      amount: '1',
    },
  ],
  termMonths: 12,
  purpose: 'because of a test',
};

/** Fields that are one thing here and another there: the first that fits is taken. */
const severalFields: Readonly<Record<string, readonly unknown[]>> = {
  reason: ['because of a test', 'OTHER'],
  amount: [1, '1'],
  role: ['MEMBER', 'REVIEWER', 'CLERK'],
  answer: [
    'because of a test',
    { id: 'x', rawId: 'x', type: 'public-key', response: { clientDataJSON: 'x' } },
  ],
};

beforeAll(async () => {
  api = await createTestApi();
  home = await api.makeTenant('home-net');
  away = await api.makeTenant('away-net');
  cookie = await api.signInStaff(home, 'ADMIN');
  treasurerCookie = await api.signInStaff(home, 'TREASURER');
  awayIds = await fillAway();
});
afterAll(() => api.close());

function contextOf(tenant: ServiceTenant): ServiceContext {
  const facts = { id: 'test', ip: null };
  const request = new Request('http://localhost/');
  const ctx = createRequestContext(api.platform, request, facts, new Headers());
  return toServiceContext(ctx, tenant, { kind: 'SYSTEM', name: 'test' });
}

/** One of everything in the other tenant, each carrying a word that must never be seen from here. */
function fillAway(): Promise<Record<string, unknown>> {
  const ctx = contextOf(away);
  const { db } = ctx;
  return withTenant(away.id, async () => {
    const now = new Date();
    await api.seedCountry('FR');
    const { userId } = await completeRegistration({
      ctx,
      input: {
        registrationId: randomUUID(),
        email: `${secretWord}@people.example`,
        emailVerifiedAt: now,
        locale: 'en',
        firstName: secretWord,
        lastName: secretWord,
        countryCode: 'FR',
        dateOfBirth: '1990-01-01',
        gender: 'OTHER',
        passwordHash: '$argon2id$v=19$m=19456,t=2,p=1$c2FsdHNhbHQ$aGFzaGhhc2g',
        phone: '+33612345678',
        phoneVerifiedAt: now,
        isDisposableEmail: false,
        ipAddress: null,
        userAgent: secretWord,
        failedAttempts: 0,
        startedAt: now,
      },
    });
    await inTransaction(db, (tx) =>
      enqueueCommand(tx, ctx, {
        commandType: 'CREATE_USER',
        requestId: `create-${secretWord}`,
        aggregateKey: `user:${userId}`,
        payload: { userId, countryCode: 'FR', gender: 'OTHER', identityDigest: 'a'.repeat(64) },
      }),
    );
    await db.outboxCommand.updateMany({ data: { status: 'FAILED' } });
    await db.outboundMessage.updateMany({ data: { status: 'DEAD' } });
    await db.eventDLQ.create({
      data: {
        projectorName: 'user-activation',
        channel: 'main',
        blockNumber: 0n,
        eventIndex: 0,
        fabricTxId: secretWord,
        chaincode: 'identity',
        eventName: 'UserCreated',
        eventVersion: 9,
        txTimestamp: now,
        reason: secretWord,
        rawPayload: { secretWord },
      },
      select: { id: true },
    });
    const ids = { select: { id: true } } as const;
    const [approvalCase, command, deadLetter, message] = [
      await db.approvalCase.findFirstOrThrow(ids),
      await db.outboxCommand.findFirstOrThrow(ids),
      await db.eventDLQ.findFirstOrThrow(ids),
      await db.outboundMessage.findFirstOrThrow(ids),
    ];
    const organizationIds = await fillAwayOrganization(ctx, userId);
    const factorIds = await fillAwayFactors(ctx, userId);
    await fillAwayOnchain(ctx, { ...organizationIds, word: secretWord });
    return {
      ...organizationIds,
      ...(await fillAwaySession(ctx, userId)),
      ...factorIds,
      ...(await fillAwayWebhook(ctx)),
      ...(await fillAwayPeople(ctx, userId)),
      ...(await fillAwayTreasury(ctx, userId)),
      ...(await fillAwayMoney(ctx, { ...organizationIds, userId, word: secretWord })),
      userId,
      caseId: approvalCase.id,
      commandId: command.id,
      deadLetterId: deadLetter.id,
      messageId: message.id,
      blockNumber: 0n,
      cases: [{ caseId: approvalCase.id, version: 0 }],
    };
  });
}

/** A wallet that an issue could pay, and a run of the tax. */
async function fillAwayTreasury({ db }: ServiceContext, userId: string) {
  const ids = { select: { id: true } } as const;
  const wallet = await db.wallet.create({ data: { userId, name: secretWord }, ...ids });
  const run = await db.taxRun.create({
    data: {
      ...{ cycleStart: new Date('2026-01-01'), cycleEnd: new Date('2026-01-31') },
      ...{ rules: {}, createdByName: secretWord },
    },
    ...ids,
  });
  return {
    taxRunId: run.id,
    transferId: randomUUID(),
    receivers: [{ walletId: wallet.id, amount: '1' }],
  };
}

/** A proposal, a saved view and a device that is told. */
async function fillAwayPeople({ db }: ServiceContext, userId: string) {
  const ids = { select: { id: true } } as const;
  const proposal = await db.proposal.create({
    data: {
      ...{ action: 'user.close', entityType: 'User', entityId: userId, entityName: secretWord },
      ...{ input: {}, reason: secretWord, expiresAt: new Date(Date.now() + 60_000) },
      ...{ proposedById: userId, proposedByTenantId: userId, proposedByName: secretWord },
    },
    ...ids,
  });
  const view = await db.savedView.create({
    data: { userId, page: 'users', name: secretWord },
    ...ids,
  });
  const device = await db.pushToken.create({
    data: { userId, platform: 'IOS', tokenHash: randomBytes(32), tokenCiphertext: randomBytes(32) },
    ...ids,
  });
  await db.notification.create({
    data: { userId, kind: 'password.changed', parameters: { secretWord }, idempotencyKey: 'a' },
    ...ids,
  });
  return { proposalId: proposal.id, savedViewId: view.id, pushTokenId: device.id };
}

/** A webhook endpoint of the tenant with a delivery that was given up. */
async function fillAwayWebhook({ db }: ServiceContext): Promise<Record<string, string>> {
  const { id: endpointId } = await db.webhookEndpoint.create({
    data: {
      url: `https://${secretWord}.example/`,
      eventTypes: ['user.registered'],
      secretCiphertext: new Uint8Array([1]),
    },
    select: { id: true },
  });
  const { id: eventId } = await db.webhookEvent.create({
    data: {
      eventType: 'user.registered',
      payload: { secretWord },
      idempotencyKey: `event-${secretWord}`,
    },
    select: { id: true },
  });
  const { id: deliveryId } = await db.webhookDelivery.create({
    data: { endpointId, eventId, status: 'DEAD' },
    select: { id: true },
  });
  return { endpointId, deliveryId };
}

/** A person's authenticator and passkey. */
async function fillAwayFactors({ db }: ServiceContext, userId: string) {
  const ids = { select: { id: true } } as const;
  const bytes = new Uint8Array(32);
  const authenticator = await db.authenticator.create({
    data: { userId, secretCiphertext: bytes, confirmedAt: new Date(), name: secretWord },
    ...ids,
  });
  const passkey = await db.passkey.create({
    data: { userId, name: secretWord, credentialId: bytes, publicKey: bytes, aaguid: secretWord },
    ...ids,
  });
  return { authenticatorId: authenticator.id, passkeyId: passkey.id };
}

/** An organization with a key and an invitation. */
async function fillAwayOrganization(ctx: ServiceContext, userId: string) {
  const { db } = ctx;
  const ids = { select: { id: true } } as const;
  const expiresAt = new Date(Date.now() + 60_000);
  const { id: organizationId } = await db.organization.create({
    data: { name: secretWord, slug: secretWord, scanCredits: 1_000 },
    ...ids,
  });
  await db.membership.create({ data: { organizationId, userId, role: 'OWNER' }, ...ids });
  await db.subscription.create({ data: { organizationId }, ...ids });
  const { id: apiKeyId } = await db.apiKey.create({
    data: {
      ...{ organizationId, name: secretWord, createdByName: secretWord },
      prefix: 'zebra123',
      secretHash: new Uint8Array(32),
      scopes: ['usage.read'],
    },
    ...ids,
  });
  const { id: invitationId } = await db.invitation.create({
    data: {
      ...{ organizationId, expiresAt, role: 'MEMBER', invitedByName: secretWord },
      email: `${secretWord}@people.example`,
      tokenHash: new Uint8Array(32),
    },
    ...ids,
  });
  return { organizationId, apiKeyId, invitationId };
}

/** A browser and a session in it. */
async function fillAwaySession(ctx: ServiceContext, userId: string) {
  const { db } = ctx;
  const ids = { select: { id: true } } as const;
  const expiresAt = new Date(Date.now() + 60_000);
  const { id: deviceId } = await db.trustedDevice.create({
    data: { userId, secretHash: randomBytes(32), name: secretWord, expiresAt },
    ...ids,
  });
  const { id: sessionId } = await db.session.create({
    data: {
      ...{ userId, deviceId, expiresAt, audience: 'PORTAL' },
      tokenHash: randomBytes(32),
      device: secretWord,
    },
    ...ids,
  });
  return { deviceId, sessionId };
}

async function countAway(): Promise<unknown> {
  const { db } = contextOf(away);
  return withTenant(away.id, async () => ({
    audit: await db.auditLog.count(),
    money: await countAwayMoney(contextOf(away)),
    messages: await db.outboundMessage.findMany({ select: { id: true, status: true } }),
    commands: await db.outboxCommand.findMany({
      select: { id: true, status: true, version: true },
    }),
    letters: await db.eventDLQ.findMany({ select: { id: true, status: true } }),
    cases: await db.approvalCase.findMany({
      select: { id: true, status: true, version: true, assigneeId: true },
    }),
    organizations: await db.organization.findMany({
      select: { id: true, version: true, scanCredits: true, deletedAt: true },
    }),
    keys: await db.apiKey.findMany({ select: { id: true, version: true, expiresAt: true } }),
    invitations: await db.invitation.findMany({ select: { id: true, status: true } }),
    sessions: await db.session.findMany({ select: { id: true, isValid: true } }),
    devices: await db.trustedDevice.findMany({ select: { id: true, revokedAt: true } }),
    webhooks: await db.webhookEndpoint.findMany({
      select: { id: true, version: true, url: true, isEnabled: true },
    }),
    deliveries: await db.webhookDelivery.count(),
    proposals: await db.proposal.findMany({ select: { id: true, status: true, version: true } }),
    views: await db.savedView.count(),
    pushTokens: await db.pushToken.findMany({ select: { id: true, revokedAt: true } }),
    unread: await db.notification.count({ where: { readAt: null } }),
    users: await db.user.findMany({ select: { id: true, status: true, version: true } }),
    taxRuns: await db.taxRun.findMany({ select: { id: true, status: true, version: true } }),
  }));
}

function tenantProcedures(): ProcedureFacts[] {
  return listProcedures(api.router).filter(
    ({ access }) => access?.access === 'permission' && access.permission !== 'platform.read',
  );
}

/** Issuing is a treasurer's alone. */
function cookieFor(access: ProcedureFacts['access']): string {
  const isIssuing = access?.access === 'permission' && access.permission === 'treasury.issue';
  return isIssuing ? treasurerCookie : cookie;
}

function inputFor(input: z.ZodType | undefined): { value: unknown; hasForeignId: boolean } {
  if (!(input instanceof z.ZodObject)) return { value: undefined, hasForeignId: false };
  const isRequired = (field: unknown) => !(field as z.ZodType).safeParse(undefined).success;
  const required = Object.entries(input.shape)
    .filter(([, field]) => isRequired(field))
    .map(([name]) => name);
  // Where one of several ids is needed none is required by itself.
  const isOneOf = required.length === 0 && !input.safeParse({}).success;
  const known = Object.keys(input.shape).filter((name) => name in awayIds);
  // Some want exactly one.
  const isSingle = isOneOf && !input.safeParse(pick(known)).success;
  const names = isOneOf ? known.slice(0, isSingle ? 1 : known.length) : required;
  const hasForeignId = names.some((name) => name in awayIds);
  const value = Object.fromEntries(
    names.map((name) => {
      const fitting = severalFields[name]?.find(
        (value) => (input.shape[name] as z.ZodType).safeParse(value).success,
      );
      if (fitting !== undefined) return [name, fitting];
      return [name, awayIds[name] ?? otherFields[name]];
    }),
  );
  return { value, hasForeignId };
}

function pick(names: readonly string[]): Record<string, unknown> {
  return Object.fromEntries(names.map((name) => [name, awayIds[name]]));
}

/** Procedures that say "not there" in words of their own. */
const ownWords: Readonly<Record<string, string>> = {
  'invitations.accept': 'invitation.not_open',
  'invitations.decline': 'invitation.not_open',
};

describe("with another tenant's ids", () => {
  test('every procedure that takes an id finds nothing, and nothing over there changes', async () => {
    const before = await countAway();
    let count = 0;
    for (const { path, input, access } of tenantProcedures()) {
      const { value, hasForeignId } = inputFor(input);
      if (!hasForeignId) continue;
      count += 1;
      const answer = await api.call(path, value, { tenant: home.slug, cookie: cookieFor(access) });
      if (path === 'approvals.bulkApprove') {
        expect(answer.data).toMatchObject({
          results: [{ isApproved: false, code: 'entity.not_found' }],
        });
      } else {
        expect({ path, status: answer.status, code: answer.error?.code }).toEqual({
          path,
          status: 404,
          code: ownWords[path] ?? 'entity.not_found',
        });
      }
    }
    expect(count).toBeGreaterThanOrEqual(13);
    expect(await countAway()).toEqual(before);
  });

  test('no required field of any input is left out of this test', () => {
    for (const { path, input } of tenantProcedures()) {
      const { value } = inputFor(input);
      const problems = input?.safeParse(value).error?.issues ?? [];
      expect({ path, problems }).toEqual({ path, problems: [] });
    }
  });

  test('no list and no figure of this tenant shows anything of the other', async () => {
    for (const { path, input, kind } of tenantProcedures()) {
      const { value, hasForeignId } = inputFor(input);
      if (hasForeignId || kind !== 'query') continue;
      const answer = await api.call(path, value, { tenant: home.slug, cookie });
      expect({ path, status: answer.status }).toEqual({ path, status: 200 });
      const text = JSON.stringify(answer.data, (_, part: unknown) =>
        typeof part === 'bigint' ? String(part) : part,
      );
      expect({ path, isSeen: text.includes(secretWord) }).toEqual({ path, isSeen: false });
    }
  });
});
