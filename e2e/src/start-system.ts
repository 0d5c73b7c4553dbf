import { rmSync } from 'node:fs';
import { dataDir } from './env.ts';

// The very command people start, on other ports and with nothing from an earlier run.
rmSync(dataDir, { recursive: true, force: true });
await import(new URL('../../tooling/scripts/src/start.ts', import.meta.url).href);
