import type { PasskeyAnswer } from '@freehold/core-contracts/passkeys';
import type { BeginPasskeyOutput } from '@freehold/core-contracts/session';
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import type { ServiceContext } from '../../context.ts';
import {
  createSoftwarePasskey,
  createTestPlatform,
  inScope,
  readTestMessages,
  type PasskeyHabits,
  type TestPlatform,
} from '../../testing/index.ts';
import {
  asPerson,
  enter,
  freshTenant,
  makeAccount,
  minuteMs,
  outcomes,
  requireState,
  signedIn,
} from '../accounts.testing.ts';
import { beginPasskeySignIn, signInWithPasskey } from '../session/sign-in-with-passkey.ts';
import { beginStepUpPasskey, stepUp } from '../session/step-up.ts';
import { addPasskey } from './add-passkey.ts';
import { beginPasskey, mostPasskeys } from './begin-passkey.ts';
import { passkeyChallengeTtlMs } from './passkey-challenge.ts';
import { removePasskey } from './remove-passkey.ts';
import { renamePasskey } from './rename-passkey.ts';

// Many passwords are hashed, on whatever machine this is.
vi.setConfig({ testTimeout: 120_000 });

const email = 'ada@people.example';
const site = { origin: 'https://portal.example', rpId: 'portal.example' };
const refused = { code: 'passkey.refused' };
let platform: TestPlatform;
beforeAll(async () => {
  platform = await createTestPlatform();
});
afterAll(() => platform.close());

async function person(over: Parameters<typeof makeAccount>[1] = { email }) {
  const { tenant, ctx } = await freshTenant(platform);
  const userId = await makeAccount(ctx, over);
  const { session } = await signedIn(ctx, over.email);
  return { tenant, ctx, own: asPerson(ctx, userId), userId, sessionId: session.id };
}

function add(
  own: ServiceContext,
  sessionId: string,
  made: { begun: BeginPasskeyOutput; answer: PasskeyAnswer },
) {
  const input = {
    passkeyChallenge: made.begun.passkeyChallenge,
    answer: made.answer,
    name: 'Laptop',
  };
  return inScope(own, () => addPasskey({ ctx: own, input, sessionId }));
}

/** A person with a passkey, which is their only second factor. */
async function held(countsUses = true, over?: Parameters<typeof makeAccount>[1]) {
  const whose = await person(over);
  const passkey = createSoftwarePasskey({ ...site, countsUses });
  const begun = await inScope(whose.own, () => beginPasskey({ ctx: whose.own }));
  const { recoveryCodes } = await add(whose.own, whose.sessionId, {
    begun,
    answer: passkey.create(begun.options),
  });
  const [{ id: passkeyId } = { id: '' }] = await inScope(whose.ctx, () =>
    whose.ctx.db.passkey.findMany({ where: { userId: whose.userId }, select: { id: true } }),
  );
  return { ...whose, passkey, passkeyId, recoveryCodes };
}

function begin(ctx: ServiceContext, challenge?: string, audience: 'PORTAL' | 'CONSOLE' = 'PORTAL') {
  const input = challenge === undefined ? { audience } : { audience, challenge };
  return inScope(ctx, () => beginPasskeySignIn({ ctx, input }));
}

function finish(
  ctx: ServiceContext,
  made: { begun: BeginPasskeyOutput; answer: PasskeyAnswer; challenge?: string },
  audience: 'PORTAL' | 'CONSOLE' = 'PORTAL',
) {
  const { begun, answer, challenge } = made;
  const { passkeyChallenge } = begun;
  const input = { audience, passkeyChallenge, answer, transport: 'COOKIE' } as const;
  return inScope(ctx, () =>
    signInWithPasskey({ ctx, input: challenge === undefined ? input : { ...input, challenge } }),
  );
}

