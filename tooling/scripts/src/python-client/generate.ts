/*
 * A client in Python from the OpenAPI document: one method per operation, one type per schema, over
 * the standard library alone. What does not follow from the document stands in runtime.py.
 */
export interface Schema {
  readonly type?: string | readonly string[];
  readonly $ref?: string;
  readonly enum?: readonly unknown[];
  readonly const?: unknown;
  readonly anyOf?: readonly Schema[];
  readonly items?: Schema;
  readonly properties?: Readonly<Record<string, Schema>>;
  readonly required?: readonly string[];
}

interface Parameter {
  readonly name?: string;
  readonly in?: string;
  readonly required?: boolean;
  readonly schema?: Schema;
}

interface Content {
  readonly content?: { readonly 'application/json'?: { readonly schema: Schema } };
}

interface Operation {
  readonly operationId: string;
  readonly summary: string;
  readonly security: readonly Readonly<Record<string, readonly string[]>>[];
  readonly parameters: readonly Parameter[];
  readonly requestBody?: Content;
  readonly responses: Readonly<Record<string, Content>>;
}

export interface Document {
  readonly paths: Readonly<Record<string, Readonly<Record<string, Operation>>>>;
  readonly components: { readonly schemas: Readonly<Record<string, Schema>> };
}

interface Argument {
  /** As the API calls it. */
  readonly name: string;
  readonly place: 'path' | 'query' | 'body';
  readonly type: string;
  readonly isNeeded: boolean;
}

const head = `"""Client of the Freehold API for machines.

Made from docs/openapi.json by \`npm run -s python-client\`; change that, not this. Python 3.9 or
newer, nothing but the standard library.
"""

from __future__ import annotations

import base64
import hashlib
import hmac
import json
import random
import time
import urllib.error
import urllib.parse
import urllib.request
import uuid
from typing import (
    Any,
    Callable,
    Dict,
    Iterator,
    List,
    Literal,
    Mapping,
    Optional,
    TypedDict,
    Union,
)
`;

/** The client as Python source. */
export function generateClient(document: Document, runtime: string): string {
  // Errors are an exception of the runtime.
  const schemas = Object.entries(document.components.schemas).filter(
    ([name]) => name !== 'Problem',
  );
  // A name for a list is read at once, so that the classes it speaks of have to stand above it.
  const classesFirst = schemas.toSorted(
    ([, one], [, other]) =>
      Number(one.properties === undefined) - Number(other.properties === undefined),
  );
  const types = classesFirst.map(([name, schema]) => toType(name, schema));
  const methods = Object.entries(document.paths).flatMap(([path, here]) =>
    Object.entries(here).map(([method, operation]) => toMethod(method, path, operation)),
  );
  const client = `class Freehold(_Transport):\n    """Everything a key may do; each method names the scope it needs."""\n`;
  return [head, ...types, runtime.trim(), [client, ...methods].join('\n')].join('\n\n') + '\n';
}

function toType(name: string, schema: Schema): string {
  if (schema.properties === undefined) return `${name} = ${annotate(schema)}\n`;
  const fields = Object.entries(schema.properties);
  const required = new Set(schema.required ?? []);
  const isWhole = fields.every(([field]) => required.has(field));
  if (fields.some(([field]) => reserved.has(field))) {
    const entries = fields.map(
      ([field, inner]) => `        "${field}": ${quote(annotate(inner))},`,
    );
    return [
      `${name} = TypedDict(`,
      `    "${name}",`,
      '    {',
      ...entries,
      '    },',
      `    total=${isWhole ? 'True' : 'False'},`,
      ')\n',
    ].join('\n');
  }
  const lines = fields.map(([field, inner]) => `    ${field}: ${annotate(inner)}`);
  const base = isWhole ? 'TypedDict' : 'TypedDict, total=False';
  return `class ${name}(${base}):\n${lines.join('\n')}\n`;
}

// Quoted, because a class that is named may stand further down.
function quote(annotation: string): string {
  return JSON.stringify(annotation.replaceAll('"', "'"));
}

