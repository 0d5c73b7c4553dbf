import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { copyWorkspace, type WorkspaceCopy } from './testing/workspace-copy.ts';

const compileMs = 120_000;
const mostErrors = 10;
let workspace: WorkspaceCopy;

beforeAll(async () => {
  workspace = await copyWorkspace();
  await workspace.edit('apps/api/src/routers/session.ts', 'signIn: ', 'logIn: ');
  const contract = 'packages/core-contracts/src/registration.ts';
  await workspace.edit(contract, 'phoneVerifiedAt: z.date()', 'phoneProvedAt: z.date()');
}, compileMs);
afterAll(() => workspace.remove());

/** What the compiler says of a caller, one error a line. */
async function errorsOf(folder: string): Promise<string[]> {
  const said = await workspace.typecheck(folder);
  return said.split('\n').filter((line) => line.includes('error TS'));
}

// That each of them passes as things are is what the check of types shows. A copy that misses
// something would say hundreds of things.
describe('the type check of whoever calls', () => {
  test.each(['apps/admin', 'apps/portal'])(
    'fails in %s when a procedure is renamed',
    { timeout: compileMs },
    async (folder) => {
      const errors = await errorsOf(folder);
      expect(errors.join('\n')).toMatch(/'signIn' does not exist/u);
      expect(errors.length).toBeLessThanOrEqual(mostErrors);
    },
  );

  test(
    'fails in the registration service when a field is renamed',
    { timeout: compileMs },
    async () => {
      const errors = await errorsOf('apps/registration');
      expect(errors.join('\n')).toMatch(/phoneVerifiedAt|phoneProvedAt/u);
      expect(errors.length).toBeLessThanOrEqual(mostErrors);
    },
  );
});
