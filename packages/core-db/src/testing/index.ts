export { type RunningTestCluster, startTestCluster, type TestCluster } from './cluster.ts';
export { createEmptyDatabase, createTestDatabase, type TestDatabase } from './database.ts';
export { collide, type Hold, untilBlocked } from './locks.ts';
export { inTenant } from './sql.ts';
export { createTenant, type TestTenant, type TestTenantOptions } from './tenant.ts';
