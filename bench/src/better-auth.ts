import { withConnection } from '@freehold/core-db/migrate';
import { betterAuth } from 'better-auth';
import { getMigrations } from 'better-auth/db/migration';
import { Pool } from 'pg';

export const comparedPassword = 'seven quiet herons wade';
const baseURL = 'http://localhost:3000';

export interface Compared {
  /** Answers a request as its own handler does. */
  readonly handle: (path: string, init?: RequestInit) => Promise<Response>;
  /** Asks for the session in code, as applications do, without a request of its own. */
  readonly getSession: (cookie: string) => Promise<unknown>;
  signUp(email: string): Promise<void>;
  /** The cookies of a sign-in. */
  signIn(email: string): Promise<string>;
  close(): Promise<void>;
}

/**
 * Better Auth over PostgreSQL on the given server, in a schema of its own: its defaults, ten
 * connections as ours has, the hash taken out, no limit of requests. With `isCookieCached` a session
 * is taken from its signed cookie for five minutes, whatever becomes of it meanwhile.
 */
export async function openCompared(options: {
  readonly ownerUrl: string;
  readonly schema: string;
  readonly isCookieCached: boolean;
}): Promise<Compared> {
  const { ownerUrl, schema, isCookieCached } = options;
  await withConnection(ownerUrl, (client) => client.query(`CREATE SCHEMA ${schema}`));
  const pool = new Pool({
    connectionString: ownerUrl,
    max: 10,
    options: `-c search_path=${schema}`,
  });
  const config = {
    baseURL,
    secret: 'a secret of the benchmark, 32 bytes or more',
    database: pool,
    telemetry: { enabled: false },
    rateLimit: { enabled: false },
    emailAndPassword: {
      enabled: true,
      password: { hash: async () => 'no hash', verify: async () => true },
    },
    session: { cookieCache: { enabled: isCookieCached, maxAge: 300 } },
  };
  await (await getMigrations(config)).runMigrations();
  const auth = betterAuth(config);
  const handle = (path: string, init: RequestInit = {}) =>
    auth.handler(new Request(`${baseURL}/api/auth${path}`, init));
  const post = (path: string, body: object) =>
    handle(path, {
      method: 'POST',
      headers: { 'content-type': 'application/json', origin: baseURL },
      body: JSON.stringify(body),
    });
  return {
    handle,
    getSession: (cookie) => auth.api.getSession({ headers: new Headers({ cookie }) }),
    async signUp(email) {
      const response = await post('/sign-up/email', {
        email,
        password: comparedPassword,
        name: 'Ada Field',
      });
      if (!response.ok) throw new Error(`Sign-up answered ${response.status}`);
    },
    async signIn(email) {
      const response = await post('/sign-in/email', { email, password: comparedPassword });
      if (!response.ok) throw new Error(`Sign-in answered ${response.status}`);
      await response.text();
      return response.headers
        .getSetCookie()
        .map((cookie) => cookie.split(';')[0])
        .join('; ');
    },
    close: () => pool.end(),
  };
}
