import { basename, posix } from 'node:path';
import type { Finding } from '../finding.ts';
import { emptyNames, environmentReaders, guards, screenFolders } from '../layers.ts';
import { isRelative, matchesAny } from '../match.ts';
import type { Import, Source } from '../source.ts';
import type { Workspace } from '../workspace.ts';

const KEBAB = /^[a-z0-9]+(-[a-z0-9]+)*(\.[a-z0-9-]+)*\.(ts|tsx|mjs)$/;
const ROUTER_FILE = /\/routes\//;

/** The environment is read in named places, and handed on as values. */
export function checkEnvironment({ sources }: Workspace): Finding[] {
  return sources
    .filter(({ path, isTest }) => !isTest && !matchesAny(path, environmentReaders))
    .flatMap(({ path: file, processEnv }) =>
      processEnv.map((line) => ({
        rule: 'environment',
        file,
        line,
        message: 'process.env is read only in env.ts',
      })),
    );
}

function judgeGuarded(source: Source, { specifier, isType }: Import): string | undefined {
  const target = isRelative(specifier)
    ? posix.join(posix.dirname(source.path), specifier)
    : specifier;
  const isTestHelper =
    /^@freehold\/[^/]+\/testing(\/|$)/.test(target) || /\/testing\/|\.testing\.ts$/.test(target);
  if (isTestHelper && !source.path.startsWith('tooling/vitest/'))
    return `${specifier} is for tests`;
  const guard = guards.find(({ entry, file }) => target === entry || target === file);
  const isFree = guard === undefined || isType || matchesAny(source.path, guard.from);
  return isFree ? undefined : `${specifier} is not for this file`;
}

/** Guarded modules are imported by the named files only, test helpers only by tests. */
export function checkGuarded({ sources }: Workspace): Finding[] {
  return sources.flatMap((source) => {
    if (source.isTest) return [];
    return source.imports.flatMap((item) => {
      const message = judgeGuarded(source, item);
      const at = { rule: 'guarded', file: source.path, line: item.line };
      return message === undefined ? [] : [{ ...at, message }];
    });
  });
}

/** No `export *`, no enum, kebab-case names. */
export function checkSyntax({ sources }: Workspace): Finding[] {
  return sources.flatMap(({ path: file, exportAll, enums }) => {
    const rule = 'syntax';
    const isNamedWell = KEBAB.test(basename(file)) || ROUTER_FILE.test(file);
    return [
      ...exportAll.map((line) => ({ rule, file, line, message: 'export names, not *' })),
      ...enums.map((line) => ({ rule, file, line, message: 'a union of strings, not an enum' })),
      ...(isNamedWell ? [] : [{ rule, file, line: 1, message: 'the name is not in kebab-case' }]),
    ];
  });
}

/** Packages have names that say what is inside. */
export function checkNames({ packages }: Workspace): Finding[] {
  return packages
    .filter(({ name, dir }) =>
      [basename(dir), name.split('/')[1] ?? name].some((word) => emptyNames.includes(word)),
    )
    .map(({ name, dir }) => ({
      rule: 'names',
      file: `${dir}/package.json`,
      line: 1,
      message: `${name} does not say what is inside`,
    }));
}

type Place = { app: string; folder: string; feature: string | undefined };

function placeOf(path: string): Place | undefined {
  const match = /^(apps\/[^/]+)\/src\/([^/]+)\/([^/]+)(\/|$)/.exec(path);
  const [, app, folder, child] = match ?? [];
  if (app === undefined || folder === undefined || !screenFolders.includes(folder))
    return undefined;
  return { app, folder, feature: folder === 'features' ? child : undefined };
}

function judgeScreenImport(source: Source, specifier: string): string | undefined {
  const from = placeOf(source.path);
  const to = placeOf(posix.join(posix.dirname(source.path), specifier));
  if (from === undefined || to === undefined || from.app !== to.app) return undefined;
  if (screenFolders.indexOf(from.folder) > screenFolders.indexOf(to.folder)) {
    return `${from.folder} may not import ${to.folder}`;
  }
  if (from.feature !== undefined && to.feature !== undefined && from.feature !== to.feature) {
    return `the feature ${from.feature} may not import the feature ${to.feature}`;
  }
  return undefined;
}

/** Screens import downwards: routes → features → components → lib; features not each other. */
export function checkScreens({ sources }: Workspace): Finding[] {
  return sources.flatMap((source) =>
    source.imports.flatMap(({ specifier, line }) => {
      if (!isRelative(specifier) || source.isTest) return [];
      const message = judgeScreenImport(source, specifier);
      return message === undefined ? [] : [{ rule: 'screens', file: source.path, line, message }];
    }),
  );
}
