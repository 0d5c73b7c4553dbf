import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { z } from 'zod';
import type { ProcedureFacts } from './procedures.ts';

type WithInput = ProcedureFacts & { readonly input: z.ZodObject };

const hostile = ['x'.repeat(100_000), 'a\u0000b', '\ud800', 'x\u0007', '\u202e'.repeat(50_000)];

/** Tests of every input of a router: whatever comes is refused or taken, and nothing hidden is taken. */
export function describeInputs(procedures: readonly ProcedureFacts[]): void {
  const withInput = procedures.filter(
    (entry): entry is WithInput => entry.input instanceof z.ZodObject,
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
      for (const [name, field] of Object.entries(input.shape)) {
        for (const text of hostile) {
          const result = (field as z.ZodType).safeParse(text);
          // A password may hold any character; what is broken or too long is no password either.
          const isTaken =
            result.success && typeof result.data === 'string' && !/password$/iu.test(name);
          expect({ name, text: text.slice(0, 10), isTaken }).toMatchObject({ isTaken: false });
        }
      }
    });
  });
}
