import { readFile, writeFile } from 'node:fs/promises';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { z } from 'zod';
import { createApiRouter } from './router.ts';
import { listProcedures, type ProcedureFacts } from './testing/procedures.ts';

const statistics = { read: () => Promise.reject(new Error('not read here')) };
const procedures = listProcedures(createApiRouter({ statistics }));
const withInput = procedures.filter(
  (entry): entry is ProcedureFacts & { input: z.ZodObject } => entry.input instanceof z.ZodObject,
);
const tableFile = new URL('../../../docs/permissions.md', import.meta.url);

function describeAccess({ access }: ProcedureFacts): string {
  switch (access?.access) {
    case 'public':
      return 'anybody';
    case 'session':
      return 'whoever is signed in';
    case 'permission':
      return `\`${access.permission}\``;
    case 'service':
      return `the ${access.service} service`;
    case undefined:
      return 'UNDECLARED';
  }
}

describe('every procedure', () => {
  test.each(procedures)(
    '$path says who may call it, and has schemas for both ways',
    (procedure) => {
      expect(describeAccess(procedure)).not.toBe('UNDECLARED');
      expect(procedure.input).toBeDefined();
      expect(procedure.hasOutput).toBe(true);
    },
  );

  test('is in the table of permissions', async () => {
    const rows = procedures.map(
      (entry) => `| \`${entry.path}\` | ${entry.kind} | ${describeAccess(entry)} |`,
    );
    const table = [
      '# Who may call what',
      '',
      'Made from the procedures themselves by `apps/api/src/router.test.ts`; rewrite it with `UPDATE_DOCS=1`.',
      '',
      '| procedure | kind | who |',
      '|---|---|---|',
      ...rows,
      '',
    ].join('\n');
    if (process.env['UPDATE_DOCS'] === '1') await writeFile(tableFile, table);
    expect(await readFile(tableFile, 'utf8')).toBe(table);
  });

  test('only a handful is open to anybody', () => {
    expect(
      procedures.filter((entry) => entry.access?.access === 'public').map((entry) => entry.path),
    ).toEqual(['session.signIn', 'session.verifySecondFactor', 'tenants.listPublic']);
  });
});

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
        const isTaken = result.success && typeof result.data === 'string' && name !== 'password';
        expect({ name, text: text.slice(0, 10), isTaken }).toMatchObject({ isTaken: false });
      }
    }
  });
});
