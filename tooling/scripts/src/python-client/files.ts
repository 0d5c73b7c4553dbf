import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { root } from '../root.ts';
import { generateClient, type Document } from './generate.ts';

/** Where the client is kept. */
export const clientFile = join(root, 'examples/python/freehold.py');

/** The client as it follows from the document in docs. */
export function readClient(): string {
  const text = readFileSync(join(root, 'docs/openapi.json'), 'utf8');
  const runtime = readFileSync(join(import.meta.dirname, 'runtime.py'), 'utf8');
  // A test of the API holds the file to the document that is served.
  return generateClient(JSON.parse(text) as Document, runtime);
}
