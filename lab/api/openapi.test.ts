import { Validator } from '@seriousme/openapi-schema-validator';
import { expect, test } from 'vitest';
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
