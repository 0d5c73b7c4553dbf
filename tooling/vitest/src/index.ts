import { existsSync, globSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import type { TestProjectInlineConfiguration } from 'vitest/config';

const groups = ['packages', 'apps', 'tooling'];

function hasTests(folder: string): boolean {
  return globSync('src/**/*.test.{ts,tsx}', { cwd: folder }).length > 0;
}

/**
 * A project per package and app that has tests beside its code. A package that needs more than the
 * defaults keeps a vitest.config.ts of its own, which is then used instead.
 */
export function listProjects(root: string): (string | TestProjectInlineConfiguration)[] {
  const folders = groups.flatMap((group) =>
    readdirSync(join(root, group)).map((name) => `${group}/${name}`),
  );
  return folders
    .filter((folder) => hasTests(join(root, folder)))
    .map((folder) => {
      const own = join(root, folder, 'vitest.config.ts');
      if (existsSync(own)) return own;
      return {
        extends: true,
        root: join(root, folder),
        test: { name: folder, include: ['src/**/*.test.{ts,tsx}'] },
      };
    });
}
