/*
 * The same by hand with everything that ours decides and keeps for a transfer that one person sends to
 * another: pause, freezes, closed wallets, all six limits by the narrowest of three scopes, the seven
 * parts of the risk with the score's row, held where it asks for it, the payee's last use, and an audit
 * row with salted digests chained to the one before; the same lists' indexes. For one product and one
 * transfer: no tenants, no policies, no batches, no several receivers, settings as constants.
 */
import { createHash } from 'node:crypto';
import pg from 'pg';
import { handId, type HandWallet } from './by-hand.ts';
import { wholeTables } from './by-hand-whole-tables.ts';

const send = `
CREATE FUNCTION whole.send(
  p_id uuid, p_request text, p_digest bytea, p_sender uuid, p_name text, p_device bytea, p_from uuid, p_to uuid,
  p_amount numeric, p_fee numeric, p_reference text, p_command jsonb, p_ip text, p_agent text, p_call text,
  p_now timestamptz
) RETURNS jsonb LANGUAGE plpgsql SET search_path = whole, pg_catalog AS $$
DECLARE
  today constant date := (p_now AT TIME ZONE 'UTC')::date;
  this_month constant date := date_trunc('month', p_now AT TIME ZONE 'UTC')::date;
  total constant numeric := p_amount + p_fee;
  clearing constant uuid := ('00000000-0000-0000-0000-0000000000' || lpad(to_hex(get_byte(uuid_send(p_from), 15) % 16), 2, '0'))::uuid;
  used usage%ROWTYPE;
  found_wallet wallet%ROWTYPE;
  sender wallet%ROWTYPE;
  pot wallet%ROWTYPE;
  known record;
  other record;
  cap record;
  reasons text[];
  points int[];
  score int;
  new_status text;
  head chain%ROWTYPE;
  row_id constant uuid := uuidv7();
  actor_salt constant bytea := uuid_send(gen_random_uuid()) || uuid_send(gen_random_uuid());
  content_salt constant bytea := uuid_send(gen_random_uuid()) || uuid_send(gen_random_uuid());
  actor_digest bytea;
  content_digest bytea;
  said jsonb;
BEGIN
  SELECT * INTO used FROM usage WHERE owner_id = p_sender FOR NO KEY UPDATE;
  IF NOT FOUND THEN
    INSERT INTO usage VALUES (p_sender, today, 0, 0, this_month, 0, 0, 0, 0) ON CONFLICT DO NOTHING;
    SELECT * INTO used FROM usage WHERE owner_id = p_sender FOR NO KEY UPDATE;
  END IF;
  FOR found_wallet IN SELECT * FROM wallet WHERE id IN (p_from, clearing) ORDER BY id FOR NO KEY UPDATE LOOP
    IF found_wallet.id = p_from THEN sender := found_wallet; ELSE pot := found_wallet; END IF;
  END LOOP;
  SELECT * INTO known FROM transfer WHERE request_id = p_request;
  IF FOUND THEN
    RETURN jsonb_build_object('id', known.id, 'isNew', false,
      'status', CASE WHEN known.digest = p_digest THEN known.status ELSE 'CONFLICT' END, 'reasons', known.reasons);
  END IF;
  SELECT w.id, w.is_frozen, w.deleted_at IS NOT NULL AS is_closed, b.id AS beneficiary, (SELECT is_paused FROM state) AS is_paused,
         w.owner_id <> p_sender AND (b.created_at <= p_now - interval '24 hours') IS NOT TRUE AND NOT EXISTS (
           SELECT FROM transfer t WHERE t.from_id = p_from AND t.to_id = p_to AND t.status = 'CONFIRMED') AS is_new_payee,
         (SELECT country FROM person WHERE id = w.owner_id) <> s.country AS is_abroad,
         p_device IS NOT NULL AND NOT EXISTS (
           SELECT FROM device d WHERE d.secret_hash = p_device AND d.person_id = p_sender AND d.revoked_at IS NULL
             AND d.created_at <= p_now - interval '24 hours') AS is_new_device,
         s.role
  INTO other
  FROM wallet w LEFT JOIN beneficiary b ON b.person_id = p_sender AND b.wallet_id = w.id
  LEFT JOIN person s ON s.id = p_sender WHERE w.id = p_to;
  IF sender.owner_id IS DISTINCT FROM p_sender OR other.id IS NULL THEN
    RETURN jsonb_build_object('id', p_id, 'isNew', false, 'status', 'REFUSED');
  END IF;
  SELECT coalesce(o.max_transfer, r.max_transfer, a.max_transfer) AS max_transfer,
         coalesce(o.max_day, r.max_day, a.max_day) AS max_day, coalesce(o.max_month, r.max_month, a.max_month) AS max_month,
         coalesce(o.max_day_count, r.max_day_count, a.max_day_count) AS max_day_count,
         coalesce(o.max_month_count, r.max_month_count, a.max_month_count) AS max_month_count,
         coalesce(o.max_hour_count, r.max_hour_count, a.max_hour_count) AS max_hour_count,
         (SELECT count(*) FROM (SELECT FROM transfer t WHERE t.sender_id = p_sender AND t.created_at > p_now - interval '60 minutes'
            AND t.status <> 'REJECTED' LIMIT greatest(10, o.max_hour_count, r.max_hour_count, a.max_hour_count)) n) AS hour_count
  INTO cap
  FROM limits a LEFT JOIN limits r ON r.scope_key = other.role LEFT JOIN limits o ON o.scope_key = p_sender::text
  WHERE a.scope_key = '';
  IF used.day <> today THEN used.day_amount := 0; used.day_count := 0; END IF;
  IF used.month <> this_month THEN used.month_amount := 0; used.month_count := 0; END IF;
  points := ARRAY[
    CASE WHEN other.is_new_payee THEN 15 ELSE 0 END, CASE WHEN other.is_new_device THEN 20 ELSE 0 END,
    CASE WHEN used.total_count >= 5 AND p_amount > used.usual_amount * 10 THEN 30 ELSE 0 END,
    CASE WHEN other.is_abroad THEN 10 ELSE 0 END,
    CASE WHEN extract(hour FROM p_now AT TIME ZONE 'UTC') < 5 THEN 5 ELSE 0 END,
    CASE WHEN cap.hour_count >= 10 THEN 25 ELSE 0 END, 0];
  score := least(100, points[1] + points[2] + points[3] + points[4] + points[5] + points[6] + points[7]);
  reasons := array_remove(ARRAY[
    CASE WHEN other.is_paused THEN 'paused' END,
    CASE WHEN p_from = p_to THEN 'same_wallet' END,
    CASE WHEN sender.deleted_at IS NOT NULL THEN 'closed' END,
    CASE WHEN other.is_closed THEN 'receiver_closed' END,
    CASE WHEN sender.is_frozen THEN 'frozen' END,
    CASE WHEN other.is_frozen THEN 'receiver_frozen' END,
    CASE WHEN sender.balance - sender.held < total THEN 'insufficient_funds' END,
    CASE WHEN p_amount > cap.max_transfer THEN 'limit_transfer' END,
    CASE WHEN used.day_amount + p_amount > cap.max_day THEN 'limit_day' END,
    CASE WHEN used.day_count + 1 > cap.max_day_count THEN 'limit_day_count' END,
    CASE WHEN used.month_amount + p_amount > cap.max_month THEN 'limit_month' END,
    CASE WHEN used.month_count + 1 > cap.max_month_count THEN 'limit_month_count' END,
    CASE WHEN cap.hour_count + 1 > cap.max_hour_count THEN 'limit_hour_count' END,
    CASE WHEN score >= 95 THEN 'risk_blocked' END
  ], NULL);
  new_status := CASE WHEN reasons <> '{}' THEN 'REJECTED' WHEN score >= 60 THEN 'AWAITING_APPROVAL' ELSE 'PENDING' END;
  IF new_status = 'AWAITING_APPROVAL' THEN reasons := '{risk_review}'; END IF;
  INSERT INTO transfer VALUES (p_id, p_request, p_digest, new_status, p_from, p_to,
    CASE WHEN new_status = 'PENDING' THEN clearing END, p_sender, p_amount, p_fee, p_reference, reasons, score,
    CASE WHEN new_status = 'PENDING' THEN (p_command ->> 'commandId')::uuid END,
    CASE WHEN new_status = 'AWAITING_APPROVAL' THEN p_now + interval '72 hours' END, p_sender, p_name, p_now);
  INSERT INTO risk_score VALUES (p_id, score,
    (SELECT coalesce(jsonb_agg(jsonb_build_object('part', n.part, 'points', n.points)), '[]')
     FROM unnest('{newPayee,newDevice,unusualAmount,country,night,velocity,threat}'::text[], points) AS n(part, points)
     WHERE n.points > 0),
    CASE WHEN score >= 95 THEN 'BLOCK' WHEN score >= 60 THEN 'REVIEW' ELSE 'ALLOW' END, p_now);
  IF new_status = 'PENDING' THEN
    INSERT INTO entry (transfer_id, wallet_id, sequence, type, counterparty, amount, balance_after, at) VALUES
      (p_id, p_from, sender.entry_count + 1, 'SENT', p_to, -p_amount, sender.balance - p_amount, p_now),
      (p_id, p_from, sender.entry_count + 2, 'FEE', NULL, -p_fee, sender.balance - total, p_now),
      (p_id, clearing, pot.entry_count + 1, 'RECEIVED', p_from, total, pot.balance + total, p_now);
    UPDATE wallet SET balance = balance - total, entry_count = entry_count + 2, last_moved_at = p_now, updated_at = p_now
    WHERE id = p_from;
    UPDATE wallet SET balance = balance + total, entry_count = entry_count + 1, last_moved_at = p_now, updated_at = p_now
    WHERE id = clearing;
    INSERT INTO outbox (id, request_id, aggregate_key, command_type, payload, available_at)
    VALUES ((p_command ->> 'commandId')::uuid, p_command ->> 'requestId', p_command ->> 'aggregateKey',
      p_command ->> 'commandType', p_command -> 'payload', p_now);
  ELSIF new_status = 'AWAITING_APPROVAL' THEN
    UPDATE wallet SET held = held + total, updated_at = p_now WHERE id = p_from;
  END IF;
  IF new_status <> 'REJECTED' THEN
    UPDATE usage SET day = today, day_amount = used.day_amount + p_amount, day_count = used.day_count + 1,
      month = this_month, month_amount = used.month_amount + p_amount, month_count = used.month_count + 1,
      usual_amount = CASE WHEN used.total_count = 0 THEN p_amount ELSE round(used.usual_amount * 0.9 + p_amount * 0.1, 9) END,
      total_count = used.total_count + 1
    WHERE owner_id = p_sender;
    IF other.beneficiary IS NOT NULL THEN
      UPDATE beneficiary SET last_used_at = p_now WHERE id = other.beneficiary;
    END IF;
  END IF;
  said := jsonb_build_object('fromWalletId', p_from, 'toWalletId', p_to, 'amount', p_amount, 'fee', p_fee,
    'status', new_status, 'reasons', reasons);
  actor_digest := sha256(actor_salt || convert_to(jsonb_build_array('actor', p_name, p_ip, p_agent)::text, 'UTF8'));
  content_digest := sha256(content_salt || convert_to(jsonb_build_array('content', said)::text, 'UTF8'));
  SELECT * INTO head FROM chain WHERE id = 1 FOR UPDATE;
  INSERT INTO audit VALUES (row_id, head.sequence + 1, 'transfer.create', 'Transfer', p_id, p_sender, p_name, said, p_ip,
    p_agent, p_call, actor_salt, actor_digest, content_salt, content_digest, head.hash,
    sha256(head.hash || convert_to(jsonb_build_array('audit', head.sequence + 1, row_id, 'transfer.create', 'Transfer',
      p_id, p_sender, p_call, p_now, encode(actor_digest, 'hex'), encode(content_digest, 'hex'))::text, 'UTF8')), p_now)
  RETURNING sequence, hash INTO head.sequence, head.hash;
  UPDATE chain SET sequence = head.sequence, hash = head.hash WHERE id = 1;
  RETURN jsonb_build_object('id', p_id, 'isNew', true, 'status', new_status, 'reasons', reasons, 'score', score);
END $$;`;

