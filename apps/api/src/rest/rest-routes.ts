import type { RestFacts } from '@freehold/core-trpc/trpc';
import type { AnyTRPCRouter } from '@trpc/server';
import { z } from 'zod';

/** A procedure as machines call it. */
export interface RestRoute extends RestFacts {
  /** Path of the procedure, `webhooks.create`. */
  readonly procedure: string;
  readonly input: z.ZodObject<Readonly<Record<string, z.ZodType>>>;
  readonly output: z.ZodType;
}

/** Fields of an input that the caller does not send: the key says the first, a header the second. */
export const impliedFields = ['organizationId', 'idempotencyKey'] as const;

/** Every procedure that says how machines call it, by path and method. Throws on one whose input is no object. */
export function listRestRoutes(router: AnyTRPCRouter): RestRoute[] {
  const procedures = router._def.procedures as Record<string, { _def: Record<string, unknown> }>;
  return Object.entries(procedures)
    .flatMap(([procedure, { _def }]) => {
      const rest = (_def['meta'] as { rest?: RestFacts } | undefined)?.rest;
      if (rest === undefined) return [];
      const [input] = (_def['inputs'] as z.ZodType[] | undefined) ?? [];
      const output = _def['output'];
      if (!(input instanceof z.ZodObject) || !(output instanceof z.ZodType)) {
        throw new Error(`${procedure} has no schemas that REST could use`);
      }
      return [{ ...rest, procedure, input, output }];
    })
    .toSorted((left, right) => (sortKey(left) < sortKey(right) ? -1 : 1));
}

function sortKey({ path, method }: RestRoute): string {
  return `${path} ${['GET', 'POST', 'PUT', 'DELETE'].indexOf(method)}`;
}

/** Names in the braces of a path. */
export function pathParameters(path: string): string[] {
  return [...path.matchAll(/\{(\w+)\}/gu)].map(([, name = '']) => name);
}

/** Whether a route's fields come in the body; otherwise in the query. */
export function hasBody({ method, path, input }: RestRoute): boolean {
  return (method === 'POST' || method === 'PUT') && sentFields({ path, input }).length > 0;
}

/** Fields that come in the query or the body. */
export function sentFields({ path, input }: Pick<RestRoute, 'path' | 'input'>): string[] {
  const elsewhere = new Set<string>([...pathParameters(path), ...impliedFields]);
  return Object.keys(input.shape).filter((name) => !elsewhere.has(name));
}
