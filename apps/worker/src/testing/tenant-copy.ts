import type { WorkerTest } from './worker-test.ts';

type Row = Readonly<Record<string, unknown>>;

interface Table {
  readonly name: string;
  readonly columns: string;
}

/** Tables of tenants, but for what is nobody's money. */
async function listTables(setup: WorkerTest): Promise<Table[]> {
  const rows = await setup.tamper(
    `SELECT c.table_name AS name, string_agg(quote_ident(c.column_name), ', ') AS columns
     FROM information_schema.columns c
     JOIN pg_class t ON t.relname = c.table_name AND t.relkind = 'r'
       AND t.relnamespace = 'public'::regnamespace
     WHERE c.table_schema = 'public' AND c.is_generated = 'NEVER' AND c.column_name <> 'tenantId'
       AND c.table_name <> 'LedgerPipeline' AND EXISTS (
         SELECT FROM pg_attribute a WHERE a.attrelid = t.oid AND a.attname = 'tenantId')
     GROUP BY c.table_name`,
  );
  return rows as unknown as Table[];
}

/** Makes tenants with the same rows as another, its ids included: what is done to one and to the next can be compared. */
export async function openTenantCopies(setup: WorkerTest) {
  const tables = await listTables(setup);
  return {
    async copy(tenantId: string): Promise<string> {
      const { id } = await setup.makeTenant();
      const statements = tables.map(
        ({ name, columns }) =>
          `INSERT INTO "${name}" ("tenantId", ${columns}) OVERRIDING SYSTEM VALUE
           SELECT '${id}', ${columns} FROM "${name}" WHERE "tenantId" = '${tenantId}';`,
      );
      await setup.tamper(statements.join('\n'));
      return id;
    },
    /** Every row of some tables but for what `isVolatile`, in an order of its own. */
    async read(
      tenantId: string,
      names: readonly string[],
      isVolatile: (table: string, column: string) => boolean,
    ): Promise<Record<string, string[]>> {
      const result: Record<string, string[]> = Object.fromEntries(names.map((name) => [name, []]));
      const selects = names.map(
        (name) =>
          `SELECT '${name}' AS name, to_jsonb(t) - 'tenantId' AS row FROM "${name}" t WHERE "tenantId" = $1`,
      );
      for (const { name, row } of await setup.tamper(selects.join(' UNION ALL '), [tenantId])) {
        const facts = Object.entries(row as Row).filter(
          ([column]) => !isVolatile(String(name), column),
        );
        result[String(name)]?.push(JSON.stringify(facts));
      }
      for (const rows of Object.values(result)) rows.sort();
      return result;
    },
  };
}
