import { z } from 'zod';

/** A channel was seen at this height for the first time. */
export interface ObservedHeight {
  readonly block: bigint;
  readonly at: Date;
}

/** Most heights that are kept of a channel. */
export const mostObserved = 50;

const Stored = z.array(
  z.object({ block: z.string().transform(BigInt), at: z.string().transform((at) => new Date(at)) }),
);

/** What was written down of a channel; nothing where nothing was, or not in this shape. */
export function readObserved(value: unknown): readonly ObservedHeight[] {
  return Stored.safeParse(value).data ?? [];
}

/**
 * Adds a height. What every projector has come past is let go; of too many the newest but one goes,
 * so that the age of what has waited longest stays right.
 */
export function note(
  observed: readonly ObservedHeight[],
  { seen, projectedThrough }: { readonly seen: ObservedHeight; readonly projectedThrough: bigint },
): readonly ObservedHeight[] {
  const open = observed.filter(({ block }) => block > projectedThrough);
  return [...open.slice(0, mostObserved - 1), seen];
}

/** When the first block after `lastBlock` was seen; null where nobody noted it. */
export function seenSince(observed: readonly ObservedHeight[], lastBlock: bigint): Date | null {
  return observed.find(({ block }) => block > lastBlock)?.at ?? null;
}
