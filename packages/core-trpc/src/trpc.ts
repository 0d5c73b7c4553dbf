import type { ApiScope, Permission } from '@freehold/core-contracts/permissions';
import { initTRPC } from '@trpc/server';
import type { RequestContext } from './context.ts';
import { toPublicError } from './errors.ts';
import { transformer } from './transformer.ts';

/** What an act asks of the session beside the permission. */
export interface StepUp {
  /** A factor proven within the last 10 minutes. */
  readonly isStepUpNeeded?: boolean;
}

/** How machines call a procedure: under `/v1`, with a key that has the scope. */
export interface RestFacts {
  readonly method: 'GET' | 'POST' | 'PUT' | 'DELETE';
  /** Below `/v1`; `{name}` is a field of the input. */
  readonly path: `/${string}`;
  readonly scope: ApiScope;
  /** What it does, for whoever reads the document. */
  readonly summary: string;
  readonly tag: string;
  /** 200 unless said otherwise; 204 answers without a body. */
  readonly successStatus?: 200 | 201 | 202 | 204;
}

/** Who may call a procedure, as data: a test lists every procedure and fails on one without. */
export type Access =
  | { readonly access: 'public' }
  | { readonly access: 'session' }
  | ({
      readonly access: 'permission';
      readonly permission: Permission;
      readonly rest?: RestFacts;
    } & StepUp)
  | { readonly access: 'service'; readonly service: string };

const t = initTRPC
  .context<RequestContext>()
  .meta<Access>()
  .create({
    transformer,
    isDev: false,
    // Kept apart from what proxies take for dead; a page that hears nothing for longer connects anew.
    sse: {
      ping: { enabled: true, intervalMs: 15_000 },
      client: { reconnectAfterInactivityMs: 45_000 },
    },
    errorFormatter: ({ shape, error, ctx }) => {
      const publicError = toPublicError(error, ctx?.request.id);
      return {
        code: shape.code,
        message: publicError.code,
        data: { code: shape.data.code, httpStatus: shape.data.httpStatus, error: publicError },
      };
    },
  });

export const router = t.router;
export const createCallerFactory = t.createCallerFactory;
export const bareProcedure = t.procedure;
