import { startTestCluster } from '@freehold/core-db/testing';
import type { TestProject } from 'vitest/node';

/** Vitest's global setup: one server for the whole run, or the one of TEST_DATABASE_URL. */
export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  const { stop, ...cluster } = await startTestCluster(process.env['TEST_DATABASE_URL']);
  project.provide('freeholdCluster', cluster);
  return stop;
}
