import { PublicError } from '@freehold/core-contracts/errors';
import { z } from 'zod';
import { saveFile } from './save-file.ts';
import { askForFactor } from './step-up.ts';

/** The service's refusal of a file. */
export class RefusedFile extends Error {
  override readonly name = 'RefusedFile';
  readonly refusal: PublicError;

  constructor(refusal: PublicError) {
    super(refusal.code);
    this.refusal = refusal;
  }
}

const Refusal = z.object({ error: PublicError });

async function request(tenant: string, name: string, input: object): Promise<Response> {
  const response = await fetch(`/files/${name}`, {
    method: 'POST',
    headers: {
      'content-type': 'application/json',
      'x-freehold-request': '1',
      'x-freehold-audience': 'PORTAL',
      'x-freehold-tenant': tenant,
    },
    body: JSON.stringify(input),
  });
  if (response.ok) return response;
  const answer = Refusal.safeParse(await response.json().catch(() => null));
  if (answer.success) throw new RefusedFile(answer.data.error);
  throw new TypeError(`the file was answered with ${response.status}`);
}

/** Fetches a file of the service, made of `input`, and hands it to the browser; asks for a fresh factor where one is needed. Throws RefusedFile. */
export async function fetchFile(tenant: string, name: string, input = {}): Promise<void> {
  let response: Response;
  try {
    response = await request(tenant, name, input);
  } catch (error) {
    const isStepUp =
      error instanceof RefusedFile && error.refusal.code === 'session.step_up_required';
    if (!isStepUp || !(await askForFactor())) throw error;
    response = await request(tenant, name, input);
  }
  saveFile(await response.blob(), name);
}
