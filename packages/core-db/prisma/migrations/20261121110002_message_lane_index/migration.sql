CREATE INDEX CONCURRENTLY "OutboundMessage_lane_idx" ON "OutboundMessage" ("tenantId", "isUrgent", "availableAt", "id") WHERE "status" = 'PENDING';
