import { spawn } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import {
  SetupError,
  hashFiles,
  listFiles,
  relevantTail,
  root,
  say,
  seconds,
} from './setup-base.mjs';

const stampFolder = join(root, 'node_modules', '.freehold-generated');

const prismaClient = {
  name: 'database client',
  stamp: 'prisma',
  inputs: () => [
    ...listFiles('packages/core-db/prisma/schema'),
    'packages/core-db/prisma.config.ts',
    'packages/core-db/src/cli/generate.ts',
    'packages/core-db/package.json',
  ],
  source: 'packages/core-db/prisma/schema',
  output: 'packages/core-db/src/generated/prisma/client.ts',
  command: ['node', 'src/cli/generate.ts'],
  folder: 'packages/core-db',
};

function routeTreeFile(app) {
  const config = join(root, 'apps', app, 'tsr.config.json');
  const { generatedRouteTree = './src/routeTree.gen.ts' } = existsSync(config)
    ? JSON.parse(readFileSync(config, 'utf8'))
    : {};
  return `apps/${app}/${generatedRouteTree}`;
}

const routeTree = (app) => ({
  name: `routes of ${app}`,
  stamp: `routes-${app}`,
  inputs: () => [
    ...listFiles(`apps/${app}/src/routes`),
    `apps/${app}/tsr.config.json`,
    `apps/${app}/package.json`,
  ],
  source: `apps/${app}/src/routes`,
  output: routeTreeFile(app),
  command: ['tsr', 'generate'],
  folder: `apps/${app}`,
});

const generators = [prismaClient, routeTree('admin'), routeTree('portal')];

function run({ command, folder, name }) {
  return new Promise((resolve, reject) => {
    const cwd = join(root, folder);
    const bins = [join(cwd, 'node_modules', '.bin'), join(root, 'node_modules', '.bin')];
    const env = { ...process.env, PATH: [...bins, process.env.PATH].join(':') };
    const [program, ...args] = command;
    const child = spawn(program, args, { cwd, env, stdio: ['ignore', 'pipe', 'pipe'] });
    let output = '';
    const keep = (chunk) => (output = (output + chunk).slice(-100_000));
    child.stdout.on('data', keep);
    child.stderr.on('data', keep);
    child.on('error', reject);
    child.on('close', (code) => {
      if (code === 0) resolve();
      else reject(new SetupError(`Generating the ${name} failed.\n\n${relevantTail(output)}`));
    });
  });
}

/** What has to be made again: its inputs changed since, or its output is not there. */
export function staleGenerators() {
  return generators.filter(({ stamp, inputs, output, source }) => {
    if (!existsSync(join(root, source))) return false;
    const file = join(stampFolder, stamp);
    if (!existsSync(file) || !existsSync(join(root, output))) return true;
    return readFileSync(file, 'utf8') !== hashFiles(inputs());
  });
}

/** Makes the generated sources that are missing or older than what they are made from. */
export async function generate(stale) {
  mkdirSync(stampFolder, { recursive: true });
  for (const generator of stale) {
    const startedMs = Date.now();
    const hash = hashFiles(generator.inputs());
    await run(generator);
    writeFileSync(join(stampFolder, generator.stamp), hash);
    say(`Generated the ${generator.name} in ${seconds(startedMs)}.`);
  }
}
