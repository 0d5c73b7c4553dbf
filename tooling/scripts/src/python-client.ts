import { writeFileSync } from 'node:fs';
import { clientFile, readClient } from './python-client/files.ts';
import { say } from './terminal.ts';

writeFileSync(clientFile, readClient());
say(`Written: ${clientFile}`);
