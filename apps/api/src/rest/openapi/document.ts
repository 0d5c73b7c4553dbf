/*
 * The OpenAPI 3.1 document of /v1, made from the procedures themselves: what they take, what they
 * give, which scope they need. Nothing in it is written a second time by hand but the words.
 */
import { z } from 'zod';
import { maxRefusedPerMinute } from '../rest-limits.ts';
import { hasBody, pathParameters, sentFields, type RestRoute } from '../rest-routes.ts';
import { eventSchemas, namedSchemas, nameOf } from './components.ts';
import { exampleOf } from './example.ts';
import { inputSchema, outputSchemas, referenceTo, type JsonSchema } from './json-schema.ts';
import { headers, info, problemResponses } from './parts.ts';

export interface OpenApiDocument {
  readonly openapi: '3.1.1';
  readonly info: { readonly title: string; readonly version: string; readonly description: string };
  readonly servers: readonly { readonly url: string }[];
  readonly security: readonly Record<string, readonly string[]>[];
  readonly tags: readonly { readonly name: string }[];
  readonly paths: Readonly<Record<string, Readonly<Record<string, Operation>>>>;
  readonly webhooks: Readonly<Record<string, unknown>>;
  readonly components: {
    readonly schemas: Readonly<Record<string, JsonSchema>>;
    readonly responses: Readonly<Record<string, unknown>>;
    readonly headers: Readonly<Record<string, unknown>>;
    readonly parameters: Readonly<Record<string, unknown>>;
    readonly securitySchemes: Readonly<Record<string, unknown>>;
  };
}

export interface Parameter {
  readonly name: string;
  readonly in: 'path' | 'query';
  readonly required: boolean;
  readonly schema: JsonSchema;
  readonly explode?: boolean;
}

export interface Operation {
  readonly operationId: string;
  readonly summary: string;
  readonly description: string;
  readonly tags: readonly string[];
  readonly security: readonly Record<string, readonly string[]>[];
  readonly parameters: readonly (Parameter | { readonly $ref: string })[];
  readonly requestBody?: {
    readonly required: true;
    readonly content: { readonly 'application/json': { schema: JsonSchema; example: unknown } };
  };
  readonly responses: Readonly<Record<string, unknown>>;
}

/** The document of `routes`. Throws where an answer has no name. */
export function createDocument(routes: readonly RestRoute[]): OpenApiDocument {
  const schemas = outputSchemas(namedSchemas);
  const paths: Record<string, Record<string, Operation>> = {};
  for (const route of routes) {
    const here = (paths[route.path] ??= {});
    here[route.method.toLowerCase()] = toOperation(route, schemas);
  }
  return {
    openapi: '3.1.1',
    info,
    servers: [{ url: '/v1' }],
    security: [{ apiKey: [] }],
    tags: [...new Set(routes.map(({ tag }) => tag))].map((name) => ({ name })),
    paths,
    webhooks: toWebhooks(),
    components: {
      schemas,
      responses: problemResponses(maxRefusedPerMinute),
      headers,
      parameters: {
        IdempotencyKey: idempotencyKey(true),
        OptionalIdempotencyKey: idempotencyKey(false),
      },
      securitySchemes: {
        apiKey: {
          type: 'http',
          scheme: 'bearer',
          bearerFormat: 'fhk_<tenant>_<name>_<secret>',
          description: 'A key of an organization. Each operation names the scope that it needs.',
        },
      },
    },
  };
}

function toOperation(route: RestRoute, schemas: Readonly<Record<string, JsonSchema>>): Operation {
  const { method, scope, summary, tag } = route;
  const fields = inputSchema(route.input).properties ?? {};
  const inPath = pathParameters(route.path).map((name): Parameter => ({
    name,
    in: 'path',
    required: true,
    schema: schemaOf(fields, name),
  }));
  const keyReference = method === 'POST' ? 'IdempotencyKey' : 'OptionalIdempotencyKey';
  return {
    operationId: route.procedure.replace(/\.(\w)/u, (_, letter: string) => letter.toUpperCase()),
    summary,
    description: `Needs the scope \`${scope}\`.`,
    tags: [tag],
    security: [{ apiKey: [scope] }],
    parameters: [
      ...inPath,
      ...(hasBody(route) ? [] : queryParameters(route, fields)),
      ...(method === 'GET' ? [] : [{ $ref: `#/components/parameters/${keyReference}` }]),
    ],
    ...(hasBody(route) ? { requestBody: requestBody(route) } : {}),
    responses: responsesOf(route, schemas),
  };
}

