/*
 * Who may import whom, as data. A file belongs to the first unit whose pattern it matches. What a
 * unit does not name it may not import, and there is no list of exceptions. Tests may import
 * whatever their package declares.
 */
export type Unit = {
  name: string;
  files: readonly string[];
  /** Workspace packages, or single entries of them, that may be imported at run time. */
  runtime: readonly string[];
  /** Those of which only types may be imported. */
  types?: readonly string[];
  /** Packages from outside: the only ones allowed, or those that never are. */
  only?: readonly string[];
  never?: readonly string[];
};

const contracts = '@freehold/core-contracts';
const database = '@freehold/core-db';
const services = '@freehold/core-services';
const rpc = '@freehold/core-trpc';
const observability = '@freehold/core-observability';
const composition = [contracts, database, services, rpc, observability];
const routers = ['@freehold/api/router', '@freehold/registration/router'];
const react = ['react', 'react-dom', '@tanstack/*'];
const http = ['hono', '@hono/*'];
const prisma = ['@prisma/*', 'prisma', 'pg'];

export const units: readonly Unit[] = [
  {
    name: 'contracts',
    files: ['packages/core-contracts/src/**'],
    runtime: [],
    only: ['zod'],
  },
  {
    name: 'observability',
    files: ['packages/core-observability/src/**'],
    runtime: [contracts],
    never: [...react, ...prisma, '@trpc/*'],
  },
  {
    name: 'database',
    files: ['packages/core-db/src/**'],
    runtime: [contracts],
    never: [...react, ...http, '@trpc/*'],
  },
  {
    name: 'services',
    files: ['packages/core-services/src/**'],
    runtime: [contracts, database],
    never: [...react, ...http, ...prisma, '@trpc/*'],
  },
  {
    name: 'client factories',
    files: ['packages/core-trpc/src/{client,event-stream,transformer}.ts'],
    runtime: [contracts],
    never: [...react, ...http, ...prisma, '@trpc/server', 'node:*'],
  },
  {
    name: 'procedures',
    files: ['packages/core-trpc/src/**'],
    runtime: [contracts, database, services, observability],
    never: [...react, ...prisma],
  },
  {
    name: 'server of pages',
    files: ['packages/spa-server/src/**'],
    runtime: [observability],
    never: [...react, ...prisma, '@trpc/*'],
  },
  {
    name: 'screens in common',
    files: ['packages/ui/src/**'],
    runtime: [contracts],
    never: [...http, ...prisma, '@trpc/*', 'node:*'],
  },
  {
    name: 'page servers',
    files: ['apps/{admin,portal}/src/{server,env}.ts'],
    runtime: ['@freehold/spa-server', observability, contracts],
    never: [...react, ...prisma, '@trpc/*'],
  },
  {
    name: 'screens',
    files: ['apps/{admin,portal}/src/**'],
    runtime: [contracts, '@freehold/ui', `${rpc}/client`],
    types: routers,
    never: [...http, ...prisma, '@trpc/server', 'node:*'],
  },
  {
    name: 'registration service',
    files: ['apps/registration/src/**'],
    runtime: composition,
    types: routers,
    never: [...react, ...prisma],
  },
  {
    name: 'servers',
    files: ['apps/{api,worker}/src/**'],
    runtime: composition,
    never: [...react, ...prisma],
  },
  {
    name: 'lint',
    files: ['tooling/lint/**'],
    runtime: [],
    never: [...react, ...http, ...prisma],
  },
  {
    name: 'bundles',
    files: ['tooling/rolldown/**'],
    runtime: [],
    never: [...react, ...http, ...prisma],
  },
  {
    name: 'commands',
    files: ['tooling/scripts/**'],
    runtime: [contracts, database, observability, '@freehold/lint'],
    never: [...react, ...prisma],
  },
  {
    name: 'test settings',
    files: ['tooling/vitest/**', 'vitest.config.ts'],
    runtime: [database],
    never: [...react, ...http],
  },
  {
    name: 'build settings',
    files: ['{apps,packages}/*/*.{ts,mjs}', 'tooling/*/*.ts'],
    runtime: ['@freehold/vitest', '@freehold/tailwind', '@freehold/rolldown'],
  },
  {
    name: 'journeys and benchmarks',
    files: ['e2e/**', 'bench/**'],
    runtime: [...composition, ...routers, '@freehold/worker/pipeline'],
  },
];

/** Where the environment may be read. */
export const environmentReaders: readonly string[] = [
  'apps/*/src/env.ts',
  'apps/*/*.config.ts',
  'packages/*/src/cli/**',
  'packages/*/*.config.ts',
  'tooling/**',
  'e2e/**',
  'bench/**',
];

type Guard = { entry: string; file: string; from: readonly string[] };

/** Modules of which only the named files may import more than types. */
export const guards: readonly Guard[] = [
  {
    entry: '@freehold/core-db/privileged',
    file: 'packages/core-db/src/privileged.ts',
    from: [
      'apps/{api,worker}/src/start.ts',
      'apps/worker/src/cli/*.ts',
      'packages/core-db/src/seed/index.ts',
    ],
  },
];

/** Names that say nothing about what is inside. */
export const emptyNames: readonly string[] = ['shared', 'common', 'utils', 'util', 'lib', 'types'];

/** Folders of a single-page application; each may import itself and what comes after it. */
export const screenFolders: readonly string[] = ['routes', 'features', 'components', 'lib'];
