import { bindMigrationAwareSqlAdapterFactory } from '@prisma/driver-adapter-utils';
import type { SchemaEngine } from '@prisma/schema-engine-wasm';
import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { createSchemaAdapterFactory } from './adapter.ts';

const require = createRequire(import.meta.url);

type Functions = Record<string, unknown>;

// Node has it; the compiler knows it only from the browser's library, which is not loaded here.
declare const WebAssembly: {
  instantiate: (
    code: Buffer,
    imports: Record<string, Functions>,
  ) => Promise<{ instance: { exports: Functions } }>;
};

type EngineModule = Functions & {
  SchemaEngine: typeof SchemaEngine;
  __wbg_set_wasm: (exports: Functions) => void;
};

declare global {
  var PRISMA_WASM_PANIC_REGISTRY: { set_message: (message: string) => void } | undefined;
}

let loading: Promise<EngineModule> | undefined;

/** The engine leaves its ten-second lock timer running: it must not keep a process alive. */
function unreferencedTimers(glue: Functions): Functions {
  const names = Object.keys(glue).filter((name) => name.startsWith('__wbg_setTimeout_'));
  const start = (callback: () => void, timeoutMs: number) =>
    setTimeout(callback, timeoutMs).unref();
  return Object.fromEntries(names.map((name) => [name, start]));
}

async function loadEngine(): Promise<EngineModule> {
  const gluePath = require.resolve('@prisma/schema-engine-wasm/schema_engine_bg');
  // Node cannot import the .wasm file by itself: the glue module is handed its instance.
  const glue = (await import(gluePath)) as EngineModule;
  const wasm = await readFile(join(dirname(gluePath), 'schema_engine_bg.wasm'));
  globalThis.PRISMA_WASM_PANIC_REGISTRY ??= { set_message: () => undefined };
  const imports = { ...glue, ...unreferencedTimers(glue) };
  const { instance } = await WebAssembly.instantiate(wasm, { './schema_engine_bg.js': imports });
  glue.__wbg_set_wasm(instance.exports);
  (instance.exports['__wbindgen_start'] as () => void)();
  return glue;
}

export class SchemaEngineError extends Error {
  override readonly name = 'SchemaEngineError';
}

function toReadableError(error: unknown, cause: unknown): Error {
  const detail = cause instanceof Error ? cause.message : undefined;
  const message = error instanceof Error ? error.message : String(error);
  return new SchemaEngineError([message, detail].filter(Boolean).join('\n'), { cause: error });
}

/** Runs `work` with Prisma's schema engine connected as `url`; needs a server that answers. */
export async function withSchemaEngine<T>(
  url: string,
  work: (engine: SchemaEngine) => Promise<T>,
): Promise<T> {
  loading ??= loadEngine();
  const { SchemaEngine: Engine } = await loading;
  const adapters = createSchemaAdapterFactory(url);
  const factory = bindMigrationAwareSqlAdapterFactory(adapters);
  let engine: SchemaEngine | undefined;
  try {
    engine = await Engine.new({ datamodels: undefined }, () => undefined, factory);
    return await work(engine);
  } catch (error) {
    const id = /External error id#(\d+)/.exec(String(error))?.[1];
    const cause = id ? factory.errorRegistry.consumeError(Number(id))?.error : undefined;
    throw toReadableError(error, cause);
  } finally {
    engine?.free();
    await adapters.close();
  }
}
