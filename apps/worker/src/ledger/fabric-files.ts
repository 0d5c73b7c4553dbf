import { createPrivateKey, X509Certificate, type KeyObject } from 'node:crypto';
import { readFileSync } from 'node:fs';
import type {
  FabricOptions,
  FabricTls,
} from '@freehold/core-services/ledger/fabric/fabric-options';
import type { LedgerSettings } from '../env.ts';

type FileSetting = Extract<keyof LedgerSettings, `${string}_FILE`>;

/** A certificate or key that cannot be used; says which setting names it and why, never what is in it. */
export class FabricFileError extends Error {
  override readonly name = 'FabricFileError';

  constructor(setting: FileSetting, reason: string) {
    super(`${setting}: ${reason}`);
  }
}

/** Reads who the platform is on the network and whom it trusts there. Throws FabricFileError. */
export function readFabricFiles(
  env: LedgerSettings,
  now: Date,
): Pick<FabricOptions, 'identity' | 'tls'> {
  const certificate = readCertificate(env, 'FABRIC_CERTIFICATE_FILE', now);
  const privateKey = readKey(env, 'FABRIC_KEY_FILE', certificate.parsed);
  return {
    identity: { mspId: env.FABRIC_MSP_ID ?? '', certificate: certificate.bytes, privateKey },
    tls: env.FABRIC_TLS === 'no' ? null : readTls(env, now),
  };
}

function readTls(env: LedgerSettings, now: Date): FabricTls {
  const { bytes: rootCertificate } = readCertificate(env, 'FABRIC_TLS_ROOT_FILE', now);
  const serverName = env.FABRIC_TLS_SERVER_NAME;
  if (env.FABRIC_TLS_CLIENT_KEY_FILE === undefined) return { rootCertificate, serverName };
  const certificate = readCertificate(env, 'FABRIC_TLS_CLIENT_CERTIFICATE_FILE', now);
  readKey(env, 'FABRIC_TLS_CLIENT_KEY_FILE', certificate.parsed);
  const privateKey = readBytes(env, 'FABRIC_TLS_CLIENT_KEY_FILE');
  return { rootCertificate, serverName, client: { privateKey, certificate: certificate.bytes } };
}

function readCertificate(env: LedgerSettings, setting: FileSetting, now: Date) {
  const bytes = readBytes(env, setting);
  let parsed: X509Certificate;
  try {
    parsed = new X509Certificate(bytes);
  } catch {
    throw new FabricFileError(setting, 'holds no certificate in PEM');
  }
  if (parsed.validToDate < now) throw new FabricFileError(setting, `ended on ${parsed.validTo}`);
  return { bytes, parsed };
}

function readKey(
  env: LedgerSettings,
  setting: FileSetting,
  certificate: X509Certificate,
): KeyObject {
  let key: KeyObject;
  try {
    key = createPrivateKey(readBytes(env, setting));
  } catch (error) {
    if (error instanceof FabricFileError) throw error;
    throw new FabricFileError(setting, 'holds no private key in PEM, or one with a passphrase');
  }
  if (!certificate.checkPrivateKey(key)) {
    throw new FabricFileError(setting, 'is not the key of the certificate beside it');
  }
  return key;
}

function readBytes(env: LedgerSettings, setting: FileSetting): Buffer {
  const path = env[setting];
  try {
    return readFileSync(path ?? '');
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? String(error.code) : 'unreadable';
    throw new FabricFileError(setting, `${path ?? ''} cannot be read (${code})`);
  }
}
