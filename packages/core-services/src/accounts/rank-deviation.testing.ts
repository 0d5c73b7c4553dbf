/** How far the ranks of two samples lie from an even mix, in standard deviations (Mann and Whitney). */
export function rankDeviation(left: readonly number[], right: readonly number[]): number {
  const wins = left
    .flatMap((one) => right.map((other) => (one > other ? 1 : one === other ? 0.5 : 0)))
    .reduce<number>((sum, win) => sum + win, 0);
  const product = left.length * right.length;
  return (wins - product / 2) / Math.sqrt((product * (left.length + right.length + 1)) / 12);
}
