import { readFile, writeFile } from 'node:fs/promises';
import { describeInputs } from '@freehold/core-trpc/testing/inputs';
import { listProcedures, type ProcedureFacts } from '@freehold/core-trpc/testing/procedures';
import { describe, expect, test } from 'vitest';
import { createApiRouter } from './router.ts';

const statistics = { read: () => Promise.reject(new Error('not read here')) };
const procedures = listProcedures(createApiRouter({ statistics }));
const tableFile = new URL('../../../docs/permissions.md', import.meta.url);

function describeAccess({ access }: ProcedureFacts): string {
  switch (access?.access) {
    case 'public':
      return 'anybody';
    case 'session':
      return 'whoever is signed in';
    case 'permission':
      return [
        `\`${access.permission}\``,
        ...(access.isStepUpNeeded === true ? ['with a fresh factor'] : []),
        ...(access.rest === undefined ? [] : [`or a key with \`${access.rest.scope}\``]),
      ].join(', ');
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
    ).toEqual([
      'email.confirmChange',
      'email.verify',
      'invitations.read',
      'password.requestReset',
      'password.reset',
      'session.beginPasskey',
      'session.refresh',
      'session.signIn',
      'session.signInWithPasskey',
      'session.unlock',
      'session.verifyRecoveryCode',
      'session.verifySecondFactor',
      'staff.acceptInvitation',
      'staff.readInvitation',
      'tenants.listPublic',
    ]);
  });
});

describeInputs(procedures);
