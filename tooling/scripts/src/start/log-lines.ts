import { paint } from '../terminal.ts';

const NAME_WIDTH = 13;
const HIDDEN = new Set(['time', 'level', 'service', 'msg', 'err', 'pid', 'hostname']);
const QUIET_LEVELS = new Set(['trace', 'debug', 'info']);
const COLOURS = ['cyan', 'magenta', 'blue', 'green', 'yellow'] as const;

type Line = { level?: string; msg?: string; err?: { message?: string; stack?: string } };

function describe(fields: Record<string, unknown>): string {
  return Object.entries(fields)
    .filter(([name]) => !HIDDEN.has(name))
    .map(([name, value]) => `${name}=${typeof value === 'string' ? value : JSON.stringify(value)}`)
    .join(' ');
}

function formatJson(line: Line): string | undefined {
  const { level = 'info', msg = '', err } = line;
  // What goes well is in the service's log file; on the terminal it would drown the rest.
  if (QUIET_LEVELS.has(level)) return undefined;
  const mark = `${paint('yellow', level)} `;
  const problem = err ? `\n${err.stack ?? err.message ?? ''}` : '';
  return `${mark}${msg} ${paint('dim', describe({ ...line }))}${problem}`.trimEnd();
}

let nextColour = 0;

/** Turns a service's JSON lines into short ones with its name in front; undefined hides a line. */
export function createLineFormat(name: string): (line: string) => string | undefined {
  const colour = COLOURS[nextColour++ % COLOURS.length] ?? 'cyan';
  const prefix = paint(colour, name.padEnd(NAME_WIDTH));
  return (line) => {
    if (line.trim() === '') return undefined;
    let text: string | undefined = line;
    if (line.startsWith('{')) {
      try {
        text = formatJson(JSON.parse(line) as Line);
      } catch {
        text = line;
      }
    }
    return text === undefined ? undefined : `${prefix} ${text}`;
  };
}
