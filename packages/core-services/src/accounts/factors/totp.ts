import { Secret, TOTP } from 'otpauth';

/** RFC 6238 section 5.2: a step of 30 seconds. */
export const stepSeconds = 30;
const issuer = 'Freehold';

function totpOf(secretBase32: string, label: string): TOTP {
  return new TOTP({
    issuer,
    label,
    algorithm: 'SHA1',
    digits: 6,
    period: stepSeconds,
    secret: Secret.fromBase32(secretBase32),
  });
}

/** A new 160-bit secret (RFC 4226 section 4), base32. */
export function newTotpSecret(): string {
  return new Secret({ size: 20 }).base32;
}

/** The `otpauth://` address an authenticator app reads. */
export function otpauthUri(secretBase32: string, label: string): string {
  return totpOf(secretBase32, label).toString();
}

/** The time step a code belongs to, one step early or late allowed; null when it fits none. */
export function findTotpStep(secretBase32: string, code: string, now: Date): bigint | null {
  const delta = totpOf(secretBase32, '').validate({
    token: code,
    timestamp: now.getTime(),
    window: 1,
  });
  return delta === null ? null : BigInt(Math.floor(now.getTime() / 1000 / stepSeconds) + delta);
}
