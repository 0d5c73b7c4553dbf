import type { Access } from '../trpc.ts';
import type { AnyTRPCRouter } from '@trpc/server';
import type { z } from 'zod';

export interface ProcedureFacts {
  readonly path: string;
  readonly kind: string;
  readonly access: Access | undefined;
  readonly input: z.ZodType | undefined;
  readonly hasOutput: boolean;
}

/** Every procedure of a router with what it declares, by path. */
export function listProcedures(router: AnyTRPCRouter): ProcedureFacts[] {
  const procedures = router._def.procedures as Record<string, { _def: Record<string, unknown> }>;
  return Object.entries(procedures)
    .map(([path, { _def }]) => ({
      path,
      kind: String(_def['type']),
      access: _def['meta'] as Access | undefined,
      input: (_def['inputs'] as z.ZodType[] | undefined)?.[0],
      hasOutput: _def['output'] !== undefined,
    }))
    .toSorted((left, right) => (left.path < right.path ? -1 : 1));
}
