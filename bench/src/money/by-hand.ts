/*
 * What a good engineer would write by hand for one product and one tenant: the same decisions as
 * ours on a balance, freezes, limits and a fee, the same double entry through CLEARING, the same
 * command in the outbox, idempotent by the same digest. Without tenants and policies, risk, audit,
 * approvals, reversals, several receivers, and with the indexes that these tables need.
 */
import { createHash, randomUUID } from 'node:crypto';
import { derivedId } from '@freehold/core-services/ledger/derived-id';
import pg from 'pg';

const tables = `
CREATE SCHEMA by_hand;
SET search_path = by_hand;
CREATE TABLE wallet (
  id uuid PRIMARY KEY, owner_id uuid, kind text NOT NULL, balance numeric(36,9) NOT NULL DEFAULT 0,
  entry_count bigint NOT NULL DEFAULT 0, is_frozen boolean NOT NULL DEFAULT false,
  CHECK (balance >= 0)) WITH (fillfactor = 70);
CREATE INDEX ON wallet (owner_id);
CREATE TABLE usage (
  owner_id uuid PRIMARY KEY, day date NOT NULL, day_amount numeric(36,9) NOT NULL, day_count int NOT NULL,
  month date NOT NULL, month_amount numeric(36,9) NOT NULL, month_count int NOT NULL) WITH (fillfactor = 70);
CREATE TABLE limits (
  scope_key text PRIMARY KEY, max_transfer numeric(36,9), max_day numeric(36,9), max_month numeric(36,9),
  max_day_count int, max_month_count int);
CREATE TABLE transfer (
  id uuid PRIMARY KEY, request_id text NOT NULL UNIQUE, digest bytea NOT NULL, status text NOT NULL,
  from_id uuid NOT NULL REFERENCES wallet, to_id uuid NOT NULL REFERENCES wallet,
  clearing_id uuid REFERENCES wallet, sender_id uuid NOT NULL, amount numeric(36,9) NOT NULL CHECK (amount > 0),
  fee numeric(36,9) NOT NULL CHECK (fee >= 0), reference text, reasons text[] NOT NULL,
  created_at timestamptz NOT NULL) WITH (fillfactor = 70);
CREATE INDEX ON transfer (from_id, created_at);
CREATE INDEX ON transfer (to_id, created_at);
CREATE INDEX ON transfer (created_at);
CREATE TABLE entry (
  id uuid PRIMARY KEY DEFAULT uuidv7(), transfer_id uuid NOT NULL REFERENCES transfer,
  wallet_id uuid NOT NULL REFERENCES wallet, sequence bigint NOT NULL, type text NOT NULL, counterparty uuid,
  amount numeric(36,9) NOT NULL, balance_after numeric(36,9) NOT NULL, at timestamptz NOT NULL,
  UNIQUE (wallet_id, sequence));
CREATE INDEX ON entry (transfer_id);
CREATE INDEX ON entry (wallet_id, at) INCLUDE (sequence, type, amount, balance_after, transfer_id, counterparty);
CREATE TABLE outbox (
  id uuid PRIMARY KEY, position bigint GENERATED ALWAYS AS IDENTITY, request_id text NOT NULL UNIQUE,
  aggregate_key text NOT NULL, command_type text NOT NULL, payload jsonb NOT NULL,
  status text NOT NULL DEFAULT 'PENDING', available_at timestamptz NOT NULL);
CREATE INDEX ON outbox (available_at) WHERE status = 'PENDING';
CREATE INDEX ON outbox (aggregate_key, position) WHERE status <> 'COMMITTED';
INSERT INTO limits VALUES ('', 1000000, 1000000000, 1000000000, 1000000000, 1000000000);`;

