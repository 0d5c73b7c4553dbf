import { Secret, TOTP } from 'otpauth';

/** The code an authenticator app shows now. */
export function codeNow(secretBase32: string): string {
  return new TOTP({ secret: Secret.fromBase32(secretBase32) }).generate();
}
