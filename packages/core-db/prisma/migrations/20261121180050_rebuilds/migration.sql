-- What the last rebuild of a projection was asked for, by whom, and how far it has to come.
ALTER TABLE "ProjectorState"
  ADD COLUMN "rebuildThrough" BIGINT,
  ADD COLUMN "rebuildStartedAt" TIMESTAMPTZ(3),
  ADD COLUMN "rebuildStartedByName" VARCHAR(220),
  ADD COLUMN "rebuildFinishedAt" TIMESTAMPTZ(3);
