import { posix } from 'node:path';
import type { Finding } from '../finding.ts';
import { isOwn, isRelative, packageOf } from '../match.ts';
import type { Import, Source } from '../source.ts';
import type { Package, Workspace } from '../workspace.ts';

const rule = 'declared';

function judge(owner: Package, source: Source, { specifier, isType }: Import): string | undefined {
  if (isRelative(specifier)) {
    const target = posix.join(posix.dirname(source.path), specifier);
    const isInside = target.startsWith(`${owner.dir}/`);
    return isInside ? undefined : `${specifier} leaves the package: import it by its name`;
  }
  const name = packageOf(specifier);
  if (!isOwn(specifier) || name === owner.name || owner.dependencies.has(name)) return undefined;
  const isShipped = /^(apps|packages)\/[^/]+\/src\//.test(source.path);
  const isForDevelopment = isType || source.isTest || !isShipped;
  if (isForDevelopment && owner.devDependencies.has(name)) return undefined;
  return `${name} is not in the ${isForDevelopment ? 'devDependencies' : 'dependencies'}`;
}

/** What is imported is declared, and files of other packages are reached by the package's name. */
export function checkDeclared({ packages, sources }: Workspace): Finding[] {
  const byName = new Map(packages.map((item) => [item.name, item]));
  return sources.flatMap((source) => {
    const owner = byName.get(source.package);
    if (owner === undefined) return [];
    return source.imports.flatMap((item) => {
      const message = judge(owner, source, item);
      return message === undefined ? [] : [{ rule, file: source.path, line: item.line, message }];
    });
  });
}
