import type { APIRequestContext } from '@playwright/test';
import { parse, stringify } from 'devalue';

type Caller = {
  request: APIRequestContext;
  tenant: string;
  /** Whose cookies they are; the console's where nothing is said. */
  audience?: 'CONSOLE' | 'PORTAL';
};

export type Answer<T> = { isGood: true; data: T } | { isGood: false; code: string };

/** Calls a procedure of the api or of the registration service through the page's own address, with the caller's cookies. */
export async function ask<T>(
  { request, tenant, audience = 'CONSOLE' }: Caller,
  path: string,
  input: unknown,
): Promise<Answer<T>> {
  const service = path.startsWith('registrations.') ? '/registration' : '';
  const response = await request.post(`${service}/trpc/${path}`, {
    headers: {
      'content-type': 'application/json',
      'x-freehold-tenant': tenant,
      'x-freehold-audience': audience,
      'x-freehold-request': '1',
    },
    data: JSON.stringify(stringify(input)),
  });
  const body = (await response.json()) as { result?: { data: string }; error?: string };
  if (body.result) return { isGood: true, data: parse(body.result.data) as T };
  const error = parse(String(body.error)) as { data?: { error?: { code?: string } } };
  return { isGood: false, code: error.data?.error?.code ?? 'unknown' };
}

/** As `ask`, for what must succeed. */
export async function call<T>(caller: Caller, path: string, input: unknown): Promise<T> {
  const answer = await ask<T>(caller, path, input);
  if (!answer.isGood) throw new Error(`${path} was refused: ${answer.code}`);
  return answer.data;
}
