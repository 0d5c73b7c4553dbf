import { createHash, createHmac, pbkdf2Sync, randomBytes } from 'node:crypto';
import pg from 'pg';
import { toConnectionParts, withConnection } from './connection.ts';

const SCRAM_ITERATIONS = 4096;

/** The verifier PostgreSQL stores for a password, so that the password itself never travels. */
export function toScramVerifier(password: string, salt: Buffer = randomBytes(16)): string {
  const salted = pbkdf2Sync(password.normalize('NFKC'), salt, SCRAM_ITERATIONS, 32, 'sha256');
  const key = (label: string) => createHmac('sha256', salted).update(label).digest();
  const stored = createHash('sha256').update(key('Client Key')).digest('base64');
  const server = key('Server Key').toString('base64');
  return `SCRAM-SHA-256$${SCRAM_ITERATIONS}:${salt.toString('base64')}$${stored}:${server}`;
}

async function canConnect(url: string): Promise<boolean> {
  const client = new pg.Client({ connectionString: url });
  client.on('error', () => undefined);
  try {
    await client.connect();
    return true;
  } catch {
    return false;
  } finally {
    await client.end().catch(() => undefined);
  }
}

export type RoleUrls = { ownerUrl: string; appUrl: string; privilegedUrl: string };

/**
 * Gives the application and privileged roles the passwords of their URLs, where they cannot sign in
 * with them already. The owner needs CREATEROLE for it; returns the names of the roles changed.
 */
export async function assignRolePasswords(urls: RoleUrls): Promise<string[]> {
  const changed: string[] = [];
  const wanted = [
    { role: 'freehold_app', url: urls.appUrl },
    { role: 'freehold_privileged', url: urls.privilegedUrl },
  ];
  for (const { role, url } of wanted) {
    const { user, password } = toConnectionParts(url);
    if (user !== role) throw new Error(`The URL of ${role} signs in as another role: ${user}`);
    if (await canConnect(url)) continue;
    await withConnection(urls.ownerUrl, async (client) => {
      const verifier = client.escapeLiteral(toScramVerifier(password));
      await client.query(`ALTER ROLE ${role} LOGIN PASSWORD ${verifier}`);
    });
    changed.push(role);
  }
  return changed;
}
