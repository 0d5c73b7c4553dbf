import { codePointLength } from '@freehold/core-contracts/text';
import { withTenant } from '@freehold/core-db';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { getAccount } from '../accounts/get-account.ts';
import { bodyContext } from '../messaging/enqueue-message.ts';
import type { ServiceTenant } from '../context.ts';
import { approve } from './approve.ts';
import { assign } from './assign.ts';
import { type Operator, TestConsole } from './console.testing.ts';
import { deny } from './deny.ts';
import { requestInformation } from './request-information.ts';

let house: TestConsole;
let tenant: ServiceTenant;
let rita: Operator;
let otto: Operator;

beforeAll(async () => {
  house = await TestConsole.open();
  tenant = await house.addTenant();
  rita = await house.addStaff(tenant, 'REVIEWER', 'Rita Reviewer');
  otto = await house.addStaff(tenant, 'ADMIN', 'Otto Admin');
});
afterAll(() => house.close());

function inside<T>(work: () => Promise<T>): Promise<T> {
  return withTenant(tenant.id, work);
}

async function readMessage(userId: string, template: string) {
  const row = await inside(() =>
    house.db.outboundMessage.findFirstOrThrow({
      where: { entityId: userId, template },
    }),
  );
  const { keyring } = house.contextOf(tenant, rita);
  return {
    ...row,
    body: keyring.decrypt(row.bodyCiphertext, bodyContext(tenant.id, row.idempotencyKey)),
  };
}

function auditOf(entityId: string) {
  return inside(() =>
    house.db.auditLog.findMany({ where: { entityId }, orderBy: { sequence: 'asc' } }),
  );
}

test('a denial ends the application, and tells the person the reason and not the comment', async () => {
  const { caseId, userId } = await house.addPerson(tenant);
  const ctx = house.contextOf(tenant, rita);
  const input = {
    caseId,
    version: 0,
    reason: 'IDENTITY_MISMATCH',
    comment: 'Photo looks edited',
  } as const;
  await expect(inside(() => deny({ ctx, input }))).resolves.toMatchObject({
    status: 'DENIED',
    version: 1,
  });

  const user = await inside(() => house.db.user.findFirstOrThrow({ where: { id: userId } }));
  expect(user).toMatchObject({ status: 'DENIED', onchainStatus: null, isActive: false });
  const { body } = await readMessage(userId, 'approvalDenied');
  expect(body).toContain('does not match');
  expect(body).not.toContain('edited');
  expect((await auditOf(userId)).at(-1)).toMatchObject({
    action: 'user.deny',
    reason: 'IDENTITY_MISMATCH: Photo looks edited',
  });
  expect((await auditOf(caseId)).at(-1)).toMatchObject({
    action: 'approval.deny',
    actorName: 'Rita Reviewer',
  });
  expect(ctx.wakes).toEqual(['messages']);
});

test.each(['SANCTIONS_MATCH', 'SUSPECTED_FRAUD', 'OTHER'] as const)(
  'a person denied for %s is told nothing that would warn them, in their language',
  async (reason) => {
    const { caseId, userId } = await house.addPerson(tenant, { locale: 'fr' });
    await inside(() =>
      deny({ ctx: house.contextOf(tenant, rita), input: { caseId, version: 0, reason } }),
    );
    const { body, locale } = await readMessage(userId, 'approvalDenied');
    expect(locale).toBe('fr');
    expect(body).toContain('Nous n’avons pas pu confirmer');
    expect(body).not.toMatch(/sanction|fraud/iu);
  },
);

test('a request for information reaches the person, who still waits for approval', async () => {
  const { caseId, userId } = await house.addPerson(tenant);
  const ctx = house.contextOf(tenant, rita);
  const comment = 'Please tell us your street.';
  const input = { caseId, version: 0, reason: 'INCOMPLETE_INFORMATION', comment } as const;
  const summary = await inside(() => requestInformation({ ctx, input }));
  expect(summary).toMatchObject({ status: 'MORE_INFORMATION', version: 1, decidedAt: null });
  expect((await readMessage(userId, 'informationRequested')).body).toContain(comment);
  expect(ctx.wakes).toEqual(['messages']);

  const own = house.contextOf(tenant, { kind: 'USER', userId, role: 'USER', name: 'Ada Lovelace' });
  await expect(inside(() => getAccount({ ctx: own }))).resolves.toMatchObject({
    status: 'PENDING_ADMIN_APPROVAL',
    isInformationRequested: true,
    informationRequest: comment,
  });
  const approved = await inside(() =>
    approve({ ctx, input: { caseId, version: 1, reason: 'IDENTITY_CONFIRMED' } }),
  );
  expect(approved.status).toBe('APPROVED');
  await expect(inside(() => getAccount({ ctx: own }))).resolves.toMatchObject({
    isInformationRequested: false,
    informationRequest: null,
    decidedAt: approved.decidedAt,
  });
});

test('information may be asked for twice, with a message each time', async () => {
  const { caseId, userId } = await house.addPerson(tenant);
  const ctx = house.contextOf(tenant, rita);
  for (const version of [0, 1]) {
    const input = { caseId, version, reason: 'OTHER', comment: `Question ${version}` } as const;
    await inside(() => requestInformation({ ctx, input }));
  }
  const count = await inside(() =>
    house.db.outboundMessage.count({
      where: { entityId: userId, template: 'informationRequested' },
    }),
  );
  expect(count).toBe(2);
});

