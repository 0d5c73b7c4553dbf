/** Tables and indexes of the transfer by hand that decides and keeps what ours does. */
export const wholeTables = `
CREATE SCHEMA whole;
SET search_path = whole;
CREATE TABLE person (id uuid PRIMARY KEY, role text NOT NULL, country text);
CREATE TABLE device (
  secret_hash bytea PRIMARY KEY, person_id uuid NOT NULL REFERENCES person, created_at timestamptz NOT NULL,
  revoked_at timestamptz);
CREATE TABLE state (is_paused boolean NOT NULL);
CREATE TABLE wallet (
  id uuid PRIMARY KEY, owner_id uuid REFERENCES person, kind text NOT NULL,
  balance numeric(36,9) NOT NULL DEFAULT 0, held numeric(36,9) NOT NULL DEFAULT 0,
  entry_count bigint NOT NULL DEFAULT 0, is_frozen boolean NOT NULL DEFAULT false, deleted_at timestamptz,
  last_moved_at timestamptz, updated_at timestamptz NOT NULL DEFAULT now(),
  CHECK (balance >= 0), CHECK (held BETWEEN 0 AND balance)) WITH (fillfactor = 70);
CREATE INDEX ON wallet (owner_id);
CREATE TABLE beneficiary (
  id uuid PRIMARY KEY, person_id uuid NOT NULL REFERENCES person, wallet_id uuid NOT NULL REFERENCES wallet,
  created_at timestamptz NOT NULL, last_used_at timestamptz, UNIQUE (person_id, wallet_id));
CREATE TABLE usage (
  owner_id uuid PRIMARY KEY, day date NOT NULL, day_amount numeric(36,9) NOT NULL, day_count int NOT NULL,
  month date NOT NULL, month_amount numeric(36,9) NOT NULL, month_count int NOT NULL,
  total_count bigint NOT NULL, usual_amount numeric(36,9) NOT NULL) WITH (fillfactor = 70);
CREATE TABLE limits (
  scope_key text PRIMARY KEY, max_transfer numeric(36,9), max_day numeric(36,9), max_month numeric(36,9),
  max_day_count int, max_month_count int, max_hour_count int);
CREATE TABLE transfer (
  id uuid PRIMARY KEY, request_id text NOT NULL UNIQUE, digest bytea NOT NULL, status text NOT NULL,
  from_id uuid NOT NULL REFERENCES wallet, to_id uuid NOT NULL REFERENCES wallet,
  clearing_id uuid REFERENCES wallet, sender_id uuid NOT NULL, amount numeric(36,9) NOT NULL CHECK (amount > 0),
  fee numeric(36,9) NOT NULL CHECK (fee >= 0), reference text, reasons text[] NOT NULL, risk_score smallint,
  command_id uuid, expires_at timestamptz, created_by text NOT NULL, created_by_name text NOT NULL,
  created_at timestamptz NOT NULL) WITH (fillfactor = 70);
CREATE INDEX ON transfer (created_at);
CREATE INDEX ON transfer (from_id, created_at);
CREATE INDEX ON transfer (to_id, created_at);
CREATE INDEX ON transfer (clearing_id);
CREATE INDEX ON transfer (sender_id, created_at);
CREATE INDEX ON transfer (command_id);
CREATE INDEX ON transfer (from_id, to_id) WHERE status = 'CONFIRMED';
CREATE TABLE risk_score (
  transfer_id uuid PRIMARY KEY REFERENCES transfer, score smallint NOT NULL CHECK (score BETWEEN 0 AND 100),
  parts jsonb NOT NULL, outcome text NOT NULL, created_at timestamptz NOT NULL);
CREATE TABLE entry (
  id uuid PRIMARY KEY DEFAULT uuidv7(), transfer_id uuid NOT NULL REFERENCES transfer,
  wallet_id uuid NOT NULL REFERENCES wallet, sequence bigint NOT NULL, type text NOT NULL, counterparty uuid,
  amount numeric(36,9) NOT NULL, balance_after numeric(36,9) NOT NULL, at timestamptz NOT NULL,
  UNIQUE (wallet_id, sequence));
CREATE INDEX ON entry (transfer_id);
CREATE INDEX ON entry (wallet_id, at) INCLUDE (sequence, type, amount, balance_after, transfer_id, counterparty);
CREATE INDEX ON entry (counterparty, at);
CREATE INDEX ON entry (at);
CREATE TABLE outbox (
  id uuid PRIMARY KEY, position bigint GENERATED ALWAYS AS IDENTITY, request_id text NOT NULL UNIQUE,
  aggregate_key text NOT NULL, command_type text NOT NULL, payload jsonb NOT NULL, tx_id text,
  status text NOT NULL DEFAULT 'PENDING', available_at timestamptz NOT NULL,
  created_at timestamptz NOT NULL DEFAULT now());
CREATE INDEX ON outbox (created_at);
CREATE INDEX ON outbox (tx_id);
CREATE INDEX ON outbox (position) WHERE status = 'PENDING';
CREATE INDEX ON outbox (aggregate_key, position) WHERE status = 'PENDING';
CREATE TABLE chain (id int PRIMARY KEY, sequence bigint NOT NULL, hash bytea NOT NULL);
CREATE TABLE audit (
  id uuid PRIMARY KEY, sequence bigint NOT NULL UNIQUE, action text NOT NULL, entity_type text NOT NULL,
  entity_id text NOT NULL, actor_id uuid NOT NULL, actor_name text NOT NULL, changes jsonb NOT NULL, ip text,
  user_agent text, request_id text, actor_salt bytea NOT NULL, actor_digest bytea NOT NULL,
  content_salt bytea NOT NULL, content_digest bytea NOT NULL, previous_hash bytea NOT NULL, hash bytea NOT NULL,
  created_at timestamptz NOT NULL);
CREATE INDEX ON audit (created_at);
CREATE INDEX ON audit (entity_type, entity_id, created_at);
CREATE INDEX ON audit (action, created_at);
CREATE INDEX ON audit (actor_id, created_at);
INSERT INTO chain VALUES (1, 0, decode(repeat('00', 32), 'hex'));
INSERT INTO state VALUES (false);
INSERT INTO limits VALUES ('', 1000000, 1000000000, 1000000000, 1000000000, 1000000000, NULL);`;
