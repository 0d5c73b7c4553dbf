import { posix } from 'node:path';
import type { Finding } from '../finding.ts';
import { isOwn, isRelative, packageOf } from '../match.ts';
import type { Workspace } from '../workspace.ts';

const rule = 'cycles';

type Graph = Map<string, Set<string>>;

/** One cycle per group of nodes that reach each other, as a path that ends where it begins. */
export function findCycles(graph: Graph): string[][] {
  const state = new Map<string, 'open' | 'done'>();
  const cycles: string[][] = [];
  const visit = (node: string, path: string[]): void => {
    state.set(node, 'open');
    for (const next of graph.get(node) ?? []) {
      if (state.get(next) === 'open') cycles.push([...path.slice(path.indexOf(next)), next]);
      else if (!state.has(next)) visit(next, [...path, next]);
    }
    state.set(node, 'done');
  };
  for (const node of graph.keys()) if (!state.has(node)) visit(node, [node]);
  return cycles;
}

function fileGraph({ sources }: Workspace): Graph {
  return new Map(
    sources.map(({ path, imports }) => {
      const targets = imports
        .filter(({ specifier }) => isRelative(specifier))
        .map(({ specifier }) => posix.join(posix.dirname(path), specifier));
      return [path, new Set(targets)];
    }),
  );
}

// A package's tests may look at packages above it; only what runs counts.
function packageGraph({ packages, sources }: Workspace): Graph {
  const graph: Graph = new Map(packages.map(({ name }) => [name, new Set<string>()]));
  for (const source of sources) {
    if (source.isTest) continue;
    for (const { specifier } of source.imports) {
      const target = packageOf(specifier);
      if (isOwn(specifier) && target !== source.package) graph.get(source.package)?.add(target);
    }
  }
  return graph;
}

/** No file and no package imports itself by a detour; imports of types count too. */
export function checkCycles(workspace: Workspace): Finding[] {
  const dirs = new Map(workspace.packages.map(({ name, dir }) => [name, dir]));
  const inFiles = findCycles(fileGraph(workspace)).map((cycle) => ({
    rule,
    file: cycle[0] ?? '',
    line: 1,
    message: `imports itself: ${cycle.join(' → ')}`,
  }));
  const inPackages = findCycles(packageGraph(workspace)).map((cycle) => ({
    rule,
    file: `${dirs.get(cycle[0] ?? '') ?? ''}/package.json`,
    line: 1,
    message: `depends on itself: ${cycle.join(' → ')}`,
  }));
  return [...inFiles, ...inPackages];
}
