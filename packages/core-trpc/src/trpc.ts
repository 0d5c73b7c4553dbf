import type { Permission } from '@freehold/core-contracts/permissions';
import { initTRPC } from '@trpc/server';
import type { RequestContext } from './context.ts';
import { toPublicError } from './errors.ts';
import { transformer } from './transformer.ts';

/** Who may call a procedure, as data: a test lists every procedure and fails on one without. */
export type Access =
  | { readonly access: 'public' }
  | { readonly access: 'session' }
  | { readonly access: 'permission'; readonly permission: Permission }
  | { readonly access: 'service'; readonly service: string };

const t = initTRPC
  .context<RequestContext>()
  .meta<Access>()
  .create({
    transformer,
    isDev: false,
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
