/* The readable page of the document: one file, no script, nothing from elsewhere. */
import { createHash } from 'node:crypto';
import { problemKinds } from '../problem.ts';
import type { OpenApiDocument, Operation, Parameter } from './document.ts';
import { typesOf, type JsonSchema } from './json-schema.ts';

const style = `
:root { color-scheme: light dark; --edge: color-mix(in srgb, currentColor 18%, transparent); --soft: color-mix(in srgb, currentColor 6%, transparent); }
* { box-sizing: border-box; }
body { margin: 0; background: Canvas; color: CanvasText; font: 16px/1.6 system-ui, sans-serif; }
main, header, nav { max-width: 62rem; margin: 0 auto; padding: 0 1rem; }
header { padding-top: 2.5rem; }
h1 { font-size: 1.9rem; margin: 0 0 .5rem; }
h2 { font-size: 1.3rem; margin: 3rem 0 .5rem; border-bottom: 1px solid var(--edge); padding-bottom: .3rem; }
h3 { font-size: 1rem; margin: 0; display: flex; flex-wrap: wrap; gap: .25rem .6rem; align-items: baseline; }
a { color: LinkText; }
code, pre { font: .875rem/1.5 ui-monospace, monospace; }
pre { background: var(--soft); border-radius: .4rem; padding: .75rem; overflow-x: auto; margin: .5rem 0; }
nav ul { list-style: none; padding: 0; display: flex; flex-wrap: wrap; gap: .25rem 1.25rem; }
article { border: 1px solid var(--edge); border-radius: .5rem; padding: 1rem; margin: 1rem 0; }
article p { margin: .4rem 0; }
.method { font-weight: 700; min-width: 4rem; }
.scope { font-size: .85rem; border: 1px solid var(--edge); border-radius: 1rem; padding: 0 .6rem; }
table { border-collapse: collapse; width: 100%; font-size: .9rem; }
th, td { text-align: left; padding: .3rem .6rem .3rem 0; border-bottom: 1px solid var(--edge); vertical-align: top; }
.wide { overflow-x: auto; }
details summary { cursor: pointer; }
`;

/** What the page may do: show itself with its own style, and nothing else. */
export const docsPolicy = [
  "default-src 'none'",
  `style-src 'sha256-${createHash('sha256').update(style).digest('base64')}'`,
  "base-uri 'none'",
  "form-action 'none'",
  "frame-ancestors 'none'",
].join('; ');

