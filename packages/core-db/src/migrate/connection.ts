import pg from 'pg';

export type ConnectionParts = {
  host: string;
  port: number;
  user: string;
  password: string;
  database: string;
  ssl: pg.ClientConfig['ssl'];
};

/** Splits a connection URL the way `pg` reads it, TLS parameters included. */
export function toConnectionParts(url: string): ConnectionParts {
  const client = new pg.Client({ connectionString: url });
  return {
    host: client.host,
    port: client.port,
    user: client.user ?? '',
    password: typeof client.password === 'string' ? client.password : '',
    database: client.database ?? '',
    ssl: client.ssl,
  };
}

/** The same server and credentials with another database name. */
export function withDatabase(url: string, database: string): string {
  const changed = new URL(url);
  changed.pathname = `/${encodeURIComponent(database)}`;
  return changed.toString();
}

/** Runs `work` on one connection of its own in UTC and closes it afterwards. */
export async function withConnection<T>(
  url: string,
  work: (client: pg.Client) => Promise<T>,
): Promise<T> {
  const client = new pg.Client({
    connectionString: url,
    options: '-c timezone=UTC',
    application_name: 'freehold-migrate',
  });
  // A connection that dies between two queries reports here; the next query reports it again.
  client.on('error', () => undefined);
  await client.connect();
  try {
    return await work(client);
  } finally {
    await client.end();
  }
}
