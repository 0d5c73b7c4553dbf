import { withConnection } from '../migrate/connection.ts';
import { type Credentials, DATABASE, OWNER_ROLE, toUrl } from './credentials.ts';
import { toScramVerifier } from '../migrate/roles.ts';

const LOCK = "SELECT pg_advisory_lock(hashtextextended('freehold.prepare', 0))";

async function ensureRole(
  client: Parameters<Parameters<typeof withConnection>[1]>[0],
  role: string,
  password: string,
  isNew: boolean,
): Promise<void> {
  const known = await client.query('SELECT FROM pg_roles WHERE rolname = $1', [role]);
  if (known.rowCount !== 0 && !isNew) return;
  const verb = known.rowCount === 0 ? 'CREATE' : 'ALTER';
  const verifier = client.escapeLiteral(toScramVerifier(password));
  await client.query(`${verb} ROLE ${role} LOGIN PASSWORD ${verifier}`);
}

/** Database, roles with their passwords and statistics; changes nothing that stands already. */
export async function prepareDatabase(
  port: number,
  credentials: Credentials,
  areCredentialsNew: boolean,
): Promise<void> {
  const owner = (database: string) => toUrl(OWNER_ROLE, credentials.owner, port, database);
  await withConnection(owner('postgres'), async (client) => {
    await client.query(LOCK);
    const found = await client.query('SELECT FROM pg_database WHERE datname = $1', [DATABASE]);
    if (found.rowCount === 0) await client.query(`CREATE DATABASE ${DATABASE}`);
    await ensureRole(client, 'freehold_app', credentials.app, areCredentialsNew);
    await ensureRole(client, 'freehold_privileged', credentials.privileged, areCredentialsNew);
    // Lets the console show what every connection does, without a superuser.
    await client.query('GRANT pg_read_all_stats TO freehold_privileged');
  });
  await withConnection(owner(DATABASE), async (client) => {
    await client.query(LOCK);
    await client.query('CREATE EXTENSION IF NOT EXISTS pg_stat_statements');
    // What one tenant's requests run is no other tenant's business: the console asks as privileged.
    await client.query(`
      REVOKE ALL ON pg_stat_statements, pg_stat_statements_info FROM PUBLIC;
      GRANT SELECT ON pg_stat_statements, pg_stat_statements_info TO freehold_privileged`);
  });
}
