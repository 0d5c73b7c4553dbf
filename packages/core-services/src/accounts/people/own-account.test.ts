import { randomUUID } from 'node:crypto';
import type { UpdateProfileInput } from '@freehold/core-contracts/people';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { answerInformationRequest } from '../../approvals/answer-information-request.ts';
import { approve } from '../../approvals/approve.ts';
import { TestConsole } from '../../approvals/console.testing.ts';
import { getApproval } from '../../approvals/get-approval.ts';
import { requestInformation } from '../../approvals/request-information.ts';
import { findOwnAct } from '../../audit/find-own-act.ts';
import type { Actor } from '../../context.ts';
import {
  listSavedViews,
  mostSavedViews,
  removeView,
  saveView,
} from '../../saved-views/saved-views.ts';
import { getAccount } from '../get-account.ts';
import { getPublicPerson } from './get-public-person.ts';
import { TestHouse } from './people.testing.ts';
import { getPreferences, updatePreferences } from './preferences.ts';
import { updateProfile } from './update-profile.ts';

let world: TestConsole;
let house: TestHouse;

beforeAll(async () => {
  world = await TestConsole.open();
});
afterAll(() => world.close());
beforeEach(async () => {
  house = await TestHouse.in(world);
});

const refused = (code: string) => expect.objectContaining({ code });
const asPerson = (userId: string): Actor => ({
  kind: 'USER',
  userId,
  role: 'USER',
  name: 'Ada Lovelace',
});

describe('a profile', () => {
  const change = (userId: string, fields: Partial<UpdateProfileInput>, version = 1) =>
    house.as(asPerson(userId), (ctx) =>
      updateProfile({
        ctx,
        input: { firstName: 'Ada', lastName: 'Lovelace', username: null, version, ...fields },
      }),
    );

  test('is changed until somebody has decided on who the person is; a username always', async () => {
    const { userId } = await world.addPerson(house.tenant);
    const view = await change(userId, {
      firstName: 'Augusta',
      nationalIdNumber: '756.1234.5678.97',
    });
    expect(view).toMatchObject({
      firstName: 'Augusta',
      nationalIdNumber: '756.1234.5678.97',
      isIdentityFixed: false,
      version: 2,
    });
    const row = (await house.audit(userId)).at(-1);
    expect(row).toMatchObject({
      action: 'user.updateProfile',
      changes: {
        firstName: { before: 'Ada', after: 'Augusta' },
        nationalIdNumber: { before: false, after: true },
      },
    });
    expect(JSON.stringify(row?.changes)).not.toContain('756');
    await world.putStatus(house.tenant, userId, 'ACTIVE');
    const keep = { firstName: 'Augusta', version: 2 };
    await expect(change(userId, { ...keep, firstName: 'Bill' })).rejects.toEqual(
      refused('profile.identity_fixed'),
    );
    await expect(change(userId, { ...keep, nationalIdNumber: null })).rejects.toEqual(
      refused('profile.identity_fixed'),
    );
    const username = `ada${randomUUID().slice(0, 8)}`;
    await expect(change(userId, { ...keep, username })).resolves.toMatchObject({
      username,
      isIdentityFixed: true,
    });
    const other = await house.addActive();
    await expect(change(other, { username })).rejects.toEqual(refused('profile.username_taken'));
    await expect(change(userId, { ...keep, username: null })).rejects.toEqual(
      refused('version.stale'),
    );
  });

  test('has a number where the tenant approves nobody without', async () => {
    const strict = await TestHouse.in(world, { isNationalIdRequired: true });
    const { userId, caseId } = await world.addPerson(strict.tenant);
    const agree = () =>
      strict.as(strict.admin, (ctx) =>
        approve({ ctx, input: { caseId, version: 0, reason: 'IDENTITY_CONFIRMED' } }),
      );
    await expect(agree()).rejects.toEqual(refused('approval.national_id_missing'));
    expect(await strict.as(asPerson(userId), (ctx) => getAccount({ ctx }))).toMatchObject({
      isNationalIdRequired: true,
    });
    await strict.as(asPerson(userId), (ctx) =>
      updateProfile({
        ctx,
        input: {
          firstName: 'Ada',
          lastName: 'Lovelace',
          username: null,
          nationalIdNumber: '756',
          version: 1,
        },
      }),
    );
    await expect(agree()).resolves.toMatchObject({ status: 'APPROVED' });
  });

  test('without a number waits for a review even where nobody is reviewed', async () => {
    const open = await TestHouse.in(world, { isNationalIdRequired: true, isReviewRequired: false });
    const { userId } = await world.addPerson(open.tenant);
    expect(await open.user(userId)).toMatchObject({ status: 'PENDING_ADMIN_APPROVAL' });
  });

  test('shows others a name and no contact; nobody’s who is not active', async () => {
    const userId = await house.addActive();
    const show = () => house.as(house.admin, (ctx) => getPublicPerson({ ctx, input: { userId } }));
    expect(Object.keys(await show()).toSorted()).toEqual([
      ...['avatar', 'countryCode', 'createdAt', 'firstName', 'id', 'lastName', 'username'],
    ]);
    await world.putStatus(house.tenant, userId, 'FROZEN');
    await expect(show()).rejects.toEqual(refused('entity.not_found'));
  });
});

