import { forwardSignals } from './command.ts';
import { paint, say } from './terminal.ts';
import { verify } from './verify/run.ts';

forwardSignals(() => {
  process.exitCode = 130;
});

const failed = await verify();
if (failed.length > 0) {
  say(`\n${paint('red', `Not in order: ${failed.join(', ')}`)}`);
  process.exitCode = 1;
}
