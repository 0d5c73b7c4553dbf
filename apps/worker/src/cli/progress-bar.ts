const width = 30;

/** A progress bar of one line, e.g. `[###---] 50 % 500 of 1000`. */
export function drawBar(done: bigint, total: bigint): string {
  const percent = total <= 0n ? 100n : (done * 100n) / total;
  const full = Math.min(width, Number((percent * BigInt(width)) / 100n));
  return `[${'#'.repeat(full)}${'-'.repeat(width - full)}] ${percent} % ${done} of ${total}`;
}
