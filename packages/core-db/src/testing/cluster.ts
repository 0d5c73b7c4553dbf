import { createHash } from 'node:crypto';
import { chmod, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startEmbedded } from '../embedded/index.ts';
import { assignRolePasswords, migrate, withConnection, withDatabase } from '../migrate/index.ts';

/** A server for tests and its migrated template database. */
export type TestCluster = {
  ownerUrl: string;
  appUrl: string;
  privilegedUrl: string;
  template: string;
};

export type RunningTestCluster = TestCluster & { stop: () => Promise<void> };

async function prepareTemplate(urls: Omit<TestCluster, 'template'>): Promise<TestCluster> {
  const template = `freehold_template_${process.pid}`;
  await withConnection(urls.ownerUrl, async (client) => {
    await client.query(`CREATE DATABASE ${template}`);
  });
  const ownerUrl = withDatabase(urls.ownerUrl, template);
  await migrate({ ownerUrl });
  const at = (url: string) => withDatabase(url, template);
  await assignRolePasswords({
    ownerUrl,
    appUrl: at(urls.appUrl),
    privilegedUrl: at(urls.privilegedUrl),
  });
  await withConnection(urls.ownerUrl, async (client) => {
    await client.query(`ALTER DATABASE ${template} WITH IS_TEMPLATE true ALLOW_CONNECTIONS false`);
  });
  return { ...urls, template };
}

async function dropTemplate(cluster: TestCluster): Promise<void> {
  await withConnection(cluster.ownerUrl, async (client) => {
    await client.query(`ALTER DATABASE ${cluster.template} WITH IS_TEMPLATE false`);
    await client.query(`DROP DATABASE ${cluster.template} WITH (FORCE)`);
  });
}

function withRole(url: string, role: string): string {
  const changed = new URL(url);
  changed.username = role;
  // The same for every run on that server: runs side by side must not change it under each other.
  changed.password = createHash('sha256').update(`${role}\n${url}`).digest('base64url');
  return changed.toString();
}

async function useServer(ownerUrl: string): Promise<RunningTestCluster> {
  const cluster = await prepareTemplate({
    ownerUrl,
    appUrl: withRole(ownerUrl, 'freehold_app'),
    privilegedUrl: withRole(ownerUrl, 'freehold_privileged'),
  });
  return { ...cluster, stop: () => dropTemplate(cluster) };
}

async function useEmbedded(): Promise<RunningTestCluster> {
  const dataDir = await mkdtemp(join(tmpdir(), 'freehold-test-'));
  // Root's server runs as another user, who must be able to enter; what is secret in it is 0600.
  await chmod(dataDir, 0o755);
  const server = await startEmbedded({ dataDir, port: 0, isTest: true });
  try {
    const { ownerUrl, appUrl, privilegedUrl } = server;
    const cluster = await prepareTemplate({ ownerUrl, appUrl, privilegedUrl });
    return {
      ...cluster,
      async stop() {
        await server.stop();
        await rm(dataDir, { recursive: true, force: true });
      },
    };
  } catch (error) {
    await server.stop();
    throw error;
  }
}

/** Starts the server the tests share, or uses that of `serverUrl` (a superuser's URL). */
export async function startTestCluster(serverUrl?: string): Promise<RunningTestCluster> {
  return serverUrl ? useServer(serverUrl) : useEmbedded();
}
