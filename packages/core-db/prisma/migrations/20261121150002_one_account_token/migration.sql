-- One link or code of a purpose at a time: of two requests at once the second finds the first's.
CREATE UNIQUE INDEX CONCURRENTLY "AccountToken_live_key" ON "AccountToken" ("tenantId", "userId", "purpose")
  WHERE "usedAt" IS NULL AND "endedAt" IS NULL
    AND "purpose" IN ('PASSWORD_RESET', 'EMAIL_VERIFY', 'EMAIL_CHANGE', 'PHONE_CHANGE');
