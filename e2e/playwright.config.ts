import { defineConfig } from '@playwright/test';
import { chromiumPath, isRoot, isSystemReused, systemEnv, systemUrls } from './src/env.ts';

export default defineConfig({
  testDir: './src/journeys',
  testMatch: '*.journey.ts',
  outputDir: './test-results',
  // One system, one machine: journeys that wait for the same worker only slow each other down.
  workers: 1,
  retries: 0,
  timeout: 90_000,
  expect: { timeout: 20_000 },
  forbidOnly: true,
  reporter: [['list']],
  use: {
    baseURL: systemUrls.portal,
    locale: 'en-GB',
    timezoneId: 'Europe/Paris',
    trace: 'retain-on-failure',
    screenshot: 'only-on-failure',
    contextOptions: { reducedMotion: 'reduce' },
    launchOptions: {
      ...(chromiumPath === undefined ? {} : { executablePath: chromiumPath }),
      // Chromium refuses its sandbox to root.
      args: isRoot ? ['--no-sandbox'] : [],
    },
  },
  webServer: {
    command: 'node src/start-system.ts',
    url: `${systemUrls.portal}/readyz`,
    env: systemEnv,
    timeout: 240_000,
    reuseExistingServer: isSystemReused,
    gracefulShutdown: { signal: 'SIGTERM', timeout: 30_000 },
    stdout: 'ignore',
    stderr: 'pipe',
  },
});
