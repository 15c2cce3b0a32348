import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { InvalidInput } from '../input/invalid-input.ts';
import { randomLetters, wideLetters } from '../store/testing/long-text.ts';
import { Browser, csrfToken } from './testing/browser.ts';
import { buildResponse, encode, type ResponseParts } from './testing/build-response.ts';
import { byRedirect, logoutRequest } from './testing/logout-messages.ts';
import { type SpUnderTest, spUnderTest } from './testing/sp-under-test.ts';

let under: SpUnderTest;
beforeAll(async () => {
  under = await spUnderTest({ ssoLogoutUrl: 'http://idp.test/logout' });
});
afterAll(() => under.sp.close());

const json = { accept: 'application/problem+json' };
const send = async (parts: ResponseParts, person = new Browser(under.sp)) =>
  person.postResponse(encode(await buildResponse(under.context, { inResponseTo: null, ...parts })));

describe('a message with a value that no index could carry', () => {
  test.each([600, 3_000, 60_000])('an assertion ID of %d letters signs in once', async (length) => {
    const assertionId = `_${randomLetters(length)}`;
    const first = await send({ assertionId });
    expect([first.statusCode, first.headers.location]).toEqual([303, '/account']);
    const again = await send({ assertionId });
    expect([again.statusCode, again.json().check]).toEqual([403, 'replay']);
    const other = await send({ assertionId: `${assertionId.slice(0, -1)}-` });
    expect(other.statusCode).toBe(303);
  });

  test('the hash of an ID is not taken for the ID', async () => {
    const { indexKey } = await import('../store/index-key.ts');
    const long = `_${randomLetters(600)}`;
    expect(indexKey(long)).toMatch(/^#[0-9a-f]{64}$/);
    expect(indexKey('_short')).toBe('_short');
    expect(indexKey(`${long}x`)).not.toBe(indexKey(long));
  });

  test('a LogoutRequest with a long ID is followed once', async () => {
    const url = byRedirect(logoutRequest({ id: `_${randomLetters(4_000)}` }), {
      key: under.context.key,
    });
    const person = new Browser(under.sp);
    expect((await person.get(url, json)).statusCode).toBe(303);
    const again = await person.get(url, json);
    expect([again.statusCode, again.json().check]).toEqual([403, 'replay']);
  });

  test.each<[string, (text: string) => ResponseParts, number]>([
    ['ID of the Response', (text) => ({ id: `_${text}` }), 303],
    ['InResponseTo', (text) => ({ inResponseTo: `_${text}` }), 403],
    ['Issuer', (text) => ({ issuer: text, responseIssuer: text }), 403],
    ['NameID', (text) => ({ nameId: `${text}@contoso.com` }), 403],
    ['Audience', (text) => ({ audiences: [[text]] }), 403],
    ['Recipient', (text) => ({ recipient: `http://sp.test/${text}` }), 403],
    ['qualifier of the NameID', (text) => ({ nameIdQualifier: text }), 403],
    ['AuthnContextClassRef', (text) => ({ classRef: `urn:${text}` }), 303],
  ])('%s', async (_name, parts, status) => {
    for (const text of [randomLetters(5_000), wideLetters(5_000)]) {
      const assertionId = `_${randomLetters(20)}`;
      const answer = await send({ assertionId, ...parts(text) });
      expect(answer.statusCode).toBe(status);
    }
  });
});

test.each(['/login', '/admin/sign-in'])('a long e-mail address in the form of %s', async (path) => {
  for (const email of [`${randomLetters(3_000)}@contoso.com`, `${wideLetters(250)}@a.b`]) {
    const person = new Browser(under.sp);
    const page = await person.get(path);
    const fields = { email, password: randomLetters(200), _csrf: csrfToken(page.body) };
    const { statusCode } = await person.post(path, fields);
    expect(statusCode).toBeGreaterThan(199);
    expect(statusCode).toBeLessThan(500);
  }
});

test('what an administrator saves is stored, or refused by its name', async () => {
  const { administration } = under.sp;
  const writes: ((text: string) => Promise<unknown>)[] = [
    (text) => administration.createCompany({ id: text, name: 'A' }),
    (text) => administration.createCompany({ id: randomLetters(8), name: text }),
    (text) =>
      administration.createCompany({ id: randomLetters(8), name: 'A', domains: [`${text}.com`] }),
    ...['firstName', 'lastName'].map(
      (name) => (text: string) =>
        administration.addEmployee({
          ...{ companyId: 'contoso', firstName: 'A', lastName: 'B' },
          email: `${randomLetters(20)}@contoso.com`,
          [name]: text,
        }),
    ),
    ...['addEmployee', 'addAdministrator'].flatMap((name) =>
      [(text: string) => `${text}@contoso.com`, (text: string) => `a@${text}`].map(
        (email) => (text: string) =>
          name === 'addEmployee'
            ? administration.addEmployee({
                ...{ companyId: 'contoso', firstName: 'A', lastName: 'B', email: email(text) },
              })
            : administration.addAdministrator({
                ...{ companyId: 'contoso', email: email(text), password: 'Correct-Horse-1' },
              }),
      ),
    ),
  ];
  let stored = 0;
  for (const write of writes)
    for (const length of [60, 64, 190, 200, 240, 254, 900, 3_000, 20_000])
      for (const text of [randomLetters(length), wideLetters(length)])
        await write(text).then(
          () => {
            stored += 1;
          },
          (error) => expect(error).toBeInstanceOf(InvalidInput),
        );
  expect(stored).toBeGreaterThan(30);
});
