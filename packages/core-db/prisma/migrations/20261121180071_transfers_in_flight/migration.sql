-- unsafe-ok: the table is of this release, nothing has written to it yet
-- What is in CLEARING, counted and compared with the ledger without reading what is settled.
CREATE INDEX "Transfer_in_flight_idx" ON "Transfer" ("tenantId", "fromWalletId") WHERE "status" = 'PENDING';
