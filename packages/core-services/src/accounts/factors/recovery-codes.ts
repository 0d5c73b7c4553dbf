import { randomBytes } from 'node:crypto';
import type { TenantTransaction } from '@freehold/core-db';
import { recordAudit } from '../../audit/record-audit.ts';
import type { ServiceContext } from '../../context.ts';
import { ownerFields, tellOwner } from '../credentials/tell-owner.ts';
import { wrongFactor, type ProvenFactor } from './factor.ts';

/** Codes of a set. */
export const recoveryCodeCount = 10;

/** Bits of one code. */
export const recoveryCodeBits = 80;

// Crockford's base 32: nothing that is read for something else.
const alphabet = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';

/** A new code: 16 characters of five bits each, in fours. */
function newRecoveryCode(): string {
  const bits = BigInt(`0x${randomBytes(recoveryCodeBits / 8).toString('hex')}`);
  const characters = Array.from(
    { length: recoveryCodeBits / 5 },
    (_, index) => alphabet[Number((bits >> BigInt(index * 5)) & 31n)],
  );
  return (characters.join('').match(/.{4}/gu) ?? []).join('-');
}

function digestOf(ctx: ServiceContext, userId: string, code: string): Uint8Array<ArrayBuffer> {
  return ctx.keyring.digest(
    'recovery-code',
    `${ctx.tenant.id}:${userId}:${code.replaceAll('-', '')}`,
  );
}

/** Puts a whole new set in the place of the old; only what is returned here ever shows the codes. */
export async function writeRecoveryCodes(
  tx: TenantTransaction,
  ctx: ServiceContext,
  userId: string,
): Promise<string[]> {
  const codes = Array.from({ length: recoveryCodeCount }, newRecoveryCode);
  await tx.recoveryCode.deleteMany({ where: { userId } });
  await tx.recoveryCode.createMany({
    data: codes.map((code) => ({ userId, codeDigest: digestOf(ctx, userId, code) })),
  });
  return codes;
}

/**
 * Looks whether `code`, without dashes, is one of the person's that was not used. Its use is told to
 * the owner. Throws UNAUTHENTICATED `session.second_factor_wrong`.
 */
export async function proveRecoveryCode(
  ctx: ServiceContext,
  { userId, code }: { readonly userId: string; readonly code: string },
): Promise<ProvenFactor> {
  const where = { userId, codeDigest: digestOf(ctx, userId, code), usedAt: null };
  const found = await ctx.db.recoveryCode.findFirst({ where, select: { id: true } });
  if (found === null) throw wrongFactor();
  return {
    method: 'RECOVERY_CODE',
    async use(tx) {
      const used = await tx.recoveryCode.updateMany({ where, data: { usedAt: ctx.clock() } });
      if (used.count !== 1) throw wrongFactor();
      await tellOfUse(tx, ctx, userId, found.id);
    },
  };
}

async function tellOfUse(
  tx: TenantTransaction,
  ctx: ServiceContext,
  userId: string,
  recoveryCodeId: string,
): Promise<void> {
  const owner = await tx.user.findFirstOrThrow({ where: { id: userId }, select: ownerFields });
  const left = await tx.recoveryCode.count({ where: { userId, usedAt: null } });
  await tellOwner(tx, ctx, {
    owner,
    kind: 'recoveryCodes.used',
    facts: { left },
    template: 'recoveryCodeUsed',
    parameters: { firstName: owner.firstName, left },
    cause: recoveryCodeId,
  });
  await recordAudit(tx, ctx, {
    action: 'recoveryCode.use',
    entityType: 'User',
    entityId: userId,
    changes: { left },
  });
}
