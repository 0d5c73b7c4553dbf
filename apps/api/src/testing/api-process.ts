import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { createInterface } from 'node:readline';

const key = (byte: number) => Buffer.alloc(32, byte).toString('base64');

/** The API as it runs in production, in a process of its own, which can be killed and started again under the same address. */
export class ApiProcess {
  readonly #env: Readonly<Record<string, string>>;
  #child: ChildProcess | null = null;
  #port = 0;
  #up = Promise.withResolvers<void>();

  constructor(urls: { readonly appUrl: string; readonly privilegedUrl: string }) {
    this.#env = {
      PATH: process.env['PATH'] ?? '',
      NODE_ENV: 'test',
      DATABASE_APP_URL: urls.appUrl,
      DATABASE_PRIVILEGED_URL: urls.privilegedUrl,
      ENCRYPTION_KEYS: `test:${key(7)}`,
      DIGEST_KEY: key(9),
      SERVICE_TOKEN_KEY: key(5),
      RATE_LIMIT_PER_MINUTE: '1000000',
    };
  }

  get address(): string {
    return `http://127.0.0.1:${this.#port}`;
  }

  /** Resolves as soon as it listens, at once if it does. */
  get isUp(): Promise<void> {
    return this.#up.promise;
  }

  /** Resolves when it listens: where it did before, if it did. */
  async start(): Promise<void> {
    const child = spawn(process.execPath, [join(import.meta.dirname, '../server.ts')], {
      env: { ...this.#env, API_PORT: String(this.#port) },
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    this.#child = child;
    for await (const line of createInterface({ input: child.stdout })) {
      const entry = JSON.parse(line) as { readonly msg: string; readonly port?: number };
      if (entry.msg !== 'listening') continue;
      this.#port = entry.port ?? 0;
      // Nobody reads on; what it says must not fill the pipe.
      child.stdout.resume();
      this.#up.resolve();
      return;
    }
    throw new Error('The API ended before it listened');
  }

  /** `kill -9`; resolves when it is gone. */
  async kill(): Promise<void> {
    const child = this.#child;
    if (child === null || child.exitCode !== null || child.signalCode !== null) return;
    const exited = once(child, 'exit');
    this.#up = Promise.withResolvers();
    child.kill('SIGKILL');
    await exited;
  }
}
