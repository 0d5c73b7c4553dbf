import { AppError } from '@freehold/core-contracts/errors';
import type {
  BeneficiaryInput,
  BeneficiaryView,
  ChangeBeneficiaryInput,
} from '@freehold/core-contracts/payees';
import { inTransaction } from '@freehold/core-db';
import { requireOwnUserId } from '../accounts/own-account.ts';
import { recordAudit } from '../audit/record-audit.ts';
import { staleVersion } from '../audit/stale-version.ts';
import type { ServiceContext } from '../context.ts';
import { beneficiaryFields, toBeneficiaryView } from './beneficiary-fields.ts';

const entityType = 'Beneficiary';

/** Calls one of the caller's beneficiaries something else. Throws NOT_FOUND `entity.not_found`, PRECONDITION_FAILED `version.stale`. */
export function changeBeneficiary({
  ctx,
  input,
}: {
  ctx: ServiceContext;
  input: ChangeBeneficiaryInput;
}): Promise<BeneficiaryView> {
  const { beneficiaryId: id, version, label } = input;
  const own = { id, userId: requireOwnUserId(ctx) };
  return inTransaction(ctx.db, async (tx) => {
    const [changed] = await tx.beneficiary.updateManyAndReturn({
      where: { ...own, version },
      data: { label, version: { increment: 1 } },
      select: beneficiaryFields,
    });
    if (changed === undefined) {
      const current = await tx.beneficiary.findFirst({ where: own, select: { version: true } });
      if (current === null) throw beneficiaryNotFound();
      throw await staleVersion(tx, { type: entityType, id, version: current.version });
    }
    await recordAudit(tx, ctx, { action: 'beneficiary.change', entityType, entityId: id });
    return toBeneficiaryView(changed);
  });
}

/** Forgets one of the caller's beneficiaries. Throws NOT_FOUND `entity.not_found`. */
export async function removeBeneficiary({
  ctx,
  input,
}: {
  ctx: ServiceContext;
  input: BeneficiaryInput;
}): Promise<void> {
  const { beneficiaryId: id } = input;
  await inTransaction(ctx.db, async (tx) => {
    const where = { id, userId: requireOwnUserId(ctx) };
    const { count } = await tx.beneficiary.deleteMany({ where });
    if (count === 0) throw beneficiaryNotFound();
    await recordAudit(tx, ctx, { action: 'beneficiary.remove', entityType, entityId: id });
  });
}

function beneficiaryNotFound(): AppError {
  return new AppError('NOT_FOUND', 'entity.not_found', { entity: entityType });
}
