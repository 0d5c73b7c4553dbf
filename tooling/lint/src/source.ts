import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Visitor, parseSync } from 'oxc-parser';

export type Import = { specifier: string; isType: boolean; line: number };

export type Source = {
  path: string;
  package: string;
  isTest: boolean;
  imports: Import[];
  /** Lines that break a rule which needs nothing but the file. */
  processEnv: number[];
  exportAll: number[];
  enums: number[];
};

const TEST = /(\.test\.tsx?|\.testing\.tsx?)$|\/testing\/|^(e2e|bench)\//;

function createLineOf(text: string): (offset: number) => number {
  const starts = [0];
  for (let at = text.indexOf('\n'); at !== -1; at = text.indexOf('\n', at + 1)) starts.push(at + 1);
  return (offset) => starts.findLastIndex((start) => start <= offset) + 1;
}

/** Parses one file; throws with its path when it is not TypeScript. */
export function parseSource(root: string, path: string, packageName: string): Source {
  const text = readFileSync(join(root, path), 'utf8');
  const { module, program, errors } = parseSync(path, text);
  if (errors.length > 0) throw new Error(`${path}: ${errors[0]?.message ?? 'cannot be parsed'}`);
  const lineOf = createLineOf(text);
  const imports: Import[] = [];
  const source: Source = {
    path,
    package: packageName,
    isTest: TEST.test(path),
    imports,
    processEnv: [],
    exportAll: [],
    enums: [],
  };
  for (const { moduleRequest, entries, start } of module.staticImports) {
    const isType = entries.length > 0 && entries.every((entry) => entry.isType);
    imports.push({ specifier: moduleRequest.value, isType, line: lineOf(start) });
  }
  for (const { entries, start } of module.staticExports) {
    for (const { moduleRequest, isType } of entries) {
      if (moduleRequest) {
        imports.push({ specifier: moduleRequest.value, isType, line: lineOf(start) });
      }
    }
  }
  new Visitor({
    ImportExpression(node) {
      if (node.source.type === 'Literal' && typeof node.source.value === 'string') {
        imports.push({ specifier: node.source.value, isType: false, line: lineOf(node.start) });
      }
    },
    TSImportType(node) {
      imports.push({ specifier: node.source.value, isType: true, line: lineOf(node.start) });
    },
    ExportAllDeclaration(node) {
      source.exportAll.push(lineOf(node.start));
    },
    TSEnumDeclaration(node) {
      source.enums.push(lineOf(node.start));
    },
    MemberExpression(node) {
      const isProcess = node.object.type === 'Identifier' && node.object.name === 'process';
      const isEnv = node.property.type === 'Identifier' && node.property.name === 'env';
      if (isProcess && isEnv) source.processEnv.push(lineOf(node.start));
    },
  }).visit(program);
  return source;
}