test('preferences are kept with the language that messages then follow', async () => {
  const { userId } = await world.addPerson(house.tenant);
  const person = asPerson(userId);
  expect(await house.as(person, (ctx) => getPreferences({ ctx }))).toMatchObject({
    isEmailNotificationEnabled: true,
    locale: 'en',
  });
  const input = {
    isEmailNotificationEnabled: false,
    isScanNotificationEnabled: true,
    isSecurityNotificationEnabled: false,
    locale: 'fr',
  } as const;
  expect(await house.as(person, (ctx) => updatePreferences({ ctx, input }))).toEqual(input);
  expect(await house.as(person, (ctx) => getPreferences({ ctx }))).toEqual(input);
  expect((await house.user(userId)).locale).toBe('fr');
  expect((await house.audit(userId)).at(-1)).toMatchObject({
    action: 'user.updatePreferences',
    changes: {
      locale: { before: 'en', after: 'fr' },
      isEmailNotificationEnabled: { before: true, after: false },
    },
  });
  const rows = (await house.audit(userId)).length;
  await house.as(person, (ctx) => updatePreferences({ ctx, input }));
  expect(await house.audit(userId)).toHaveLength(rows);
});

describe('an answer to the reviewers', () => {
  test('puts the case back, tells its reviewer and is shown to them; once', async () => {
    const reviewer = await house.addStaff('REVIEWER');
    const { userId, caseId } = await world.addPerson(house.tenant);
    const answer = () =>
      house.as(asPerson(userId), (ctx) =>
        answerInformationRequest({ ctx, input: { answer: 'My passport says so.' } }),
      );
    await expect(answer()).rejects.toEqual(refused('approval.nothing_asked'));
    await house.within(() =>
      house.db.approvalCase.updateMany({
        where: { id: caseId },
        data: { assigneeId: reviewer.userId },
      }),
    );
    await house.as(reviewer, (ctx) =>
      requestInformation({
        ctx,
        input: { caseId, version: 0, reason: 'OTHER', comment: 'Who are you?' },
      }),
    );
    const tries = await Promise.allSettled([answer(), answer(), answer()]);
    expect(tries.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
    const found = await house.as(reviewer, (ctx) => getApproval({ ctx, input: { caseId } }));
    expect(found).toMatchObject({
      status: 'OPEN',
      version: 2,
      answers: [{ answer: 'My passport says so.' }],
    });
    const told = await house.within(() =>
      house.db.notification.findMany({ where: { userId: reviewer.userId } }),
    );
    expect(told).toMatchObject([{ kind: 'approval.informationAnswered', entityId: caseId }]);
    expect((await house.audit(caseId)).at(-1)).toMatchObject({
      action: 'approval.answerInformation',
      actorId: userId,
    });
    const asked = await house.within(() => house.db.notification.findMany({ where: { userId } }));
    expect(asked).toMatchObject([{ kind: 'account.informationRequested' }]);
  });
});

test('a reviewer finds the audit entry of their own act and of nobody else’s', async () => {
  const reviewer = await house.addStaff('REVIEWER');
  const { caseId } = await world.addPerson(house.tenant);
  await house.as(reviewer, (ctx) =>
    approve({ ctx, input: { caseId, version: 0, reason: 'IDENTITY_CONFIRMED' } }),
  );
  const input = { entityType: 'ApprovalCase', entityId: caseId };
  expect(await house.as(reviewer, (ctx) => findOwnAct({ ctx, input }))).toMatchObject({
    action: 'approval.approve',
    actorId: reviewer.userId,
  });
  expect(await house.as(house.admin, (ctx) => findOwnAct({ ctx, input }))).toBeNull();
  const twin = { ...reviewer, homeTenantId: randomUUID() };
  expect(await house.as(twin, (ctx) => findOwnAct({ ctx, input }))).toBeNull();
});

describe('a saved view', () => {
  const save = (name: string, query: object, by: Actor = house.admin) =>
    house.as(by, (ctx) => saveView({ ctx, input: { page: 'users', name, query: query as never } }));

  test('is replaced under its name, listed by page, and its owner’s alone', async () => {
    const first = await save('Frozen', { status: ['FROZEN'] });
    const again = await save('Frozen', { status: ['SUSPENDED'] });
    expect(again).toEqual({
      id: first.id,
      page: 'users',
      name: 'Frozen',
      query: { status: ['SUSPENDED'] },
    });
    const other = await house.addStaff('ADMIN');
    const list = (by: Actor, page?: string) =>
      house.as(by, (ctx) => listSavedViews({ ctx, input: { page } }));
    expect(await list(house.admin, 'users')).toEqual([again]);
    expect(await list(house.admin, 'audit')).toEqual([]);
    expect(await list(other)).toEqual([]);
    const remove = (by: Actor) =>
      house.as(by, (ctx) => removeView({ ctx, input: { savedViewId: first.id } }));
    await expect(remove(other)).rejects.toEqual(refused('entity.not_found'));
    await remove(house.admin);
    expect(await list(house.admin)).toEqual([]);
  });

  test('is bounded in size and number', async () => {
    await expect(save('Big', { text: 'x'.repeat(5_000) })).rejects.toMatchObject({
      code: 'json.too_large',
    });
    await house.within(() =>
      house.db.savedView.createMany({
        data: Array.from({ length: mostSavedViews }, (_, index) => ({
          userId: house.admin.userId,
          page: 'users',
          name: `View ${index}`,
        })),
      }),
    );
    await expect(save('One more', {})).rejects.toEqual(refused('saved_view.too_many'));
    await expect(save('View 1', { a: 1 })).resolves.toMatchObject({ name: 'View 1' });
  });
});
