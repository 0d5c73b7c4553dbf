import { PublicError } from '@freehold/core-contracts/errors';
import { audienceHeader, requestHeader, tenantHeader } from '@freehold/core-contracts/headers';
import { RefusedDownload } from './errors.ts';
import { askForStepUp } from './step-up.ts';

export type DownloadProgress = { bytes: number; lines: number };

export type DownloadOptions = {
  tenant: string;
  /** Path under `/files/`. */
  file: string;
  body: unknown;
  signal: AbortSignal;
  onProgress?: (progress: DownloadProgress) => void;
};

const blobBytes = 4 * 1024 * 1024;
const newline = 10;

async function ask({ tenant, file, body, signal }: DownloadOptions): Promise<Response> {
  const answer = await fetch(`/files/${file}`, {
    method: 'POST',
    signal,
    headers: {
      'content-type': 'application/json',
      [requestHeader]: '1',
      [audienceHeader]: 'CONSOLE',
      [tenantHeader]: tenant,
    },
    body: JSON.stringify(body),
  });
  if (answer.ok) return answer;
  const problem = PublicError.safeParse(
    ((await answer.json().catch(() => null)) as { error?: unknown } | null)?.error,
  );
  throw new RefusedDownload(problem.data ?? null);
}

async function askWithFactor(options: DownloadOptions): Promise<Response> {
  try {
    return await ask(options);
  } catch (error) {
    const isRefused =
      error instanceof RefusedDownload && error.problem?.code === 'session.step_up_required';
    if (!isRefused || !(await askForStepUp())) throw error;
    return ask(options);
  }
}

/**
 * Reads a file as the server writes it. What has come is handed to the browser in pieces of a few
 * megabytes, which it may keep on disk, so that a long file does not live in the page's memory.
 * Throws `RefusedDownload`, or what `fetch` throws when the signal aborts it.
 */
export async function download(options: DownloadOptions): Promise<Blob> {
  const answer = await askWithFactor(options);
  const type = answer.headers.get('content-type') ?? 'application/octet-stream';
  const kept: Blob[] = [];
  let pending: Uint8Array<ArrayBuffer>[] = [];
  let pendingBytes = 0;
  const progress = { bytes: 0, lines: 0 };
  const keep = () => {
    kept.push(new Blob(pending));
    pending = [];
    pendingBytes = 0;
  };
  const reader = answer.body?.getReader();
  for (;;) {
    const piece = await reader?.read();
    if (!piece || piece.done) break;
    pending.push(piece.value);
    pendingBytes += piece.value.byteLength;
    progress.bytes += piece.value.byteLength;
    for (const byte of piece.value) if (byte === newline) progress.lines += 1;
    options.onProgress?.({ ...progress });
    if (pendingBytes >= blobBytes) keep();
  }
  keep();
  return new Blob(kept, { type });
}
