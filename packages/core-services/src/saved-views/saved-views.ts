import { AppError } from '@freehold/core-contracts/errors';
import {
  SavedView,
  type ListSavedViewsInput,
  type SavedViewInput,
  type SaveViewInput,
} from '@freehold/core-contracts/people';
import { cleanJson, inTransaction, type Prisma } from '@freehold/core-db';
import { z } from 'zod';
import { requireOwnUserId } from '../accounts/own-account.ts';
import type { ServiceContext } from '../context.ts';

/** Most views of one person, all pages together. */
export const mostSavedViews = 200;
const queryBounds = { maxDepth: 4, maxBytes: 4_000, name: 'query' };

const viewFields = { id: true, page: true, name: true, query: true } as const;
const View = z.array(SavedView);

/** The caller's own views, by page and name. */
export async function listSavedViews({
  ctx,
  input,
}: {
  ctx: ServiceContext;
  input: ListSavedViewsInput;
}): Promise<SavedView[]> {
  const rows = await ctx.db.savedView.findMany({
    where: {
      userId: requireOwnUserId(ctx),
      ...(input.page === undefined ? {} : { page: input.page }),
    },
    orderBy: [{ page: 'asc' }, { name: 'asc' }, { id: 'asc' }],
    take: mostSavedViews,
    select: viewFields,
  });
  return View.parse(rows);
}

/**
 * Keeps a view under its name; one of the same name on the same page is replaced. Throws
 * LIMIT_EXCEEDED `saved_view.too_many` and INVALID `json.too_large` or `json.too_deep`.
 */
export async function saveView({
  ctx,
  input,
}: {
  ctx: ServiceContext;
  input: SaveViewInput;
}): Promise<SavedView> {
  const userId = requireOwnUserId(ctx);
  const { page, name } = input;
  const query = cleanJson(input.query, queryBounds) as Prisma.InputJsonObject;
  return inTransaction(ctx.db, async (tx) => {
    const replaced = await tx.savedView.updateManyAndReturn({
      where: { userId, page, name },
      data: { query },
      select: viewFields,
    });
    const [known] = replaced;
    if (known !== undefined) return SavedView.parse(known);
    if ((await tx.savedView.count({ where: { userId } })) >= mostSavedViews) {
      throw new AppError('LIMIT_EXCEEDED', 'saved_view.too_many', { maximum: mostSavedViews });
    }
    const made = await tx.savedView.create({
      data: { userId, page, name, query },
      select: viewFields,
    });
    return SavedView.parse(made);
  });
}

/** Removes a view of the caller's. Throws NOT_FOUND `entity.not_found`. */
export async function removeView({
  ctx,
  input,
}: {
  ctx: ServiceContext;
  input: SavedViewInput;
}): Promise<void> {
  const { count } = await ctx.db.savedView.deleteMany({
    where: { id: input.savedViewId, userId: requireOwnUserId(ctx) },
  });
  if (count === 0) throw new AppError('NOT_FOUND', 'entity.not_found', { entity: 'SavedView' });
}
