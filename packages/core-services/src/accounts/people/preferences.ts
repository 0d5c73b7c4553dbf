import { AppError } from '@freehold/core-contracts/errors';
import { Locale } from '@freehold/core-contracts/ids';
import type { PreferencesView, UpdatePreferencesInput } from '@freehold/core-contracts/people';
import { inTransaction } from '@freehold/core-db';
import { recordAudit } from '../../audit/record-audit.ts';
import type { ServiceContext } from '../../context.ts';
import { requireOwnUserId } from '../own-account.ts';

const fields = {
  isEmailNotificationEnabled: true,
  isScanNotificationEnabled: true,
  isSecurityNotificationEnabled: true,
} as const;

const everything = {
  isEmailNotificationEnabled: true,
  isScanNotificationEnabled: true,
  isSecurityNotificationEnabled: true,
};

/** What the caller wants to hear of, and in which language. Throws NOT_FOUND `entity.not_found`. */
export async function getPreferences({ ctx }: { ctx: ServiceContext }): Promise<PreferencesView> {
  const row = await ctx.db.user.findFirst({
    where: { id: requireOwnUserId(ctx), deletedAt: null },
    select: { locale: true, preferences: { select: fields } },
  });
  if (row === null) throw new AppError('NOT_FOUND', 'entity.not_found', { entity: 'User' });
  const locale = Locale.catch(ctx.tenant.settings.defaultLocale).parse(row.locale);
  return { ...(row.preferences ?? everything), locale };
}

/** Sets all of it; messages follow the language from then on. Throws NOT_FOUND `entity.not_found`. */
export async function updatePreferences({
  ctx,
  input,
}: {
  ctx: ServiceContext;
  input: UpdatePreferencesInput;
}): Promise<PreferencesView> {
  const userId = requireOwnUserId(ctx);
  const before = await getPreferences({ ctx });
  const names = Object.keys(input) as (keyof UpdatePreferencesInput)[];
  const changed = names.filter((name) => before[name] !== input[name]);
  if (changed.length === 0) return before;
  await inTransaction(ctx.db, async (tx) => {
    const { count } = await tx.user.updateMany({
      where: { id: userId, deletedAt: null },
      data: { locale: input.locale },
    });
    if (count !== 1) throw new AppError('NOT_FOUND', 'entity.not_found', { entity: 'User' });
    await tx.userPreferences.createMany({ data: [{ userId, ...input }], skipDuplicates: true });
    await tx.userPreferences.updateMany({ where: { userId }, data: input });
    await recordAudit(tx, ctx, {
      action: 'user.updatePreferences',
      entityType: 'User',
      entityId: userId,
      changes: Object.fromEntries(
        changed.map((name) => [name, { before: before[name], after: input[name] }]),
      ),
    });
  });
  return input;
}
