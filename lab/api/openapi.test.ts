import { Validator } from '@seriousme/openapi-schema-validator';
import { Ajv2020 } from 'ajv/dist/2020.js';
import { h } from 'preact';
import { renderToString } from 'preact-render-to-string';
import { describe, expect, test } from 'vitest';
import { ApiPage } from './api-page.tsx';
import { membersOfAnswer } from './members.ts';
import { openApiDocument } from './openapi.ts';
import { operations } from './operations/index.ts';
import { pathParameters } from './schemas.ts';

const document = openApiDocument({ operations, needsToken: true });
const asSent = () => JSON.parse(JSON.stringify(document)) as Record<string, unknown>;

test('the document is valid OpenAPI 3.1, by a validator of others', async () => {
  const validator = new Validator();
  expect(await validator.validate(asSent())).toEqual({ valid: true });
  expect(validator.version).toBe('3.1');
  const broken = { ...asSent(), paths: { '/tenants': { get: { responses: 5 } } } };
  expect(await new Validator().validate(broken)).toMatchObject({ valid: false });
});

test('every operation has its own id, and every parameter of a path is described', () => {
  const ids = operations.map(({ id }) => id);
  expect(new Set(ids).size).toBe(ids.length);
  const described = Object.values(document.paths).flatMap((methods) => Object.values(methods));
  expect(described).toHaveLength(operations.length);
  const inPaths = described.flatMap(({ parameters }) =>
    parameters.filter((one) => one.in === 'path'),
  );
  expect(inPaths.length).toBeGreaterThan(10);
  expect(new Set(inPaths.map(({ name }) => name))).toEqual(new Set(Object.keys(pathParameters)));
  for (const { description } of inPaths) expect(description).not.toBe('');
});

test('every reference leads somewhere', () => {
  const text = JSON.stringify(document);
  const references = [...text.matchAll(/"\$ref":"#\/([^"]+)"/g)].map(([, path = '']) => path);
  expect(references.length).toBeGreaterThan(20);
  for (const path of references) {
    const found = path
      .split('/')
      .reduce<unknown>((value, key) => (value as Record<string, unknown>)?.[key], document);
    expect([path, found]).not.toEqual([path, undefined]);
  }
});

describe('every answer', () => {
  const ajv = new Ajv2020({ strict: false, allErrors: true, validateFormats: false });
  ajv.addSchema(document, 'api');
  const described = Object.values(document.paths).flatMap((methods) => Object.values(methods));
  const answers = described.map(({ operationId, responses }) => {
    const [status = '', answer] = Object.entries(responses).find(([one]) => one < '300') ?? [];
    return { operationId, status, media: answer?.content?.['application/json'] };
  });

  test('has a schema and an example, unless it has no body', () => {
    expect(answers.length).toBe(operations.length);
    for (const { operationId, status, media } of answers)
      expect([operationId, media?.schema, media?.example]).toEqual(
        status === '204'
          ? [operationId, undefined, undefined]
          : [operationId, expect.any(Object), expect.any(Object)],
      );
  });

  test('has an example that fits its schema, by a validator of others', () => {
    for (const { operationId, media } of answers) {
      if (!media) continue;
      const schema = JSON.parse(
        JSON.stringify(media.schema).replaceAll('"#/components', '"api#/components'),
      ) as object;
      const fits = (value: unknown) => ajv.validate(schema, value);
      expect([operationId, fits(media.example), ajv.errorsText()]).toEqual([
        operationId,
        true,
        'No errors',
      ]);
      expect(fits(5)).toBe(false); // control
    }
  });

  test('is on the page, with its members and its example', () => {
    const page = renderToString(
      h(ApiPage, { document, lab: 'http://localhost:4000', tenantId: 'TENANT' }),
    );
    for (const { operationId, media } of answers) {
      if (!media) continue;
      expect(page).toContain(`What ${operationId} answers`);
      for (const { name } of membersOfAnswer(media.schema, document.components.schemas))
        expect([operationId, page]).toEqual([
          operationId,
          expect.stringContaining(`>${name}</code>`),
        ]);
    }
    expect(page).toContain('&quot;mode&quot;: &quot;offset&quot;');
  });
});
