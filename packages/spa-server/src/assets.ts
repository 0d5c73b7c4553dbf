import { createHash } from 'node:crypto';
import { readFile, readdir, stat } from 'node:fs/promises';
import { join, relative, sep } from 'node:path';
import { promisify } from 'node:util';
import { brotliCompress, constants, gzip } from 'node:zlib';
import { StartError } from '@freehold/core-observability';
import { getMimeType } from 'hono/utils/mime';

const MAX_FILES = 5000;
const MIN_COMPRESSED_BYTES = 1024;
const COMPRESSIBLE = /^(text\/|application\/(javascript|json|manifest\+json|wasm)|image\/svg\+xml)/;
const HASHED_NAME = /^\/assets\/.+-[\w-]{8}\.\w+$/;
const NONCE_PLACEHOLDER = '__CSP_NONCE__';

const encoders = {
  br: (body: Uint8Array<ArrayBuffer>) =>
    promisify(brotliCompress)(body, { params: { [constants.BROTLI_PARAM_QUALITY]: 9 } }),
  gzip: (body: Uint8Array<ArrayBuffer>) => promisify(gzip)(body, { level: 9 }),
};

type Encoding = keyof typeof encoders;

export type Asset = {
  type: string;
  etag: string;
  cacheControl: string;
  body: Uint8Array<ArrayBuffer>;
  encoded: Map<Encoding, Promise<Uint8Array<ArrayBuffer>>>;
};

export type SpaFiles = {
  /** Known files by their path; nothing else in the file system can be asked for. */
  assets: ReadonlyMap<string, Asset>;
  /** The page for one response, with its nonce where the build left room for one. */
  renderIndex: (nonce: string) => string;
};

function toAsset(path: string, body: Uint8Array<ArrayBuffer>): Asset {
  return {
    type: getMimeType(path) ?? 'application/octet-stream',
    etag: `"${createHash('sha256').update(body).digest('base64url').slice(0, 22)}"`,
    cacheControl: HASHED_NAME.test(path) ? 'public, max-age=31536000, immutable' : 'no-cache',
    body,
    encoded: new Map(),
  };
}

/** Reads a Vite build into memory; throws `StartError` when there is none. */
export async function loadSpaFiles(distDir: string): Promise<SpaFiles> {
  const index = await readFile(join(distDir, 'index.html'), 'utf8').catch(() => {
    throw new StartError(`No build in ${distDir}: run the build of this application first.`);
  });
  const names = await readdir(distDir, { recursive: true });
  if (names.length > MAX_FILES) throw new StartError(`More than ${MAX_FILES} files in ${distDir}.`);
  const assets = new Map<string, Asset>();
  for (const name of names) {
    const file = join(distDir, name);
    if (name === 'index.html' || name.endsWith('.map') || !(await stat(file)).isFile()) continue;
    const path = `/${relative(distDir, file).split(sep).join('/')}`;
    assets.set(path, toAsset(path, new Uint8Array(await readFile(file))));
  }
  return { assets, renderIndex: (nonce) => index.replaceAll(NONCE_PLACEHOLDER, nonce) };
}

function chooseEncoding(asset: Asset, acceptEncoding: string): Encoding | undefined {
  if (asset.body.length < MIN_COMPRESSED_BYTES || !COMPRESSIBLE.test(asset.type)) return undefined;
  const accepted = acceptEncoding
    .split(',')
    .map((item) => item.trim().split(/\s*;\s*q=/i))
    .filter(([, weight]) => weight === undefined || Number(weight) > 0)
    .map(([name]) => name?.toLowerCase());
  return (['br', 'gzip'] as const).find((encoding) => accepted.includes(encoding));
}

/** The bytes to send, compressed once per file and encoding when the client takes it. */
export async function encodeAsset(asset: Asset, acceptEncoding: string) {
  const encoding = chooseEncoding(asset, acceptEncoding);
  if (encoding === undefined) return { body: asset.body };
  const known = asset.encoded.get(encoding);
  const pending = known ?? encoders[encoding](asset.body).then((bytes) => new Uint8Array(bytes));
  asset.encoded.set(encoding, pending);
  return { body: await pending, encoding };
}