const send = `
CREATE FUNCTION by_hand.send(
  p_id uuid, p_request text, p_digest bytea, p_sender uuid, p_from uuid, p_to uuid, p_amount numeric,
  p_fee numeric, p_reference text, p_command jsonb, p_now timestamptz
) RETURNS jsonb LANGUAGE plpgsql SET search_path = by_hand, pg_catalog AS $$
DECLARE
  today constant date := (p_now AT TIME ZONE 'UTC')::date;
  this_month constant date := date_trunc('month', p_now AT TIME ZONE 'UTC')::date;
  total constant numeric := p_amount + p_fee;
  clearing constant uuid := ('00000000-0000-0000-0000-0000000000' || lpad(to_hex(get_byte(uuid_send(p_from), 15) % 16), 2, '0'))::uuid;
  used usage%ROWTYPE;
  cap limits%ROWTYPE;
  sender wallet%ROWTYPE;
  pot wallet%ROWTYPE;
  receiver record;
  known record;
  reasons text[];
BEGIN
  INSERT INTO usage VALUES (p_sender, today, 0, 0, this_month, 0, 0) ON CONFLICT DO NOTHING;
  SELECT * INTO used FROM usage WHERE owner_id = p_sender FOR NO KEY UPDATE;
  PERFORM FROM wallet WHERE id IN (p_from, clearing) ORDER BY id FOR NO KEY UPDATE;
  SELECT * INTO known FROM transfer WHERE request_id = p_request;
  IF FOUND THEN
    RETURN jsonb_build_object('id', known.id, 'isNew', false,
      'status', CASE WHEN known.digest = p_digest THEN known.status ELSE 'CONFLICT' END);
  END IF;
  SELECT * INTO sender FROM wallet WHERE id = p_from;
  SELECT * INTO pot FROM wallet WHERE id = clearing;
  SELECT id, is_frozen INTO receiver FROM wallet WHERE id = p_to;
  IF sender.owner_id IS DISTINCT FROM p_sender OR receiver.id IS NULL THEN
    RETURN jsonb_build_object('id', p_id, 'isNew', false, 'status', 'REFUSED');
  END IF;
  SELECT max(max_transfer), max(max_day), max(max_month), max(max_day_count), max(max_month_count)
  INTO cap.max_transfer, cap.max_day, cap.max_month, cap.max_day_count, cap.max_month_count
  FROM limits WHERE scope_key IN ('', p_sender::text);
  IF used.day <> today THEN used.day_amount := 0; used.day_count := 0; END IF;
  IF used.month <> this_month THEN used.month_amount := 0; used.month_count := 0; END IF;
  reasons := array_remove(ARRAY[
    CASE WHEN p_from = p_to THEN 'same_wallet' END,
    CASE WHEN sender.is_frozen THEN 'frozen' END,
    CASE WHEN receiver.is_frozen THEN 'receiver_frozen' END,
    CASE WHEN sender.balance < total THEN 'insufficient_funds' END,
    CASE WHEN p_amount > cap.max_transfer THEN 'limit_transfer' END,
    CASE WHEN used.day_amount + p_amount > cap.max_day THEN 'limit_day' END,
    CASE WHEN used.day_count + 1 > cap.max_day_count THEN 'limit_day_count' END,
    CASE WHEN used.month_amount + p_amount > cap.max_month THEN 'limit_month' END,
    CASE WHEN used.month_count + 1 > cap.max_month_count THEN 'limit_month_count' END
  ], NULL);
  INSERT INTO transfer VALUES (p_id, p_request, p_digest, CASE WHEN reasons = '{}' THEN 'PENDING' ELSE 'REJECTED' END,
    p_from, p_to, clearing, p_sender, p_amount, p_fee, p_reference, reasons, p_now);
  IF reasons <> '{}' THEN
    RETURN jsonb_build_object('id', p_id, 'isNew', true, 'status', 'REJECTED', 'reasons', reasons);
  END IF;
  INSERT INTO entry (transfer_id, wallet_id, sequence, type, counterparty, amount, balance_after, at) VALUES
    (p_id, p_from, sender.entry_count + 1, 'SENT', p_to, -p_amount, sender.balance - p_amount, p_now),
    (p_id, p_from, sender.entry_count + 2, 'FEE', NULL, -p_fee, sender.balance - total, p_now),
    (p_id, clearing, pot.entry_count + 1, 'RECEIVED', p_from, total, pot.balance + total, p_now);
  UPDATE wallet SET balance = balance - total, entry_count = entry_count + 2 WHERE id = p_from;
  UPDATE wallet SET balance = balance + total, entry_count = entry_count + 1 WHERE id = clearing;
  UPDATE usage SET day = today, day_amount = used.day_amount + p_amount, day_count = used.day_count + 1,
    month = this_month, month_amount = used.month_amount + p_amount, month_count = used.month_count + 1
  WHERE owner_id = p_sender;
  INSERT INTO outbox (id, request_id, aggregate_key, command_type, payload, available_at)
  VALUES ((p_command ->> 'commandId')::uuid, p_command ->> 'requestId', p_command ->> 'aggregateKey',
    p_command ->> 'commandType', p_command -> 'payload', p_now);
  RETURN jsonb_build_object('id', p_id, 'isNew', true, 'status', 'PENDING');
END $$;`;

/** A UUIDv7, as ours are: one that follows the last costs an index least. */
export const handId = () => derivedId(Date.now(), randomUUID());

export interface HandWallet {
  readonly walletId: string;
  readonly ownerId: string;
}

/** The tables with `count` funded wallets, and one call that sends between two of them. */
export async function openByHand(
  ownerUrl: string,
  { count, balance, connections = 10 }: { count: number; balance: string; connections?: number },
) {
  const pool = new pg.Pool({ connectionString: ownerUrl, max: connections, idleTimeoutMillis: 0 });
  await pool.query(tables);
  await pool.query(send);
  await pool.query(`INSERT INTO by_hand.wallet (id, kind)
    SELECT ('00000000-0000-0000-0000-0000000000' || lpad(to_hex(n), 2, '0'))::uuid, 'CLEARING'
    FROM generate_series(0, 15) AS n`);
  const { rows: wallets } = await pool.query<HandWallet>(
    `INSERT INTO by_hand.wallet (id, owner_id, kind, balance)
     SELECT uuidv7(), uuidv7(), 'PERSONAL', $2 FROM generate_series(1, $1)
     RETURNING id AS "walletId", owner_id AS "ownerId"`,
    [count, balance],
  );
  await pool.query('ANALYZE');
  return {
    wallets,
    async send(from: HandWallet, to: HandWallet, amount: string, fee: string): Promise<void> {
      const [id, commandId] = [handId(), handId()];
      const legs = [{ toWalletId: to.walletId, amount }];
      const contents = ['TRANSFER', from.walletId, legs, 'rent'];
      const command = {
        ...{ commandId, commandType: 'TRANSFER_TOKENS', requestId: `transfer:${id}` },
        aggregateKey: `wallet:${from.walletId}`,
        payload: { transferId: id, fromWalletId: from.walletId, legs, fee, kind: 'TRANSFER' },
      };
      const { rows } = await pool.query<{ verdict: { status: string } }>({
        name: 'send',
        text: 'SELECT by_hand.send($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11) AS verdict',
        values: [
          ...[
            id,
            `user:${from.ownerId}:${id}`,
            createHash('sha256').update(JSON.stringify(contents)).digest(),
          ],
          ...[from.ownerId, from.walletId, to.walletId, amount, fee, 'rent'],
          ...[JSON.stringify(command), new Date()],
        ],
      });
      if (rows[0]?.verdict.status !== 'PENDING') throw new Error(JSON.stringify(rows));
    },
    close: () => pool.end(),
  };
}
