import { defineConfig } from '@playwright/test';
import {
  chromiumPath,
  firstPort,
  isRoot,
  isSystemReused,
  systemEnv,
  systemUrls,
} from './src/env.ts';

const system = {
  command: 'node src/start-system.ts',
  env: systemEnv,
  // The last thing the start command says: every service answers, not the first of them.
  wait: { stdout: /Freehold is ready/u },
  timeout: 300_000,
  gracefulShutdown: { signal: 'SIGTERM', timeout: 30_000 },
} as const;

export default defineConfig({
  testDir: './src/journeys',
  // Of each run its own: one that begins empties it.
  outputDir: `./test-results/${firstPort}`,
  // One system, one machine: journeys that wait for the same worker only slow each other down. Looks
  // change little and keep a processor busy with axe, which is the other half of the time.
  workers: 2,
  projects: [
    {
      name: 'looks',
      testMatch: '*-looks.journey.ts',
      workers: 1,
      // A trace of every action costs a fifth; what fails names the screen, the rule and the element.
      use: { trace: 'off' },
    },
    {
      name: 'journeys',
      testMatch: '*.journey.ts',
      testIgnore: '*-looks.journey.ts',
      workers: 1,
    },
  ],
  retries: 0,
  timeout: 90_000,
  expect: { timeout: 20_000 },
  forbidOnly: true,
  reporter: [['list']],
  use: {
    baseURL: systemUrls.portal,
    locale: 'en-GB',
    timezoneId: 'Europe/Paris',
    // What a page looked like is in its snapshots; pictures of every moment besides cost too much.
    trace: { mode: 'retain-on-failure', screenshots: false },
    screenshot: 'only-on-failure',
    contextOptions: { reducedMotion: 'reduce' },
    launchOptions: {
      ...(chromiumPath === undefined ? {} : { executablePath: chromiumPath }),
      // Chromium refuses its sandbox to root.
      args: isRoot ? ['--no-sandbox'] : [],
    },
  },
  ...(isSystemReused ? {} : { webServer: system }),
});
