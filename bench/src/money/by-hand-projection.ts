import pg from 'pg';

/*
 * The least that pays out what a chain confirmed, exactly once: a page of blocks is read, a hundred
 * events are paid in a transaction that moves the checkpoint with them. Nobody is told, no event log
 * is kept, nothing is audited, and an event that cannot be paid stops everything.
 */
const schema = `
CREATE TABLE by_hand.checkpoint (last_block bigint NOT NULL, last_index int NOT NULL);
INSERT INTO by_hand.checkpoint VALUES (-1, -1);
CREATE FUNCTION by_hand.pay(p_transfers uuid[], p_now timestamptz) RETURNS integer
LANGUAGE sql SET search_path = by_hand, pg_catalog AS $$
  WITH paid AS (
    UPDATE transfer SET status = 'CONFIRMED' WHERE id = ANY (p_transfers) AND status = 'PENDING' RETURNING *
  ), move AS (
    SELECT id, clearing_id AS wallet, 'SENT' AS type, to_id AS other, -(amount + fee) AS amount, 1 AS part FROM paid
    UNION ALL SELECT id, to_id, 'RECEIVED', from_id, amount, 2 FROM paid
    UNION ALL SELECT id, (SELECT w.id FROM wallet w WHERE w.kind = 'FEES'), 'FEE', from_id, fee, 3 FROM paid WHERE fee > 0
  ), entry_of AS (
    SELECT m.*, row_number() OVER w AS place, sum(m.amount) OVER w AS running FROM move m
    WINDOW w AS (PARTITION BY m.wallet ORDER BY m.id, m.part)
  ), written AS (
    INSERT INTO entry (transfer_id, wallet_id, sequence, type, counterparty, amount, balance_after, at)
    SELECT e.id, e.wallet, w.entry_count + e.place, e.type, e.other, e.amount, w.balance + e.running, p_now
    FROM entry_of e JOIN wallet w ON w.id = e.wallet
  ), moved AS (
    UPDATE wallet w SET balance = w.balance + c.amount, entry_count = w.entry_count + c.entries
    FROM (SELECT wallet, sum(amount) AS amount, count(*) AS entries FROM move GROUP BY wallet) c
    WHERE w.id = c.wallet
  )
  SELECT count(*)::int FROM paid
$$;
INSERT INTO by_hand.wallet (id, kind) VALUES ('00000000-0000-0000-0000-0000000000ff', 'FEES');`;

interface Event {
  readonly block: string;
  readonly index: number;
  readonly transferId: string;
}

/** Makes what by-hand.ts made ready to be paid from the chain of a tenant of ours. */
export async function openProjectionByHand(ownerUrl: string) {
  const pool = new pg.Pool({ connectionString: ownerUrl, max: 1 });
  await pool.query(schema);
  return {
    /** The transfers and wallets of a tenant of ours, as they stand now, and nothing read yet. */
    async copy(tenantId: string): Promise<void> {
      await pool.query('UPDATE by_hand.checkpoint SET last_block = -1, last_index = -1');
      await pool.query(
        `INSERT INTO by_hand.wallet (id, owner_id, kind, balance) SELECT "id", "userId", 'PERSONAL', "cachedBalance"
         FROM "Wallet" WHERE "tenantId" = $1 AND "kind" IN ('PERSONAL', 'CLEARING')`,
        [tenantId],
      );
      await pool.query(
        `INSERT INTO by_hand.transfer SELECT "id", "requestId", "contentDigest", 'PENDING', "fromWalletId",
           "toWalletId", "clearingWalletId", "senderUserId", "amount", "fee", "reference", '{}', "createdAt"
         FROM "Transfer" WHERE "tenantId" = $1 AND "kind" = 'TRANSFER'`,
        [tenantId],
      );
      await pool.query('ANALYZE');
    },
    /** Pays everything on the chain; gives how many. */
    async run(tenantId: string): Promise<number> {
      let paid = 0;
      for (;;) {
        const { rows: events } = await pool.query<Event>({
          name: 'read',
          text: `SELECT t."blockNumber" AS block, t."indexInBlock" AS index, e.value #>> '{payload,transferId}' AS "transferId"
            FROM "LedgerTransaction" t CROSS JOIN LATERAL jsonb_array_elements(t."events") e, by_hand.checkpoint c
            WHERE t."tenantId" = $1 AND t."channel" = 'main'
              AND (t."blockNumber", t."indexInBlock") > (c.last_block, c.last_index)
            ORDER BY t."blockNumber", t."indexInBlock" LIMIT 2500`,
          values: [tenantId],
        });
        if (events.length === 0) return paid;
        for (let at = 0; at < events.length; at += 100)
          paid += await pay(events.slice(at, at + 100));
      }
    },
    close: () => pool.end(),
  };

  async function pay(events: readonly Event[]): Promise<number> {
    const last = events.at(-1);
    await pool.query('BEGIN');
    const { rows } = await pool.query<{ paid: number }>({
      name: 'pay',
      text: 'SELECT by_hand.pay($1::uuid[], $2) AS paid',
      values: [events.map(({ transferId }) => transferId), new Date()],
    });
    await pool.query({
      name: 'move',
      text: 'UPDATE by_hand.checkpoint SET last_block = $1, last_index = $2',
      values: [last?.block, last?.index],
    });
    await pool.query('COMMIT');
    return rows[0]?.paid ?? 0;
  }
}
