import { runAsProcess } from './as-process.ts';

await runAsProcess('ledger');