/** The tables with `count` funded wallets, and one call that sends between two of them. */
export async function openByHandWhole(
  ownerUrl: string,
  { count, balance, connections = 10 }: { count: number; balance: string; connections?: number },
) {
  const pool = new pg.Pool({ connectionString: ownerUrl, max: connections, idleTimeoutMillis: 0 });
  await pool.query(wholeTables);
  await pool.query(send);
  await pool.query(`INSERT INTO whole.wallet (id, kind)
    SELECT ('00000000-0000-0000-0000-0000000000' || lpad(to_hex(n), 2, '0'))::uuid, 'CLEARING'
    FROM generate_series(0, 15) AS n`);
  const { rows: wallets } = await pool.query<HandWallet>(
    `WITH people AS (
       INSERT INTO whole.person (id, role) SELECT uuidv7(), 'USER' FROM generate_series(1, $1) RETURNING id
     ) INSERT INTO whole.wallet (id, owner_id, kind, balance)
     SELECT uuidv7(), id, 'PERSONAL', $2 FROM people RETURNING id AS "walletId", owner_id AS "ownerId"`,
    [count, balance],
  );
  await pool.query('ANALYZE');
  return {
    wallets,
    async send(from: HandWallet, to: HandWallet, amount: string, fee: string): Promise<void> {
      const [id, commandId] = [handId(), handId()];
      const legs = [{ toWalletId: to.walletId, amount }];
      const contents = JSON.stringify(['TRANSFER', from.walletId, legs, 'rent']);
      const payload = { transferId: id, fromWalletId: from.walletId, legs, fee, kind: 'TRANSFER' };
      const command = {
        ...{ commandId, commandType: 'TRANSFER_TOKENS', requestId: `transfer:${id}`, payload },
        aggregateKey: `wallet:${from.walletId}`,
      };
      const { rows } = await pool.query<{ verdict: { status: string } }>({
        name: 'send-whole',
        text: `SELECT whole.send($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16) AS verdict`,
        values: [
          ...[id, `user:${from.ownerId}:${id}`, createHash('sha256').update(contents).digest()],
          ...[from.ownerId, 'Ada Byron', null, from.walletId, to.walletId, amount, fee, 'rent'],
          ...[JSON.stringify(command), '198.51.100.7', 'Test/1.0', 'test-request', new Date()],
        ],
      });
      if (rows[0]?.verdict.status !== 'PENDING') throw new Error(JSON.stringify(rows));
    },
    close: () => pool.end(),
  };
}
