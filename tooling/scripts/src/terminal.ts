import { styleText } from 'node:util';

type Style = Parameters<typeof styleText>[0];

/** Colours a text where the terminal shows colours. */
export function paint(style: Style, text: string): string {
  return styleText(style, text, { stream: process.stdout });
}

/** Writes a line to standard output. */
export function say(text = ''): void {
  process.stdout.write(`${text}\n`);
}

/** Writes a line to standard error. */
export function complain(text: string): void {
  process.stderr.write(`${text}\n`);
}

export function formatDuration(durationMs: number): string {
  if (durationMs < 60_000) return `${(durationMs / 1000).toFixed(1)} s`;
  return `${Math.floor(durationMs / 60_000)} min ${Math.round((durationMs % 60_000) / 1000)} s`;
}

/** A reader that goes away (`npm start | head`) is no reason to fall over. */
export function surviveBrokenPipes(): void {
  process.stdout.on('error', () => {});
  process.stderr.on('error', () => {});
}
