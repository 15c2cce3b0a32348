import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { urn } from '../../../scim/urns.ts';
import { newUser, type ScimUnderTest, scimUnderTest } from '../testing/scim-under-test.ts';

let peakon: ScimUnderTest;
beforeAll(async () => {
  peakon = await scimUnderTest();
});
afterAll(() => peakon.sp.close());

const probe = 'filter=userName+eq+%2203c5a3b3-7b04-44ad-8a5f-3a8f3e0d5d11%22';

/** An error in the form of RFC 7644 3.12. */
const scimError = (status: number, scimType?: string) => ({
  schemas: [urn.error],
  status: String(status),
  detail: expect.any(String),
  ...(scimType !== undefined && { scimType }),
});

describe('the connection', () => {
  test.each([
    ['+', probe],
    ['%20', probe.replaceAll('+', '%20')],
    ['aadOptscim062020', `${probe}&aadOptscim062020`],
    ['aadOptscim062020=true', `aadOptscim062020=true&${probe}`],
  ])('CONN-01, 02, 05: the probe of Entra finds nobody, with %s', async (_, query) => {
    const { status, headers, body } = await peakon.send('GET', `/Users?${query}`);
    expect(status).toBe(200);
    expect(headers['content-type']).toBe('application/scim+json; charset=utf-8');
    expect(body).toEqual({
      schemas: [urn.listResponse],
      totalResults: 0,
      startIndex: 1,
      itemsPerPage: 0,
      Resources: [],
    });
  });

  test.each([
    ['none', undefined, 'Bearer'],
    ['a wrong one', 'Bearer x', 'Bearer error="invalid_token"'],
    ['another scheme', 'Basic dXNlcjpwYXNz', 'Bearer'],
    ['one that is not a token', 'Bearer a b', 'Bearer'],
    ['a very long one', `Bearer ${'a'.repeat(4000)}`, 'Bearer error="invalid_token"'],
  ])(
    'CONN-04: a request with %s instead of the token is refused',
    async (_, authorization, says) => {
      const { status, headers, body } = await peakon.send('GET', `/Users?${probe}`, undefined, {
        authorization: authorization ?? '',
      });
      expect(status).toBe(401);
      expect(headers['www-authenticate']).toBe(says);
      expect(body).toEqual(scimError(401));
    },
  );

  test('CONN-06: a slash at the end of the Tenant URL makes no difference', async () => {
    for (const path of ['/Users', '//Users', '/Users/'])
      expect(await peakon.send('GET', `${path}?${probe}`)).toMatchObject({ status: 200 });
  });
});

describe('every error is a SCIM Error', () => {
  test.each([
    ['an address that is none', 'GET', '/Nothing', undefined, scimError(404)],
    ['the root', 'GET', '', undefined, scimError(404)],
    ['an unknown user', 'GET', '/Users/x', undefined, scimError(404)],
    [
      'an address that cannot be decoded',
      'GET',
      '/Users/%zz',
      undefined,
      scimError(400, 'invalidSyntax'),
    ],
    [
      'an id that is too long',
      'GET',
      `/Users/${'a'.repeat(301)}`,
      undefined,
      scimError(400, 'invalidSyntax'),
    ],
    ['another method', 'PATCH', '/Users', {}, scimError(405)],
    ['another method of a user', 'POST', '/Users/x', {}, scimError(405)],
    ['a method without meaning', 'OPTIONS', '/Schemas', undefined, scimError(405)],
    ['half of JSON', 'POST', '/Users', '{', scimError(400, 'invalidSyntax')],
    ['a list', 'POST', '/Users', [], scimError(400, 'invalidSyntax')],
    ['no body', 'POST', '/Users', undefined, scimError(400, 'invalidSyntax')],
    ['a text', 'PATCH', '/Users/x', '"text"', scimError(400, 'invalidSyntax')],
    ['too much', 'POST', '/Users', `"${'x'.repeat(1024 * 1024)}"`, scimError(413)],
    [
      'too deep',
      'POST',
      '/Users',
      '['.repeat(200_000) + ']'.repeat(200_000),
      scimError(400, 'invalidSyntax'),
    ],
    [
      'too many values',
      'POST',
      '/Users',
      `[${'1,'.repeat(60_000)}1]`,
      scimError(400, 'invalidSyntax'),
    ],
    [
      'a filter that is none',
      'GET',
      '/Users?filter=userName%20is%20x',
      undefined,
      scimError(400, 'invalidFilter'),
    ],
    ['two filters', 'GET', '/Users?filter=a&filter=b', undefined, scimError(400, 'invalidFilter')],
    [
      'a count that is no number',
      'GET',
      '/Users?count=many',
      undefined,
      scimError(400, 'invalidValue'),
    ],
    ['groups', 'GET', '/Groups', undefined, scimError(404)],
    ['the user of a token', 'GET', '/Me', undefined, scimError(501)],
  ] as const)('ERR-80, 81: %s', async (_, method, path, body, error) => {
    const answer = await peakon.send(method, path, body);
    expect(answer.body).toEqual(error);
    expect(String(answer.status)).toBe(error.status);
    expect(answer.headers['content-type']).toBe('application/scim+json; charset=utf-8');
  });

  test('another media type is refused; both JSON types are read, with any parameters', async () => {
    const post = (type: string, name: string) =>
      peakon.send('POST', '/Users', newUser(name), { 'content-type': type });
    expect(await post('text/plain', 'm0@contoso.com')).toMatchObject({
      status: 415,
      body: scimError(415),
    });
    for (const [index, type] of [
      'application/scim+json',
      'application/scim+json; charset=utf-8',
      'Application/JSON;charset=UTF-8',
    ].entries())
      expect(await post(type, `m${index}@contoso.com`)).toMatchObject({ status: 201 });
  });

  test('LIF-61: a DELETE with a media type and without a body is a DELETE', async () => {
    const { id } = await peakon.create('delete@contoso.com');
    const type = { 'content-type': 'application/json' };
    expect(await peakon.send('DELETE', `/Users/${id}`, undefined, type)).toMatchObject({
      status: 204,
      text: '',
    });
  });

  test('405 says which methods there are', async () => {
    expect((await peakon.send('PUT', '/Bulk', {})).headers.allow).toBe('POST');
    expect((await peakon.send('POST', '/Schemas', {})).headers.allow).toBe('HEAD, GET');
  });
});
