const WIDTH = 30;

/** A progress bar of one line, e.g. `[###---] 50 % 500 of 1000`. */
export function drawBar(done: number, total: number): string {
  const share = total === 0 ? 1 : Math.min(1, done / total);
  const full = Math.round(share * WIDTH);
  const bar = '#'.repeat(full) + '-'.repeat(WIDTH - full);
  return `[${bar}] ${Math.floor(share * 100)} % ${done} of ${total}`;
}