describe('adding a passkey', () => {
  test('asks for a discoverable one that verifies its user, made for the id of its person', async () => {
    const { own, userId } = await person();
    const { options } = await inScope(own, () => beginPasskey({ ctx: own }));
    expect(options).toMatchObject({
      rp: { id: 'portal.example' },
      user: { id: Buffer.from(userId.replaceAll('-', ''), 'hex').toString('base64url') },
      attestation: 'none',
      authenticatorSelection: { residentKey: 'required', userVerification: 'required' },
    });
    // 32 bytes.
    expect(options['challenge']).toMatch(/^[\w-]{43}$/u);
  });

  test('as the first factor brings ten recovery codes, ends other sessions and tells the owner', async () => {
    const { ctx, own, userId, sessionId } = await person();
    const elsewhere = await signedIn(ctx, email);
    const passkey = createSoftwarePasskey(site);
    const begun = await inScope(own, () => beginPasskey({ ctx: own }));
    const { recoveryCodes } = await add(own, sessionId, {
      begun,
      answer: passkey.create(begun.options),
    });
    expect(recoveryCodes).toHaveLength(10);
    await inScope(ctx, async () => {
      const row = await ctx.db.session.findFirst({ where: { id: elsewhere.session.id } });
      expect(row?.endReason).toBe('FACTORS_CHANGED');
      expect(await ctx.db.session.count({ where: { userId, isValid: true } })).toBe(1);
      expect(await readTestMessages(ctx, { template: 'factorAdded' })).toHaveLength(1);
      expect(await ctx.db.auditLog.count({ where: { action: 'passkey.add' } })).toBe(1);
    });
  });

  const forgeries: readonly [string, PasskeyHabits][] = [
    ['on another page', { origin: 'https://evil.example' }],
    ['for another domain', { rpId: 'evil.example' }],
    ['inside a frame of another page', { isCrossOrigin: true }],
    ['without its user verified', { isUserVerified: false }],
    ['without anybody present', { isUserPresent: false }],
    ['as an answer to signing in', { type: 'webauthn.get' }],
  ];
  test.each(forgeries)('made %s is refused', async (_, habits) => {
    const { own, sessionId } = await person();
    const begun = await inScope(own, () => beginPasskey({ ctx: own }));
    const answer = createSoftwarePasskey(site).create(begun.options, habits);
    await expect(add(own, sessionId, { begun, answer })).rejects.toMatchObject({
      ...refused,
      kind: 'INVALID',
    });
  });

  test('twice with one challenge, or with somebody else’s, is refused', async () => {
    const { ctx, own, sessionId } = await person();
    const begun = await inScope(own, () => beginPasskey({ ctx: own }));
    const answers = [1, 2].map(() => createSoftwarePasskey(site).create(begun.options));
    const results = await Promise.allSettled(
      answers.map((answer) => add(own, sessionId, { begun, answer })),
    );
    expect(outcomes(results).toSorted()).toEqual(['OK', 'passkey.refused']);
    const eve = asPerson(ctx, await makeAccount(ctx, { email: 'eve@people.example' }));
    const theirs = await inScope(own, () => beginPasskey({ ctx: own }));
    const answer = createSoftwarePasskey(site).create(theirs.options);
    await expect(add(eve, sessionId, { begun: theirs, answer })).rejects.toMatchObject(refused);
  });

  test('is refused to whoever has twenty', async () => {
    const { ctx, own, userId } = await person();
    const publicKey = new Uint8Array(32);
    const data = Array.from({ length: mostPasskeys }, (_, index) => ({
      ...{ userId, publicKey, name: `Key ${index}`, aaguid: '' },
      credentialId: new Uint8Array(32).fill(index),
    }));
    await inScope(ctx, () => ctx.db.passkey.createMany({ data }));
    await expect(inScope(own, () => beginPasskey({ ctx: own }))).rejects.toMatchObject({
      code: 'factor.too_many',
      params: { maximum: 20 },
    });
  });

  test('that the tenant knows already is refused', async () => {
    const { ctx, own, sessionId, passkey } = await held();
    const eve = asPerson(ctx, await makeAccount(ctx, { email: 'eve@people.example' }));
    for (const ctxOf of [own, eve]) {
      const begun = await inScope(ctxOf, () => beginPasskey({ ctx: ctxOf }));
      await expect(
        add(ctxOf, sessionId, { begun, answer: passkey.create(begun.options) }),
      ).rejects.toMatchObject({ kind: 'CONFLICT', code: 'passkey.known_already' });
    }
  });
});

