import type { ChannelBehind } from './projector/channels-behind.ts';

/**
 * One round over chains. One tenant's trouble is not the others': they get their turn before it is
 * thrown, and it is thrown only where none of them moved. True when some chain did.
 */
export async function forEachChain(
  chains: readonly ChannelBehind[],
  signal: AbortSignal,
  move: (chain: ChannelBehind) => Promise<boolean>,
  onFailure: (error: unknown, chain: ChannelBehind) => void,
): Promise<boolean> {
  let hasMoved = false;
  let failure: unknown;
  for (const chain of chains) {
    if (signal.aborted) break;
    try {
      if (await move(chain)) hasMoved = true;
    } catch (error) {
      onFailure(error, chain);
      failure = error;
    }
  }
  if (failure !== undefined && !hasMoved) throw failure;
  return hasMoved;
}
