import { PasskeyOptions } from '@freehold/core-contracts/passkeys';

/** Options as they cross the wire: without what is not there. */
export function toPasskeyOptions(options: object): PasskeyOptions {
  return PasskeyOptions.parse(JSON.parse(JSON.stringify(options)));
}
