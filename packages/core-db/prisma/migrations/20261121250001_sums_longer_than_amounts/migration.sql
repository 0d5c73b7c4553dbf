-- unsafe-ok: more digits before the point and as many after it: no row is written anew.

-- What was sent in a day or a month may have more digits than any one amount.
ALTER TABLE "TransferUsage"
  ALTER COLUMN "dayAmount" TYPE numeric(48, 9),
  ALTER COLUMN "monthAmount" TYPE numeric(48, 9);
ALTER TABLE "DailyLedgerFigures"
  ALTER COLUMN "transferVolume" TYPE numeric(48, 9),
  ALTER COLUMN "feeVolume" TYPE numeric(48, 9),
  ALTER COLUMN "issuedVolume" TYPE numeric(48, 9),
  ALTER COLUMN "taxVolume" TYPE numeric(48, 9);