/** What Python calls a schema's values. */
export function annotate(schema: Schema): string {
  if (schema.$ref !== undefined) return schema.$ref.split('/').at(-1) ?? 'Any';
  if (schema.const !== undefined) return `Literal[${JSON.stringify(schema.const)}]`;
  if (schema.enum !== undefined) {
    return `Literal[${schema.enum.map((value) => JSON.stringify(value)).join(', ')}]`;
  }
  if (schema.anyOf !== undefined) return union(schema.anyOf.map(annotate));
  const names = schema.type === undefined ? [] : [schema.type].flat();
  return names.length === 0 ? 'Any' : union(names.map((name) => annotateType(name, schema)));
}

function annotateType(name: string, { items }: Schema): string {
  switch (name) {
    case 'string':
      return 'str';
    case 'integer':
      return 'int';
    case 'number':
      return 'float';
    case 'boolean':
      return 'bool';
    case 'null':
      return 'None';
    case 'array':
      return `List[${items === undefined ? 'Any' : annotate(items)}]`;
    default:
      return 'Dict[str, Any]';
  }
}

function union(types: readonly string[]): string {
  const others = [...new Set(types)].filter((type) => type !== 'None');
  const [only = 'None'] = others;
  const joined = others.length > 1 ? `Union[${others.join(', ')}]` : only;
  return types.includes('None') && only !== 'None' ? `Optional[${joined}]` : joined;
}

/** `organizationsGetUsage` as `organizations_get_usage`. */
export function toSnakeCase(name: string): string {
  return name.replaceAll(/[A-Z]/gu, (letter) => `_${letter.toLowerCase()}`);
}

function listArguments(operation: Operation): Argument[] {
  const named = operation.parameters.flatMap(({ name, in: place, required = false, schema = {} }) =>
    name !== undefined && (place === 'path' || place === 'query')
      ? [{ name, place, type: annotate(schema), isNeeded: required } as const]
      : [],
  );
  const body = operation.requestBody?.content?.['application/json']?.schema;
  const required = new Set(body?.required ?? []);
  const inBody = Object.entries(body?.properties ?? {}).map(([name, schema]): Argument => ({
    name,
    place: 'body',
    type: annotate(schema),
    isNeeded: required.has(name),
  }));
  const all = [...named, ...inBody];
  return [...all.filter(({ isNeeded }) => isNeeded), ...all.filter(({ isNeeded }) => !isNeeded)];
}

function toMethod(method: string, path: string, operation: Operation): string {
  const verb = method.toUpperCase();
  const parts = listArguments(operation);
  const signature = parts.map(({ name, type, isNeeded }) =>
    isNeeded ? `${argument(name)}: ${type}` : `${argument(name)}: ${optional(type)} = None`,
  );
  if (verb !== 'GET') signature.push('idempotency_key: Optional[str] = None');
  const [answer] = Object.values(operation.responses);
  const schema = answer?.content?.['application/json']?.schema;
  const scope = operation.security.flatMap((entry) => Object.values(entry).flat())[0] ?? '';
  const given = (place: Argument['place']): string => {
    const entries = parts.filter((part) => part.place === place);
    return `{${entries.map(({ name }) => `"${name}": ${argument(name)}`).join(', ')}}`;
  };
  const target = path.replaceAll(
    /\{(\w+)\}/gu,
    (_, name: string) => `{_segment(${argument(name)})}`,
  );
  const call = [
    `"${verb}"`,
    target === path ? `"${path}"` : `f"${target}"`,
    given('query'),
    ...(operation.requestBody === undefined ? [] : [`body=${given('body')}`]),
    ...(verb === 'GET' ? [] : ['idempotency_key=idempotency_key']),
  ];
  const head_ = ['self', ...(signature.length === 0 ? [] : ['*', ...signature])];
  return `    def ${toSnakeCase(operation.operationId)}(
${head_.map((part) => `        ${part},`).join('\n')}
    ) -> ${schema === undefined ? 'None' : annotate(schema)}:
        """${operation.summary}.

        ${verb} /v1${path}, scope ${scope}.
        """
        return self._call(
${call.map((part) => `            ${part},`).join('\n')}
        )
`;
}

// Words of the language, and `to` as the other end of `from`.
const reserved = new Set(['from', 'to', 'import', 'class', 'global', 'in', 'is', 'pass']);

function argument(name: string): string {
  const snake = toSnakeCase(name);
  return reserved.has(snake) ? `${snake}_` : snake;
}

function optional(type: string): string {
  return type.startsWith('Optional[') ? type : `Optional[${type}]`;
}
