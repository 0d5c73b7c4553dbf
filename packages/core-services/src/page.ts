import type { PageInput } from '@freehold/core-contracts/page';

/** What an offset page skips and takes. */
export function pageWindow({ page, limit }: PageInput): { skip: number; take: number } {
  return { skip: (page - 1) * limit, take: limit };
}

/** An offset page with its totals. */
export function toPage<T>(items: readonly T[], total: number, { page, limit }: PageInput) {
  return { items: [...items], page, limit, total, totalPages: Math.ceil(total / limit) };
}