describe('a passkey alone', () => {
  test('signs in, counts as both factors, and nobody was asked for an address', async () => {
    const { ctx, userId, passkey } = await held();
    const begun = await begin(ctx);
    expect(begun.options).toMatchObject({
      rpId: 'portal.example',
      userVerification: 'required',
      allowCredentials: [],
    });
    const { session } = await finish(ctx, { begun, answer: passkey.get(begun.options) });
    expect(session).toMatchObject({ hasSecondFactor: true, user: { id: userId } });
  });

  test('signs an operator in to the console', async () => {
    const { ctx, userId, passkey } = await held();
    const admin = { where: { id: userId }, data: { role: 'ADMIN' } } as const;
    await inScope(ctx, () => ctx.db.user.updateMany(admin));
    const begun = await begin(ctx, undefined, 'CONSOLE');
    const made = { begun, answer: passkey.get(begun.options) };
    expect((await finish(ctx, made, 'CONSOLE')).session.audience).toBe('CONSOLE');
  });

  const forgeries: readonly [string, PasskeyHabits][] = [
    ['on another page', { origin: 'https://evil.example' }],
    ['for another domain', { rpId: 'evil.example' }],
    ['inside a frame of another page', { isCrossOrigin: true }],
    ['without its user verified', { isUserVerified: false }],
    ['without anybody present', { isUserPresent: false }],
    ['with another key', { isForged: true }],
    ['as an answer to being added', { type: 'webauthn.create' }],
    ['for another person', { userHandle: Buffer.alloc(16, 1).toString('base64url') }],
    ['for nobody', { userHandle: null }],
  ];
  test.each(forgeries)('used %s is refused', async (_, habits) => {
    const { ctx, passkey } = await held();
    const begun = await begin(ctx);
    const answer = passkey.get(begun.options, habits);
    await expect(finish(ctx, { begun, answer })).rejects.toMatchObject({
      ...refused,
      kind: 'UNAUTHENTICATED',
    });
  });

  test('opens one session for a challenge, of 16 answers at once, and none later', async () => {
    const { ctx, passkey } = await held(false);
    const begun = await begin(ctx);
    const answer = passkey.get(begun.options);
    const results = await Promise.allSettled(
      Array.from({ length: 16 }, () => finish(ctx, { begun, answer })),
    );
    expect(outcomes(results).filter((outcome) => outcome === 'OK')).toHaveLength(1);
    await expect(finish(ctx, { begun, answer })).rejects.toMatchObject(refused);
  });

  test('has used its challenge up also where its answer was wrong', async () => {
    const { ctx, passkey } = await held();
    const begun = await begin(ctx);
    const wrong = passkey.get(begun.options, { isForged: true });
    await expect(finish(ctx, { begun, answer: wrong })).rejects.toMatchObject(refused);
    const right = passkey.get(begun.options);
    await expect(finish(ctx, { begun, answer: right })).rejects.toMatchObject(refused);
  });

  test('answers within five minutes, to this tenant, to what it was asked for', async () => {
    const { ctx, own, passkey } = await held();
    const late = await begin(ctx);
    platform.clock.moveBy(passkeyChallengeTtlMs + 1);
    expect(passkeyChallengeTtlMs).toBe(5 * minuteMs);
    const answer = passkey.get(late.options);
    await expect(finish(ctx, { begun: late, answer })).rejects.toMatchObject(refused);

    const elsewhere = await freshTenant(platform);
    const begun = await begin(elsewhere.ctx);
    const made = { begun, answer: passkey.get(begun.options) };
    await expect(finish(elsewhere.ctx, made)).rejects.toMatchObject(refused);
    await expect(finish(ctx, made)).rejects.toMatchObject(refused);

    const forStepUp = await inScope(own, () => beginStepUpPasskey({ ctx: own }));
    await expect(
      finish(ctx, { begun: forStepUp, answer: passkey.get(forStepUp.options) }),
    ).rejects.toMatchObject(refused);
  });

  test.each([
    ['suspended', { status: 'SUSPENDED' }],
    ['closed', { status: 'CLOSED' }],
    ['deleted', { deletedAt: new Date() }],
    ['of an unverified address', { emailVerified: false }],
  ] as const)('of an account that is %s is refused', async (_, data) => {
    const { ctx, userId, passkey } = await held();
    await inScope(ctx, () => ctx.db.user.updateMany({ where: { id: userId }, data }));
    const begun = await begin(ctx);
    const made = { begun, answer: passkey.get(begun.options) };
    await expect(finish(ctx, made)).rejects.toMatchObject({ kind: 'UNAUTHENTICATED' });
  });

  test('of a person does not open the console', async () => {
    const { ctx, passkey } = await held();
    const begun = await begin(ctx, undefined, 'CONSOLE');
    const made = { begun, answer: passkey.get(begun.options) };
    await expect(finish(ctx, made, 'CONSOLE')).rejects.toMatchObject(refused);
  });

  test('is not kept out by a lock that strangers brought about', async () => {
    const { ctx, passkey } = await held();
    await Promise.allSettled(
      Array.from({ length: 16 }, () => enter(ctx, email, { password: 'not the right one' })),
    );
    await expect(enter(ctx, email)).rejects.toMatchObject({ code: 'session.throttled' });
    const begun = await begin(ctx);
    const made = { begun, answer: passkey.get(begun.options) };
    expect((await finish(ctx, made)).session.hasSecondFactor).toBe(true);
  });
});