/** The page as HTML. */
export function createDocsPage(document: OpenApiDocument): string {
  const { info, paths, tags, components, webhooks } = document;
  const operations = Object.entries(paths).flatMap(([path, here]) =>
    Object.entries(here).map(([method, operation]) => ({ path, method, operation })),
  );
  const sections = tags.map(({ name }) => {
    const own = operations.filter(({ operation }) => operation.tags.includes(name));
    const articles = own.map((entry) => toArticle(entry.method, entry.path, entry.operation));
    return `<section><h2 id="${anchor(name)}">${escape(name)}</h2>${articles.join('')}</section>`;
  });
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${escape(info.title)} for machines</title>
<style>${style}</style>
</head>
<body>
<header><h1>${escape(info.title)} for machines</h1>
${paragraphs(info.description)}
<p>The same for programs: <a href="/v1/openapi.json">openapi.json</a>, OpenAPI 3.1.</p></header>
<nav aria-label="Sections"><ul>${[...tags.map(({ name }) => name), 'Events', 'Objects', 'Problems']
    .map((name) => `<li><a href="#${anchor(name)}">${escape(name)}</a></li>`)
    .join('')}</ul></nav>
<main>
${sections.join('\n')}
<section><h2 id="events">Events</h2>${Object.entries(webhooks).map(toEvent).join('')}</section>
<section><h2 id="objects">Objects</h2>${Object.entries(components.schemas).map(toObject).join('')}</section>
<section><h2 id="problems">Problems</h2>${toProblems()}</section>
</main>
</body>
</html>
`;
}

function toArticle(method: string, path: string, operation: Operation): string {
  const scope = operation.security.flatMap((entry) => entry['apiKey'] ?? [])[0] ?? '';
  const parameters = operation.parameters.filter((part): part is Parameter => 'name' in part);
  const body = operation.requestBody?.content['application/json'];
  const [status, answer] = Object.entries(operation.responses)[0] ?? ['', null];
  const content = (answer as { content?: Record<string, { schema: JsonSchema; example: unknown }> })
    .content?.['application/json'];
  return `<article id="${escape(operation.operationId)}">
<h3><span class="method">${method.toUpperCase()}</span><code>/v1${escape(path)}</code><span class="scope">${escape(scope)}</span></h3>
<p>${escape(operation.summary)}.</p>
${parameters.length === 0 ? '' : table(['parameter', 'in', 'takes'], parameters.map(toParameterRow))}
${body === undefined ? '' : `${table(['field of the body', 'takes'], toBodyRows(body.schema))}${code(body.example)}`}
<p>Answers ${escape(status)}${content === undefined ? ', without a body' : ` with ${typeOf(content.schema)}`}.</p>
${content === undefined ? '' : `<details><summary>Example</summary>${code(content.example)}</details>`}
</article>`;
}

function toBodyRows({ properties = {}, required = [] }: JsonSchema): string[][] {
  return Object.entries(properties).map(([name, schema]) => {
    const isNeeded = required.includes(name) ? ', needed' : '';
    return [
      `<code>${escape(name)}</code>`,
      `${typeof schema === 'object' ? typeOf(schema) : ''}${isNeeded}`,
    ];
  });
}

function toParameterRow({ name, in: place, required, schema }: Parameter): string[] {
  const isNeeded = required ? ', needed' : '';
  return [`<code>${escape(name)}</code>`, escape(place), `${typeOf(schema)}${isNeeded}`];
}

function toEvent([type, entry]: [string, unknown]): string {
  const { post } = entry as {
    post: { requestBody: { content: { 'application/json': { example: unknown } } } };
  };
  const { example } = post.requestBody.content['application/json'];
  return `<article><h3><code>${escape(type)}</code></h3>${code(example)}</article>`;
}

function toObject([name, schema]: [string, JsonSchema]): string {
  const required = new Set(schema.required ?? []);
  const rows = Object.entries(schema.properties ?? {}).map(([field, inner]) => [
    `<code>${escape(field)}</code>${required.has(field) ? '' : ' (may be absent)'}`,
    typeof inner === 'object' ? typeOf(inner) : '',
  ]);
  return `<article id="schema-${escape(name)}"><h3>${escape(name)}</h3>${table(['field', 'holds'], rows)}</article>`;
}

function toProblems(): string {
  const rows = Object.entries(problemKinds).map(([kind, { title, detail }]) => [
    `<span id="problem-${kind.toLowerCase().replaceAll('_', '-')}">${escape(title)}</span>`,
    inline(detail),
  ]);
  return table(['title', 'means'], rows);
}

function typeOf(schema: JsonSchema): string {
  if (schema.$ref !== undefined) {
    const name = schema.$ref.split('/').at(-1) ?? '';
    return `<a href="#schema-${escape(name)}">${escape(name)}</a>`;
  }
  if (schema.anyOf !== undefined) {
    return schema.anyOf.map((part) => (typeof part === 'object' ? typeOf(part) : '')).join(' or ');
  }
  if (schema.enum !== undefined) {
    return schema.enum.map((value) => `<code>${escape(String(value))}</code>`).join(', ');
  }
  const types = typesOf(schema);
  if (types.includes('array')) {
    const { items } = schema;
    const inner = typeof items === 'object' && !Array.isArray(items) ? typeOf(items) : 'anything';
    return `list of ${inner}`;
  }
  const { format, minimum, maximum, maxLength } = schema;
  const bounds = [
    minimum === undefined ? '' : `from ${minimum}`,
    maximum === undefined ? '' : `to ${maximum}`,
    maxLength === undefined ? '' : `at most ${maxLength} characters`,
  ].filter((part) => part !== '');
  const orNull = Array.isArray(schema.type) && schema.type.includes('null') ? ' or null' : '';
  const kind = `${format ?? types[0] ?? 'anything'}${orNull}`;
  return [escape(kind), ...bounds].join(', ');
}

function table(heads: readonly string[], rows: readonly (readonly string[])[]): string {
  const head = heads.map((text) => `<th scope="col">${escape(text)}</th>`).join('');
  const body = rows.map((cells) => `<tr>${cells.map((cell) => `<td>${cell}</td>`).join('')}</tr>`);
  return `<div class="wide" tabindex="0" role="group" aria-label="${escape(heads.join(', '))}"><table><thead><tr>${head}</tr></thead><tbody>${body.join('')}</tbody></table></div>`;
}

function code(value: unknown): string {
  return `<pre tabindex="0"><code>${escape(JSON.stringify(value, null, 2))}</code></pre>`;
}

function paragraphs(text: string): string {
  return text
    .split('\n\n')
    .map((part) => `<p>${inline(part)}</p>`)
    .join('\n');
}

function inline(text: string): string {
  return escape(text).replaceAll(/`([^`]+)`/gu, '<code>$1</code>');
}

function anchor(name: string): string {
  return name.toLowerCase().replaceAll(/[^a-z0-9]+/gu, '-');
}

function escape(text: string): string {
  return text
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;');
}
