import { Ajv2020, type ValidateFunction } from 'ajv/dist/2020.js';
import { expect } from 'vitest';
import type { Lab } from '../../library.ts';
import { LabTenant } from '../../tenants/lab-tenant.ts';
import { API } from '../api-app.ts';
import { type OpenApi, openApiDocument } from '../openapi.ts';
import { operations } from '../operations/index.ts';

export interface Answer {
  readonly status: number;
  readonly headers: Headers;
  /** As JSON; undefined for an empty answer. */
  readonly body: unknown;
}

const ofTheLibrary = Object.getOwnPropertyNames(LabTenant.prototype).filter((name) =>
  /[A-Z]/.test(name),
);
const foreignWords = new RegExp(
  String.raw`(?:^|[\s("])--[a-z]|\{ ?[\w']+ ?[:}]|\w\(\)|\bawait\b|\ba Date\b|\b(?:startLab|${ofTheLibrary.join('|')})\b`,
);

/** Who calls the API knows no flags of commands and no functions of the library. */
export function expectPlainWords(problem: unknown): void {
  const { detail, whatToDo, errors } = (problem ?? {}) as Record<string, unknown>;
  const details = Array.isArray(errors)
    ? (errors as { detail: unknown }[]).map((one) => one.detail)
    : [];
  for (const text of [detail, whatToDo, ...details])
    if (typeof text === 'string') expect(text).not.toMatch(foreignWords);
}

/** A program that calls the API of a lab, and compares every answer with the OpenAPI document by a validator of others. */
export class ApiClient {
  readonly #base: string;
  readonly #document: OpenApi = openApiDocument({ operations, needsToken: true });
  readonly #ajv = new Ajv2020({ strict: false, allErrors: true, validateFormats: false });

  constructor({ start }: Lab) {
    this.#base = start.lab + API;
    this.#ajv.addSchema(this.#document, 'api');
  }

  /** @param path below `/api/v1` @param body sent as JSON; a text is sent as it is */
  async call(
    method: string,
    path: string,
    { body, headers = {} }: { body?: unknown; headers?: Record<string, string> } = {},
  ): Promise<Answer> {
    const json = body === undefined ? {} : { 'content-type': 'application/json' };
    const answer = await fetch(this.#base + path, {
      method,
      headers: { ...json, ...headers },
      ...(body !== undefined && { body: typeof body === 'string' ? body : JSON.stringify(body) }),
    });
    const text = await answer.text();
    const { status } = answer;
    const type = answer.headers.get('content-type') ?? '';
    const value: unknown = text === '' ? undefined : JSON.parse(text);
    expect(type.split(';')[0]).toBe(
      text === '' ? '' : status < 400 ? 'application/json' : 'application/problem+json',
    );
    expectPlainWords(value);
    this.#compare(method, path.split('?', 1)[0] ?? '', { status, value });
    return { status, headers: answer.headers, body: value };
  }

  /** The answer to a request that must succeed. */
  async ok<Body>(method: string, path: string, body?: unknown): Promise<Body> {
    const answer = await this.call(method, path, body === undefined ? {} : { body });
    expect(answer).toMatchObject({ status: expect.toSatisfy((status: number) => status < 300) });
    return answer.body as Body;
  }

  #compare(method: string, path: string, { status, value }: { status: number; value: unknown }) {
    const found = this.#addressOf(path);
    const operation = found && this.#document.paths[found]?.[method.toLowerCase()];
    if (!found || !operation) return expect([403, 404, 405]).toContain(status);
    expect(Object.keys(operation.responses)).toContain(String(status));
    if (value === undefined) return;
    const schema =
      status < 400
        ? [
            'paths',
            found,
            method.toLowerCase(),
            'responses',
            String(status),
            'content',
            'application/json',
          ]
        : ['components', 'responses', 'Problem', 'content', 'application/problem+json'];
    const pointer = [...schema, 'schema']
      .map((key) => encodeURIComponent(key.replaceAll('~', '~0').replaceAll('/', '~1')))
      .join('/');
    const validate = this.#ajv.getSchema(`api#/${pointer}`) as ValidateFunction;
    validate(value);
    expect(validate.errors ?? []).toEqual([]);
  }

  /** The path of the document that a path fits; one without parameters first. */
  #addressOf(path: string): string | undefined {
    const fits = (pattern: string) =>
      new RegExp(`^${pattern.replaceAll(/\{\w+\}/g, '[^/]+')}$`).test(path || '/');
    return Object.keys(this.#document.paths)
      .toSorted((a, b) => a.split('{').length - b.split('{').length)
      .find(fits);
  }
}
