import { afterAll, beforeAll, expect, test } from 'vitest';
import { type Resource, type ScimUnderTest, scimUnderTest } from '../testing/scim-under-test.ts';

let peakon: ScimUnderTest;
beforeAll(async () => {
  peakon = await scimUnderTest();
  for (let n = 0; n < 21; n++) await peakon.create(`page${n}@contoso.com`);
});
afterAll(() => peakon.sp.close());

const page = async (query: string) => (await peakon.send('GET', `/Users?${query}`)).body;

test.each(['', 'filter=userName%20co%20%22@%22&'])(
  'PAG-77: a walk by steps of 5 meets everyone once, with "%s"',
  async (filter) => {
    const met: string[] = [];
    for (let startIndex = 1; startIndex <= 22; startIndex += 5) {
      const body = await page(`${filter}startIndex=${startIndex}&count=5`);
      expect(body).toMatchObject({ startIndex, totalResults: 22 });
      met.push(...(body.Resources as Resource[]).map(({ id }) => id));
    }
    expect(new Set(met).size).toBe(22);
    expect(met).toHaveLength(22);
  },
);

test.each([
  ['PAG-78: past the end', 'startIndex=9999', 9999, 0],
  ['far past the end', 'startIndex=999999999999999', 999999999999999, 0],
  ['PAG-79: a count of 0', 'count=0', 1, 0],
  ['PAG-79: a negative count', 'count=-1', 1, 0],
  ['PAG-79: a startIndex of 0', 'startIndex=0&count=3', 1, 3],
  ['PAG-79: a negative startIndex', 'startIndex=-7&count=3', 1, 3],
  ['more than there are', 'count=200', 1, 22],
])('%s', async (_, query, startIndex, length) => {
  const body = await page(query);
  expect(body).toMatchObject({ startIndex, totalResults: 22, itemsPerPage: length });
  expect(body.Resources).toHaveLength(length);
});
