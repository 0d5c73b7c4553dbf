import { Secret, TOTP } from 'otpauth';
import { complain, say } from './terminal.ts';

const [key] = process.argv.slice(2);
if (key === undefined) {
  complain('Usage: npm run -s totp -- <set-up key>');
  process.exitCode = 1;
} else {
  say(new TOTP({ secret: Secret.fromBase32(key) }).generate());
}
