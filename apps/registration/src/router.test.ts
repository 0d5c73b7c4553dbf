import type { Access } from '@freehold/core-trpc/trpc';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { z } from 'zod';
import { createRouter } from './router.ts';

interface Declared {
  readonly type: string;
  readonly meta?: Access;
  readonly inputs: readonly unknown[];
  readonly output?: unknown;
}

const router = createRouter(() => ({
  complete: () => Promise.reject(new Error('not called here')),
}));
const procedures = Object.entries(
  router._def.procedures as unknown as Record<string, { _def: Declared }>,
).map(([path, { _def }]) => ({ path, ..._def }));

describe('every procedure', () => {
  test('is known, with whoever may call it', () => {
    const access = procedures.map(({ path, type, meta }) => {
      const who = meta?.access === 'permission' ? meta.permission : (meta?.access ?? 'UNDECLARED');
      return `${path} ${type} ${who}`;
    });
    expect(access.toSorted()).toEqual([
      'countries.list query public',
      'registration.changeEmail mutation public',
      'registration.complete mutation public',
      'registration.createResumeLink mutation public',
      'registration.get query public',
      'registration.resendEmailCode mutation public',
      'registration.resendPhoneCode mutation public',
      'registration.setBirth mutation public',
      'registration.setName mutation public',
      'registration.setPassword mutation public',
      'registration.setPhone mutation public',
      'registration.start mutation public',
      'registration.verifyEmail mutation public',
      'registration.verifyPhone mutation public',
      'registrations.cancel mutation registration.manage',
      'registrations.extend mutation registration.manage',
      'registrations.get query registration.read',
      'registrations.list query registration.read',
      'registrations.resendCode mutation registration.manage',
    ]);
  });

  test.each(procedures)('$path has schemas for both ways', ({ inputs, output }) => {
    expect(inputs).toHaveLength(1);
    expect(output).toBeDefined();
  });
});

const withInput = procedures.flatMap(({ path, inputs: [input] }) =>
  input instanceof z.ZodObject ? [{ path, input }] : [],
);

describe('every input', () => {
  test.each(withInput)('$path refuses or takes anything at all without failing', ({ input }) => {
    fc.assert(
      fc.property(
        fc.anything({ withBigInt: true, withDate: true, withSparseArray: true }),
        (value) => {
          input.safeParse(value);
        },
      ),
      { numRuns: 200 },
    );
  });

  test.each(withInput)('$path refuses fields it does not know', ({ input }) => {
    const result = input.safeParse({ surprise: true });
    expect(result.error?.issues.some((issue) => issue.code === 'unrecognized_keys')).toBe(true);
  });

  test.each(withInput)('$path lets no oversized, broken or hidden text through', ({ input }) => {
    const hostile = ['x'.repeat(100_000), 'a\u0000b', '\ud800', 'x\u0007', '\u202e'.repeat(50_000)];
    for (const [name, field] of Object.entries(input.shape)) {
      for (const text of hostile) {
        const result = (field as z.ZodType).safeParse(text);
        // A password may hold any character; what is broken or too long is no password either.
        const isTaken = result.success && typeof result.data === 'string' && name !== 'password';
        expect({ name, text: text.slice(0, 10), isTaken }).toMatchObject({ isTaken: false });
      }
    }
  });
});
