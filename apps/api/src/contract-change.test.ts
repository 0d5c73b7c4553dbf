import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { copyWorkspace, type WorkspaceCopy } from './testing/workspace-copy.ts';

const compileMs = 120_000;
const callers = ['apps/admin', 'apps/portal', 'apps/registration'];
let workspace: WorkspaceCopy;

beforeAll(async () => {
  workspace = await copyWorkspace();
}, compileMs);
afterAll(() => workspace.remove());

describe('the type check of whoever calls', () => {
  test.each(callers)('%s passes as things are', { timeout: compileMs }, async (folder) => {
    expect(await workspace.typecheck(folder)).toBe('');
  });

  test('fails in both pages when a procedure is renamed', { timeout: compileMs }, async () => {
    await workspace.edit('apps/api/src/routers/session.ts', 'signIn: ', 'logIn: ');
    expect(await workspace.typecheck('apps/admin')).toMatch(/'signIn' does not exist/u);
    expect(await workspace.typecheck('apps/portal')).toMatch(/'signIn' does not exist/u);
    await workspace.edit('apps/api/src/routers/session.ts', 'logIn: ', 'signIn: ');
  });

  test(
    'fails in the registration service when a field is renamed',
    { timeout: compileMs },
    async () => {
      const contract = 'packages/core-contracts/src/registration.ts';
      await workspace.edit(contract, 'phoneVerifiedAt: z.date()', 'phoneProvedAt: z.date()');
      expect(await workspace.typecheck('apps/registration')).toMatch(
        /phoneVerifiedAt|phoneProvedAt/u,
      );
    },
  );
});
