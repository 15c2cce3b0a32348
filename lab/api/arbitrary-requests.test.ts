/** Whatever a program sends, it gets an answer that the OpenAPI document allows, and never "a bug in samlab". */
import fc from 'fast-check';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type Lab, startLab } from '../library.ts';
import { anyPorts } from '../testing/running-labs.ts';
import { operations } from './operations/index.ts';
import { ApiClient } from './testing/api-client.ts';

let lab: Lab;
let api: ApiClient;
beforeAll(async () => {
  lab = await startLab({ memory: true, ports: anyPorts });
  api = new ApiClient(lab);
});
afterAll(() => lab.close());

/** Values that rules trip over, and any JSON. */
const value = fc.oneof(
  fc.constantFrom(
    '',
    ' ',
    '%00',
    '\u0000',
    '\ud800',
    '../..',
    "' or 1=1",
    'a'.repeat(5000),
    -1,
    1e300,
    null,
  ),
  fc.jsonValue({ maxDepth: 2 }),
);

/** The example of an operation with some properties replaced, or any JSON. */
const bodyLike = (example: object) =>
  fc.oneof(
    fc.jsonValue(),
    fc
      .record(Object.fromEntries(Object.keys(example).map((name) => [name, value])), {
        requiredKeys: [],
      })
      .map((changes) => ({ ...example, ...changes })),
  );

const waits = ({ id }: { id: string }) => id.startsWith('await');

test.each(operations.map((one) => [one.id, one] as const))('%s', async (_, one) => {
  const requests = fc.sample(
    fc.tuple(bodyLike(one.example ?? {}), fc.string({ minLength: 1 }), fc.string()),
    { numRuns: 20, seed: 7 },
  );
  const { method, exampleQuery = '' } = one;
  for (const [body, name, query] of requests) {
    // The tenant exists in half of the requests, so that what is below it is reached.
    const tenant = name.length % 2 === 0 ? 'contoso.com' : name;
    const path = one.path
      .replace('{tenantId}', encodeURIComponent(tenant.toWellFormed()))
      .replaceAll(/\{\w+\}/g, encodeURIComponent(name.toWellFormed()));
    const parameters = waits(one)
      ? `timeout=1&after=${encodeURIComponent(query.toWellFormed())}`
      : `${exampleQuery}&user=${encodeURIComponent(query.toWellFormed())}`;
    const given = method === 'GET' || method === 'DELETE' ? {} : { body };
    const answer = await api.call(method, `${path}?${one.query ? parameters : ''}`, given);
    expect([answer.status, answer.body]).not.toEqual([500, expect.anything()]);
  }
});