describe('the counter of a passkey', () => {
  async function used(counter: number) {
    const whose = await held();
    const begun = await begin(whose.ctx);
    const answer = whose.passkey.get(begun.options, { counter });
    await finish(whose.ctx, { begun, answer });
    return whose;
  }

  test.each([40, 41])(
    'that did not grow beyond 41 but says %i is refused and audited',
    async (counter) => {
      const { ctx, userId, passkey, passkeyId } = await used(41);
      const begun = await begin(ctx);
      const answer = passkey.get(begun.options, { counter });
      await expect(finish(ctx, { begun, answer })).rejects.toMatchObject(refused);
      const rows = await inScope(ctx, () =>
        ctx.db.auditLog.findMany({ where: { action: 'passkey.refuse' } }),
      );
      expect(rows).toMatchObject([
        {
          entityId: passkeyId,
          changes: { userId, counter: { before: '41', after: String(counter) } },
        },
      ]);
    },
  );

  test('that grew is kept', async () => {
    const { ctx, passkeyId } = await used(41);
    const row = await inScope(ctx, () => ctx.db.passkey.findFirst({ where: { id: passkeyId } }));
    expect(row).toMatchObject({ signCount: 41n, lastUsedAt: platform.clock() });
  });

  test('that always says 0 is how synced passkeys are, and works again and again', async () => {
    const { ctx, passkey } = await held(false);
    for (let count = 0; count < 3; count += 1) {
      const begun = await begin(ctx);
      await finish(ctx, { begun, answer: passkey.get(begun.options) });
    }
  });
});

