import { randomUUID } from 'node:crypto';
import { withTenant } from '@freehold/core-db';
import { completeRegistration } from '@freehold/core-services/onboarding/complete-registration';
import { enqueueCommand } from '@freehold/core-services/ledger/enqueue-command';
import { toServiceContext } from '@freehold/core-trpc/procedures';
import { createRequestContext } from '@freehold/core-trpc/handler';
import type { ServiceContext, ServiceTenant } from '@freehold/core-services/context';
import { inTransaction } from '@freehold/core-db';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { z } from 'zod';
import { createTestApi, type TestApi } from './testing/api.ts';
import { listProcedures, type ProcedureFacts } from './testing/procedures.ts';

const secretWord = 'zebrafish';
let api: TestApi;
let home: ServiceTenant;
let away: ServiceTenant;
let cookie: string;
let awayIds: Readonly<Record<string, unknown>>;

/** Values that satisfy every field beside the ids. */
const otherFields: Readonly<Record<string, unknown>> = {
  version: 0,
  reason: 'because of a test',
  comment: 'because of a test',
  assigneeId: undefined,
};

beforeAll(async () => {
  api = await createTestApi();
  home = await api.makeTenant('home-net');
  away = await api.makeTenant('away-net');
  cookie = await api.signInStaff(home, 'ADMIN');
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
    return {
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

async function countAway(): Promise<unknown> {
  const { db } = contextOf(away);
  return withTenant(away.id, async () => ({
    audit: await db.auditLog.count(),
    messages: await db.outboundMessage.findMany({ select: { id: true, status: true } }),
    commands: await db.outboxCommand.findMany({
      select: { id: true, status: true, version: true },
    }),
    letters: await db.eventDLQ.findMany({ select: { id: true, status: true } }),
    cases: await db.approvalCase.findMany({
      select: { id: true, status: true, version: true, assigneeId: true },
    }),
    users: await db.user.findMany({ select: { id: true, status: true, version: true } }),
  }));
}

function tenantProcedures(): ProcedureFacts[] {
  return listProcedures(api.router).filter(
    ({ access }) => access?.access === 'permission' && access.permission !== 'platform.read',
  );
}

function inputFor(input: z.ZodType | undefined): { value: unknown; hasForeignId: boolean } {
  if (!(input instanceof z.ZodObject)) return { value: undefined, hasForeignId: false };
  const isRequired = (field: unknown) => !(field as z.ZodType).safeParse(undefined).success;
  const names = Object.entries(input.shape)
    .filter(([, field]) => isRequired(field))
    .map(([name]) => name);
  const hasForeignId = names.some((name) => name in awayIds);
  const value = Object.fromEntries(
    names.map((name) => {
      if (name === 'reason') {
        const isText = (input.shape[name] as z.ZodType).safeParse(otherFields['reason']).success;
        return [name, isText ? otherFields['reason'] : 'OTHER'];
      }
      return [name, awayIds[name] ?? otherFields[name]];
    }),
  );
  return { value, hasForeignId };
}

describe("with another tenant's ids", () => {
  test('every procedure that takes an id finds nothing, and nothing over there changes', async () => {
    const before = await countAway();
    let count = 0;
    for (const { path, input } of tenantProcedures()) {
      const { value, hasForeignId } = inputFor(input);
      if (!hasForeignId) continue;
      count += 1;
      const answer = await api.call(path, value, { tenant: home.slug, cookie });
      if (path === 'approvals.bulkApprove') {
        expect(answer.data).toMatchObject({
          results: [{ isApproved: false, code: 'entity.not_found' }],
        });
      } else {
        expect({ path, status: answer.status, code: answer.error?.code }).toEqual({
          path,
          status: 404,
          code: 'entity.not_found',
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
