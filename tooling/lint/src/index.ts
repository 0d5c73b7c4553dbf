import { formatFinding } from './finding.ts';
import type { Finding } from './finding.ts';
import {
  checkEnvironment,
  checkGuarded,
  checkNames,
  checkScreens,
  checkSyntax,
} from './rules/code.ts';
import { checkCycles } from './rules/cycles.ts';
import { checkDeclared } from './rules/declared.ts';
import { checkDocuments } from './rules/documents.ts';
import { checkEnvExample } from './rules/env-example.ts';
import { checkLayers } from './rules/layers.ts';
import { checkPlaces } from './rules/places.ts';
import { readWorkspace } from './workspace.ts';

export { formatFinding };
export type { Finding };

/** Rules about code: layers, cycles, declared dependencies, guarded entries, names and syntax. */
export function checkCode(root: string): Finding[] {
  const workspace = readWorkspace(root);
  return [
    checkLayers,
    checkDeclared,
    checkCycles,
    checkEnvironment,
    checkGuarded,
    checkScreens,
    checkSyntax,
    checkNames,
  ].flatMap((check) => check(workspace));
}

/** Paths in documents, the example of the environment, and places that no file may name. */
export function checkTexts(root: string): Finding[] {
  return [...checkDocuments(root), ...checkEnvExample(root), ...checkPlaces(root)];
}
