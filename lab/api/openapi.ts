import type { TSchema } from 'typebox';
import { exampleOf, problemExample } from './examples.ts';
import type { Operation } from './operation.ts';
import { problemTypes } from './problem-types.ts';
import { components, pathParameters } from './schemas.ts';

interface Media {
  readonly schema: unknown;
  readonly example?: unknown;
}

interface Parameter {
  readonly name: string;
  readonly in: 'path' | 'query';
  readonly description: string;
  readonly required: boolean;
  readonly schema: unknown;
}

interface DescribedAnswer {
  readonly description?: string;
  readonly content?: { readonly 'application/json': Media };
}

/** An operation as OpenAPI has it; `x-example-query` is the query of the example on the page. */
export interface DescribedOperation {
  readonly operationId: string;
  readonly tags: readonly string[];
  readonly summary: string;
  readonly description?: string;
  readonly parameters: readonly Parameter[];
  readonly requestBody?: {
    readonly required: boolean;
    readonly content: { readonly 'application/json': Media };
  };
  readonly responses: Readonly<Record<string, DescribedAnswer>>;
  readonly security?: readonly object[];
  readonly 'x-example-query'?: string;
}

export interface OpenApi {
  readonly openapi: '3.1.0';
  readonly info: object;
  readonly servers: readonly { readonly url: string }[];
  readonly tags: readonly { readonly name: string }[];
  readonly paths: Readonly<Record<string, Readonly<Record<string, DescribedOperation>>>>;
  readonly components: {
    readonly schemas: Readonly<Record<string, unknown>>;
    readonly responses: object;
    readonly securitySchemes: object;
  };
  readonly security?: readonly object[];
}

/** What every operation may refuse. */
const always = ['bad_request', 'foreign_origin', 'invalid_request', 'internal_error'] as const;
const withBody = ['invalid_json', 'too_large', 'unsupported_media_type'] as const;

/** The OpenAPI 3.1 document, made from the schemas that requests are checked with: both are JSON Schema. */
export function openApiDocument({
  operations,
  needsToken,
}: {
  readonly operations: readonly Operation[];
  readonly needsToken: boolean;
}): OpenApi {
  const paths: Record<string, Record<string, DescribedOperation>> = {};
  for (const one of operations) {
    const address = one.path || '/';
    paths[address] = { ...paths[address], [one.method.toLowerCase()]: described(one, needsToken) };
  }
  return {
    openapi: '3.1.0',
    info: {
      title: 'samlab',
      version: '1',
      summary: 'Drives a lab: tenants, users, applications, sign-ins, exchanges, time.',
      license: { name: 'MIT', identifier: 'MIT' },
    },
    servers: [{ url: '/api/v1' }],
    tags: [...new Set(operations.map(({ tag }) => tag))].map((name) => ({ name })),
    paths,
    components: {
      schemas: Object.fromEntries(
        Object.entries(components).map(([name, schema]) => [name, membersOf(schema)]),
      ),
      responses: {
        Problem: {
          description: 'Refused: the code says why, and errors has every fault with its place.',
          content: {
            'application/problem+json': {
              schema: referenceTo('Problem'),
              example: problemExample,
            },
          },
        },
      },
      securitySchemes: { token: { type: 'http', scheme: 'bearer' } },
    },
    ...(needsToken && { security: [{ token: [] }] }),
  };
}

function described(one: Operation, needsToken: boolean): DescribedOperation {
  const { id, tag, summary, description, body, example, answer, result, exampleQuery } = one;
  const codes = [
    ...(one.refusals ?? []),
    ...always,
    ...(body ? withBody : []),
    ...(needsToken ? (['unauthorized'] as const) : []),
  ];
  const statuses = [...new Set(codes.map((code) => problemTypes[code].status))].toSorted();
  const json = result && {
    content: { 'application/json': { schema: schemaOf(result), example: exampleOf(result) } },
  };
  const required = body !== undefined && requiredOf(body).length > 0;
  return {
    operationId: id,
    tags: [tag],
    summary,
    ...(description !== undefined && { description }),
    parameters: [...inPath(one.path), ...inQuery(one.query)],
    ...(body && {
      requestBody: {
        required,
        content: { 'application/json': { schema: schemaOf(body), ...(example && { example }) } },
      },
    }),
    responses: {
      [answer.status]: { description: answer.description, ...json },
      ...Object.fromEntries(
        statuses.map((status) => [status, { $ref: '#/components/responses/Problem' }]),
      ),
    },
    ...(exampleQuery !== undefined && { 'x-example-query': exampleQuery }),
  };
}

const inPath = (path: string): Parameter[] =>
  [...path.matchAll(/\{(\w+)\}/g)].map(([, name = '']) => ({
    name,
    in: 'path',
    description: pathParameters[name] ?? '',
    required: true,
    schema: { type: 'string' },
  }));

interface ObjectSchema {
  readonly properties?: Readonly<Record<string, TSchema & { readonly description?: string }>>;
  readonly required?: readonly string[];
}

const requiredOf = (schema: TSchema) => (schema as ObjectSchema).required ?? [];

const inQuery = (query: TSchema | undefined): Parameter[] =>
  Object.entries((query as ObjectSchema | undefined)?.properties ?? {}).map(([name, schema]) => {
    const { description = '', ...rest } = membersOf(schema);
    return {
      name,
      in: 'query',
      description: String(description),
      required: query !== undefined && requiredOf(query).includes(name),
      schema: rest,
    };
  });

const referenceTo = (name: string) => ({ $ref: `#/components/schemas/${name}` });

/** Plain JSON, in which a schema with a name is a reference. */
function schemaOf(schema: unknown): unknown {
  const named = Object.entries(components).find(([, one]) => one === schema);
  if (named) return referenceTo(named[0]);
  if (Array.isArray(schema)) return schema.map(schemaOf);
  return typeof schema === 'object' && schema !== null ? membersOf(schema) : schema;
}

const membersOf = (schema: object): Record<string, unknown> =>
  Object.fromEntries(Object.entries(schema).map(([key, value]) => [key, schemaOf(value)]));