test('a comment of a thousand letters is kept whole in the decision and cut in the audit log', async () => {
  const { caseId } = await house.addPerson(tenant);
  const comment = '𝄞'.repeat(1000);
  const input = { caseId, version: 0, reason: 'OTHER', comment } as const;
  await inside(() => requestInformation({ ctx: house.contextOf(tenant, rita), input }));
  const decision = await inside(() =>
    house.db.approvalDecision.findFirstOrThrow({ where: { caseId } }),
  );
  expect(decision.comment).toBe(comment);
  const [, last] = await auditOf(caseId);
  expect(codePointLength(last?.reason ?? '')).toBe(500);
});

test('a case is taken, given to somebody, and put back, each with its audit row', async () => {
  const { caseId } = await house.addPerson(tenant);
  const ctx = house.contextOf(tenant, rita);
  const taken = await inside(() => assign({ ctx, input: { caseId, version: 0 } }));
  expect(taken).toMatchObject({ assignee: { id: rita.userId, name: 'Rita Reviewer' }, version: 1 });
  const given = await inside(() =>
    assign({ ctx, input: { caseId, version: 1, assigneeId: otto.userId } }),
  );
  expect(given.assignee).toEqual({ id: otto.userId, name: 'Otto Admin' });
  const back = await inside(() => assign({ ctx, input: { caseId, version: 2, assigneeId: null } }));
  expect(back).toMatchObject({ assignee: null, version: 3 });
  const rows = (await auditOf(caseId)).filter(({ action }) => action === 'approval.assign');
  expect(rows.map(({ changes }) => changes)).toEqual([
    { assigneeId: { before: null, after: rita.userId } },
    { assigneeId: { before: rita.userId, after: otto.userId } },
    { assigneeId: { before: otto.userId, after: null } },
  ]);
});

test('of many who take a case at once one gets it, and the others learn who was faster', async () => {
  const { caseId } = await house.addPerson(tenant);
  const answers = await house.collideOnCase(
    caseId,
    [rita, otto, rita, otto].map((actor) => () => {
      const ctx = house.contextOf(tenant, actor);
      return inside(() => assign({ ctx, input: { caseId, version: 0 } }));
    }),
  );
  const winners = answers.filter((answer) => answer.status === 'fulfilled');
  expect(winners).toHaveLength(1);
  const changedBy = winners[0]!.value.assignee!.name;
  for (const answer of answers) {
    if (answer.status === 'fulfilled') continue;
    expect(answer.reason).toMatchObject({
      code: 'version.stale',
      params: { currentVersion: 1, changedBy },
    });
  }
});

test('of many requests for information at once one is made, and one message', async () => {
  const { caseId, userId } = await house.addPerson(tenant);
  const input = { caseId, version: 0, reason: 'OTHER', comment: 'Which street?' } as const;
  const ask = () => inside(() => requestInformation({ ctx: house.contextOf(tenant, rita), input }));
  const answers = await house.collideOnCase(caseId, [ask, ask, ask, ask]);
  expect(answers.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
  const where = { entityId: userId, template: 'informationRequested' };
  expect(await inside(() => house.db.outboundMessage.count({ where }))).toBe(1);
});

test('only somebody of this tenant who may decide gets a case, and never the person it is about', async () => {
  const { caseId, userId } = await house.addPerson(tenant);
  const ctx = house.contextOf(tenant, rita);
  const auditor = await house.addStaff(tenant, 'AUDITOR', 'Anna Auditor');
  const gone = await house.addStaff(tenant, 'REVIEWER', 'Gert Gone');
  await house.putStatus(tenant, gone.userId, 'SUSPENDED');
  const elsewhere = await house.addTenant();
  const stranger = await house.addStaff(elsewhere, 'REVIEWER', 'Sam Stranger');
  const unfit = { kind: 'INVALID', code: 'approval.assignee_unfit' };
  for (const assigneeId of [auditor.userId, gone.userId, stranger.userId, userId]) {
    const input = { caseId, version: 0, assigneeId };
    await expect(inside(() => assign({ ctx, input }))).rejects.toMatchObject(unfit);
  }
  const operator = await house.addStaff(elsewhere, 'PLATFORM_OPERATOR', 'Petra Platform');
  const abroad = house.contextOf(tenant, operator);
  await expect(
    inside(() => assign({ ctx: abroad, input: { caseId, version: 0 } })),
  ).rejects.toMatchObject(unfit);

  const promoted = await house.addPerson(tenant);
  await inside(() =>
    house.db.user.updateMany({
      where: { id: promoted.userId },
      data: { role: 'REVIEWER', status: 'ACTIVE' },
    }),
  );
  await expect(
    inside(() =>
      assign({ ctx, input: { caseId: promoted.caseId, version: 0, assigneeId: promoted.userId } }),
    ),
  ).rejects.toMatchObject({ kind: 'FORBIDDEN', code: 'approval.own_case' });
});

test('a decided case and a case of another tenant cannot be assigned', async () => {
  const { caseId } = await house.addPerson(tenant);
  const ctx = house.contextOf(tenant, rita);
  await inside(() => deny({ ctx, input: { caseId, version: 0, reason: 'OTHER' } }));
  await expect(inside(() => assign({ ctx, input: { caseId, version: 1 } }))).rejects.toMatchObject({
    code: 'approval.already_decided',
  });
  const foreign = await house.addPerson(await house.addTenant());
  await expect(
    inside(() => assign({ ctx, input: { caseId: foreign.caseId, version: 0 } })),
  ).rejects.toMatchObject({ code: 'entity.not_found' });
});
