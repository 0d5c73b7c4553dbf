/*
 * Takes the password hash out of a measurement: whoever imports this first finds every password
 * right at no cost. `node:module` replaces the one file that compares.
 */
import { registerHooks } from 'node:module';

const stub = `export async function verifyPassword(hash) {
  return { isMatch: hash !== null, needsRehash: false };
}`;

registerHooks({
  load: (url, context, nextLoad) =>
    url.endsWith('/accounts/password/verify-password.ts')
      ? { format: 'module', source: stub, shortCircuit: true }
      : nextLoad(url, context),
});
