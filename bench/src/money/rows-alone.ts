import pg from 'pg';

/*
 * The rows of a hundred transfers and nothing else: copies of rows that are there, in one statement, with
 * new ids, the same indexes, keys and policies. What a batch costs at the least, whoever decides it.
 */
const copy = `
  WITH copied AS MATERIALIZED (SELECT o."id" AS old, uuidv7() AS new FROM unnest($1::uuid[]) AS o("id")),
  transfers AS (
    INSERT INTO "Transfer" ("id", "requestId", "contentDigest", "kind", "status", "fromWalletId", "toWalletId",
      "amount", "fee", "reference", "clearingWalletId", "senderUserId", "riskScore", "reasons", "commandId",
      "batchId", "createdByKind", "createdById", "createdByName", "createdAt", "updatedAt")
    SELECT c.new, c.new::text, t."contentDigest", t."kind", t."status", t."fromWalletId", t."toWalletId",
      t."amount", t."fee", t."reference", t."clearingWalletId", t."senderUserId", t."riskScore", t."reasons",
      c.new, $3::uuid, t."createdByKind", t."createdById", t."createdByName", now(), now()
    FROM copied c JOIN "Transfer" t ON t."id" = c.old
  ),
  entries AS (
    INSERT INTO "Transaction" ("id", "transferId", "walletId", "sequence", "type", "counterparty", "amount",
      "balanceAfter", "timestamp")
    SELECT uuidv7(), c.new, e."walletId", e."sequence" + $2::bigint, e."type", e."counterparty", e."amount",
      e."balanceAfter", now()
    FROM copied c JOIN "Transaction" e ON e."transferId" = c.old
  ),
  scores AS (
    INSERT INTO "TransactionRiskScore" ("transferId", "score", "parts", "outcome", "createdAt")
    SELECT c.new, s."score", s."parts", s."outcome", now()
    FROM copied c JOIN "TransactionRiskScore" s ON s."transferId" = c.old
  )
  INSERT INTO "OutboxCommand" ("id", "service", "commandType", "requestId", "aggregateKey", "payload",
    "availableAt")
  SELECT c.new, o."service", o."commandType", c.new::text, o."aggregateKey", o."payload", now()
  FROM copied c JOIN "Transfer" t ON t."id" = c.old JOIN "OutboxCommand" o ON o."id" = t."commandId"`;

/** Of one tenant, through the application's role. */
export async function openRowsAlone(appUrl: string, tenantId: string) {
  const client = new pg.Client({ connectionString: appUrl });
  await client.connect();
  await client.query(`SELECT set_config('app.tenant_id', $1, false)`, [tenantId]);
  // By the keys, as the function it stands beside.
  for (const way of ['seqscan', 'hashjoin', 'mergejoin', 'material']) {
    await client.query(`SET enable_${way} = off`);
  }
  let [ids, times] = [[] as string[], 0];
  return {
    async pid(): Promise<number> {
      const { rows } = await client.query<{ pid: number }>('SELECT pg_backend_pid() AS pid');
      return rows[0]?.pid ?? 0;
    },
    /** Writes the rows of a hundred more of the transfers that it finds when it is first called. */
    async write(): Promise<void> {
      if (ids.length === 0) {
        const { rows } = await client.query<{ id: string }>(
          `SELECT "id" FROM "Transfer" WHERE "kind" = 'TRANSFER' AND "status" = 'PENDING' LIMIT 100`,
        );
        ids = rows.map(({ id }) => id);
      }
      times += 1;
      const text = { name: 'copy', text: copy };
      const batchId = crypto.randomUUID();
      const { rowCount } = await client.query(text, [ids, String(times * 1_000_000), batchId]);
      if (rowCount !== 100) throw new Error(`${rowCount} commands instead of 100`);
    },
    close: () => client.end(),
  };
}
