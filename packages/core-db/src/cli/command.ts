import type { Env } from './env.ts';

/** Where the command works; a URL that a server of one's own does not have is undefined. */
export type CommandDatabase = {
  ownerUrl: string;
  appUrl: string | undefined;
  privilegedUrl: string | undefined;
};

export type CommandContext = {
  args: string[];
  env: Env;
  print: (line: string) => void;
  /** A line that the next one replaces, on a terminal only. */
  progress: (line: string) => void;
  signal: AbortSignal;
};

/** What a person can correct: shown without a stack, exit code 2. */
export class UsageError extends Error {
  override readonly name = 'UsageError';
}

export type Command = {
  usage: string;
  describes: string;
} & (
  | { needsDatabase: false; run: (context: CommandContext) => Promise<number> }
  | {
      needsDatabase: true;
      run: (context: CommandContext, database: CommandDatabase) => Promise<number>;
    }
);

/** The URL, or a sentence saying which variable would give it. */
export function requireUrl(url: string | undefined, variable: string): string {
  if (url === undefined) throw new UsageError(`${variable} is not set.`);
  return url;
}