describe('a passkey beside a password', () => {
  test('is offered, asked for by name, and ends the sign-in', async () => {
    const { ctx, passkey } = await held();
    const asked = requireState(await enter(ctx, email), 'SECOND_FACTOR_REQUIRED');
    expect(asked.methods).toEqual(['PASSKEY', 'RECOVERY_CODE']);
    const begun = await begin(ctx, asked.challenge);
    expect(begun.options).toMatchObject({ allowCredentials: [{ id: passkey.credentialId }] });
    const answer = passkey.get(begun.options, { userHandle: null, isUserVerified: false });
    const { session } = await finish(ctx, { begun, answer, challenge: asked.challenge });
    expect(session.hasSecondFactor).toBe(true);
  });

  test('of somebody else does not', async () => {
    const { ctx, passkey } = await held();
    await makeAccount(ctx, { email: 'eve@people.example' });
    const eve = await signedIn(ctx, 'eve@people.example');
    const own = asPerson(ctx, eve.session.user.id);
    const theirs = createSoftwarePasskey(site);
    const adding = await inScope(own, () => beginPasskey({ ctx: own }));
    await add(own, eve.session.id, { begun: adding, answer: theirs.create(adding.options) });
    const asked = requireState(await enter(ctx, 'eve@people.example'), 'SECOND_FACTOR_REQUIRED');
    const { challenge } = asked;
    const begun = await begin(ctx, challenge);
    const wrong = passkey.get(begun.options, { userHandle: null });
    await expect(finish(ctx, { begun, answer: wrong, challenge })).rejects.toMatchObject(refused);
  });

  test('does not take the challenge of a sign-in without a password, nor the other way round', async () => {
    const { ctx, passkey } = await held();
    const { challenge } = requireState(await enter(ctx, email), 'SECOND_FACTOR_REQUIRED');
    const alone = await begin(ctx);
    const answer = passkey.get(alone.options);
    await expect(finish(ctx, { begun: alone, answer, challenge })).rejects.toMatchObject(refused);
    const beside = await begin(ctx, challenge);
    const unverified = passkey.get(beside.options, { isUserVerified: false });
    await expect(finish(ctx, { begun: beside, answer: unverified })).rejects.toMatchObject(refused);
  });

  test('proves again who sits there', async () => {
    const { own, sessionId, passkey } = await held();
    platform.clock.moveBy(11 * minuteMs);
    const begun = await inScope(own, () => beginStepUpPasskey({ ctx: own }));
    const { passkeyChallenge } = begun;
    const answer = passkey.get(begun.options);
    const input = { method: 'PASSKEY', passkeyChallenge, answer } as const;
    const renewed = await inScope(own, () => stepUp({ ctx: own, input, sessionId }));
    expect(renewed).toMatchObject({ factorAt: platform.clock(), hasSecondFactor: true });
    await expect(inScope(own, () => stepUp({ ctx: own, input, sessionId }))).rejects.toMatchObject({
      kind: 'INVALID',
      code: 'passkey.refused',
    });
  });
});

describe('a passkey that is removed', () => {
  test('opens nothing any more, and its place is told', async () => {
    const { ctx, own, sessionId, passkey, passkeyId } = await held();
    const begun = await begin(ctx);
    const answer = passkey.get(begun.options);
    const input = { passkeyId };
    await inScope(own, () => removePasskey({ ctx: own, input, sessionId }));
    await expect(finish(ctx, { begun, answer })).rejects.toMatchObject(refused);
    expect(
      await inScope(ctx, () => readTestMessages(ctx, { template: 'factorRemoved' })),
    ).toHaveLength(1);
  });

  test('is not somebody else’s, nor renamed by them', async () => {
    const { ctx, passkeyId, sessionId } = await held();
    const eve = asPerson(ctx, await makeAccount(ctx, { email: 'eve@people.example' }));
    const unknown = { kind: 'NOT_FOUND', code: 'entity.not_found' };
    await expect(
      inScope(eve, () => removePasskey({ ctx: eve, input: { passkeyId }, sessionId })),
    ).rejects.toMatchObject(unknown);
    await expect(
      inScope(eve, () => renamePasskey({ ctx: eve, input: { passkeyId, name: 'Mine' } })),
    ).rejects.toMatchObject(unknown);
  });

  test('was renamed before, which is audited', async () => {
    const { ctx, own, passkeyId } = await held();
    await inScope(own, () => renamePasskey({ ctx: own, input: { passkeyId, name: 'Old phone' } }));
    const rows = await inScope(ctx, () =>
      ctx.db.auditLog.findMany({ where: { action: 'passkey.rename' } }),
    );
    expect(rows).toMatchObject([{ changes: { name: { before: 'Laptop', after: 'Old phone' } } }]);
  });
});
