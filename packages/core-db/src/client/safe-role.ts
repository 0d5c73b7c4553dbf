import { AppError } from '@freehold/core-contracts/errors';
import type { TenantPool } from '../driver/tenant-pool.ts';

const ROLE_FACTS = `
  select r.rolsuper, r.rolbypassrls, r.rolcreaterole,
         exists (select from pg_catalog.pg_class c
                  join pg_catalog.pg_namespace n on n.oid = c.relnamespace
                 where pg_has_role(r.oid, c.relowner, 'MEMBER')
                   and n.nspname = any (current_schemas(false))) as "ownsTables",
         exists (select from pg_catalog.pg_roles o
                 where o.oid <> r.oid and (o.rolsuper or o.rolbypassrls)
                   and pg_has_role(r.oid, o.oid, 'MEMBER')) as "canBecomeUnsafe"
    from pg_catalog.pg_roles r where r.rolname = session_user`;

/**
 * Refuses a role for which row-level security does not hold: a superuser, BYPASSRLS, the owner of
 * tables, or one that may become such a role. Throws INTERNAL `database.role_unsafe`.
 */
export async function assertSafeRole(pool: TenantPool): Promise<void> {
  const { rows } = await pool.query(ROLE_FACTS);
  // Asked without a row mode, rows are objects.
  const facts = (rows as unknown[] as Record<string, unknown>[])[0] ?? {};
  const reasons = ['rolsuper', 'rolbypassrls', 'rolcreaterole', 'ownsTables', 'canBecomeUnsafe'];
  const found = reasons.filter((reason) => facts[reason] !== false);
  if (found.length > 0) {
    throw new AppError('INTERNAL', 'database.role_unsafe', { reason: found.join(' ') });
  }
}
