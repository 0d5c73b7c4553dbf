import type pg from 'pg';
import { withConnection } from '../migrate/index.ts';

/**
 * One transaction of plain SQL with the tenant set, on a connection of its own: for tests of the
 * database itself, below the client.
 */
export async function inTenant<T>(
  url: string,
  tenantId: string,
  work: (client: pg.Client) => Promise<T>,
): Promise<T> {
  return withConnection(url, async (client) => {
    await client.query('BEGIN');
    await client.query(`SELECT set_config('app.tenant_id', $1, true)`, [tenantId]);
    const result = await work(client);
    await client.query('COMMIT');
    return result;
  });
}