function schemaOf(fields: JsonSchema['properties'], name: string): JsonSchema {
  const schema = fields?.[name];
  return typeof schema === 'object' ? schema : {};
}

function queryParameters(route: RestRoute, fields: JsonSchema['properties']): Parameter[] {
  return sentFields(route).map((name) => {
    const schema = schemaOf(fields, name);
    const required = !isOptional(route.input.shape[name]);
    const explode = schema.type === 'array' ? { explode: true } : {};
    return { name, in: 'query', required, schema, ...explode };
  });
}

function isOptional(schema: z.ZodType | undefined): boolean {
  return schema === undefined || schema.safeParse(undefined).success;
}

function requestBody(route: RestRoute): NonNullable<Operation['requestBody']> {
  const { shape } = route.input;
  const sent = sentFields(route).flatMap((name) => {
    const schema = shape[name];
    return schema === undefined ? [] : [[name, schema] as const];
  });
  const schema = inputSchema(z.strictObject(Object.fromEntries(sent)));
  return {
    required: true,
    content: { 'application/json': { schema, example: exampleOf(schema, {}) } },
  };
}

function responsesOf(
  route: RestRoute,
  schemas: Readonly<Record<string, JsonSchema>>,
): Record<string, unknown> {
  const { method, successStatus = 200 } = route;
  const limits = {
    RateLimit: { $ref: '#/components/headers/RateLimit' },
    'RateLimit-Policy': { $ref: '#/components/headers/RateLimit-Policy' },
  };
  const isPage = successStatus !== 204 && nameOf(route.output).endsWith('Page');
  const problem = (name: string) => ({ $ref: `#/components/responses/${name}` });
  return {
    [successStatus]: {
      description: route.summary,
      headers: {
        ...limits,
        ...(isPage ? { Link: { $ref: '#/components/headers/Link' } } : {}),
        ...(method === 'GET'
          ? {}
          : { 'Idempotency-Replayed': { $ref: '#/components/headers/Idempotency-Replayed' } }),
      },
      ...(successStatus === 204 ? {} : { content: jsonContent(nameOf(route.output), schemas) }),
    },
    400: problem('Invalid'),
    401: problem('Unauthenticated'),
    403: problem('Forbidden'),
    404: problem('NotFound'),
    ...(method === 'GET'
      ? {}
      : {
          409: problem('Conflict'),
          412: problem('PreconditionFailed'),
          ...(hasBody(route) ? { 413: problem('TooLarge'), 415: problem('MediaType') } : {}),
          422: problem('IdempotencyKeyReused'),
        }),
    429: problem('LimitExceeded'),
    default: problem('Other'),
  };
}

function jsonContent(name: string, schemas: Readonly<Record<string, JsonSchema>>) {
  const schema = { $ref: referenceTo(name) };
  return { 'application/json': { schema, example: exampleOf(schema, schemas) } };
}

function idempotencyKey(required: boolean) {
  return {
    name: 'Idempotency-Key',
    in: 'header',
    required,
    description: `Text of your own, the same when you try again: the write has its effect once and the answer is the same for 24 hours.${required ? '' : ' Not needed here: the write is safe to repeat.'}`,
    schema: { type: 'string', minLength: 1, maxLength: 257 },
    example: '"8f2d1c3e-5b7a-4e6f-9a1b-2c3d4e5f6a7b"',
  };
}

function toWebhooks(): Record<string, unknown> {
  return Object.fromEntries(
    Object.entries(eventSchemas).map(([type, body]) => {
      const schema = inputSchema(body);
      return [
        type,
        {
          post: {
            summary: type,
            description:
              'Signed as Standard Webhooks: `webhook-id`, `webhook-timestamp`, `webhook-signature`.',
            security: [],
            requestBody: {
              required: true,
              content: { 'application/json': { schema, example: exampleOf(schema, {}) } },
            },
            responses: { '2XX': { description: 'Taken. Anything else is tried again.' } },
          },
        },
      ];
    }),
  );
}
