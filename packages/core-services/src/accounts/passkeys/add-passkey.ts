import { AppError } from '@freehold/core-contracts/errors';
import type { AddPasskeyInput, FactorAdded } from '@freehold/core-contracts/security';
import { inTransaction, type Prisma, type TenantTransaction } from '@freehold/core-db';
import { verifyRegistrationResponse, type RegistrationResponseJSON } from '@simplewebauthn/server';
import { recordAudit } from '../../audit/record-audit.ts';
import type { ServiceContext } from '../../context.ts';
import { firstRecoveryCodes } from '../factors/confirm-totp.ts';
import { insideSession } from '../factors/factor.ts';
import { lockAccount } from '../factors/lock-account.ts';
import { settleFactorChange } from '../factors/settle-factor-change.ts';
import { requireOwnUserId } from '../own-account.ts';
import { mostPasskeys } from './begin-passkey.ts';
import { usePasskeyChallenge } from './passkey-challenge.ts';
import {
  assertNotFramed,
  passkeyAlgorithms,
  passkeyRefused,
  requireRelyingParty,
} from './relying-party.ts';

/**
 * Adds the passkey that the browser made to the caller's own account; other sessions end, and a first
 * factor brings recovery codes. Throws INVALID `passkey.refused`, CONFLICT
 * `passkey.known_already`, LIMIT_EXCEEDED `factor.too_many`.
 */
export async function addPasskey({
  ctx,
  input,
  sessionId,
}: {
  ctx: ServiceContext;
  input: AddPasskeyInput;
  sessionId: string;
}): Promise<FactorAdded> {
  const userId = requireOwnUserId(ctx);
  const made = await insideSession(() => readMade(ctx, userId, input));
  return inTransaction(ctx.db, async (tx) => {
    const owner = await lockAccount(tx, ctx, userId);
    const passkeyId = await insert(tx, { ...made, userId, name: input.name });
    const recoveryCodes = await firstRecoveryCodes(tx, ctx, userId);
    const change = { owner, change: 'added', factor: 'PASSKEY', entityId: passkeyId } as const;
    const endedSessions = await settleFactorChange(tx, ctx, { ...change, sessionId });
    await recordAudit(tx, ctx, {
      action: 'passkey.add',
      entityType: 'Passkey',
      entityId: passkeyId,
      changes: { userId, name: input.name, aaguid: made.aaguid, endedSessions },
    });
    return { recoveryCodes };
  });
}

type MadePasskey = Omit<Prisma.PasskeyUncheckedCreateInput, 'userId' | 'name'>;

async function readMade(
  ctx: ServiceContext,
  userId: string,
  { passkeyChallenge, answer }: AddPasskeyInput,
): Promise<MadePasskey> {
  const { id, origins } = requireRelyingParty(ctx);
  const ask = { purpose: 'ADD', userId } as const;
  const challenge = await usePasskeyChallenge(ctx, passkeyChallenge, ask);
  assertNotFramed(answer);
  const verified = await verifyRegistrationResponse({
    // The library checks the parts that the schema leaves open, and throws.
    response: answer as RegistrationResponseJSON,
    expectedChallenge: challenge,
    expectedOrigin: [...origins],
    expectedRPID: id,
    requireUserVerification: true,
    supportedAlgorithmIDs: passkeyAlgorithms,
  }).catch((cause: unknown) => {
    throw passkeyRefused(cause);
  });
  if (!verified.verified) throw passkeyRefused();
  const { credential, aaguid, credentialDeviceType, credentialBackedUp } =
    verified.registrationInfo;
  return {
    credentialId: new Uint8Array(Buffer.from(credential.id, 'base64url')),
    publicKey: new Uint8Array(credential.publicKey),
    signCount: BigInt(credential.counter),
    transports: credential.transports ?? [],
    aaguid,
    isBackupEligible: credentialDeviceType === 'multiDevice',
    isBackedUp: credentialBackedUp,
  };
}

async function insert(
  tx: TenantTransaction,
  data: Prisma.PasskeyUncheckedCreateInput,
): Promise<string> {
  const { userId, credentialId } = data;
  if ((await tx.passkey.count({ where: { userId } })) >= mostPasskeys) {
    throw new AppError('LIMIT_EXCEEDED', 'factor.too_many', { maximum: mostPasskeys });
  }
  const known = await tx.passkey.findFirst({ where: { credentialId }, select: { id: true } });
  if (known !== null) throw new AppError('CONFLICT', 'passkey.known_already');
  const { id } = await tx.passkey.create({ data, select: { id: true } });
  return id;
}
