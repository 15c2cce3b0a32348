import { afterEach, beforeEach, expect, test } from 'vitest';
import { decodeMessage } from '../../exchanges/decode-message.ts';
import type { Exchange } from '../../exchanges/exchange.ts';
import { readExchange, writeExchange } from '../../exchanges/exchange-file.ts';
import { Browser, csrfToken } from '../testing/browser.ts';
import { buildResponse, encode } from '../testing/build-response.ts';
import { type SpUnderTest, spUnderTest } from '../testing/sp-under-test.ts';

let under: SpUnderTest;
beforeEach(async () => {
  under = await spUnderTest();
});
afterEach(() => under.sp.close());

function all(): Exchange[] {
  const exchanges = under.exchanges.all();
  for (const each of exchanges)
    expect(readExchange(Buffer.from(writeExchange(each)))).toEqual(each);
  return exchanges;
}

test('the AuthnRequest that was sent and the Response that answers it are one exchange', async () => {
  const person = new Browser(under.sp);
  const inResponseTo = await person.startSignIn();
  expect(all()).toMatchObject([
    {
      kind: 'sign-in',
      outcome: 'unfinished',
      user: 'B.Simon@contoso.com',
      request: { binding: 'HTTP-Redirect' },
    },
  ]);
  const xml = await buildResponse(under.context, { inResponseTo });
  await person.postResponse(encode(xml));
  const [exchange, ...more] = all();
  expect(more).toEqual([]);
  expect(exchange).toMatchObject({ outcome: 'success', application: { name: 'Peakon' } });
  expect(exchange?.response && decodeMessage(exchange.response).text).toBe(xml);
  expect(exchange?.checks.length).toBeGreaterThan(30);
  expect(exchange?.checks.every(({ by, outcome }) => by === 'sp' && outcome === 'passed')).toBe(
    true,
  );
  expect(exchange?.cookies.map(({ name }) => name)).toContain('peakon_session');

  const account = await person.get('/account');
  const [link = ''] = /<a [^>]*id="exchange"[^>]*>/.exec(account.body) ?? [];
  expect(link).toContain('href="http://localhost:4000/exchanges/m-');
});

test('a refusal has the failed check, those not reached, and a link from its page', async () => {
  const person = new Browser(under.sp);
  const xml = await buildResponse(under.context, { audiences: [['urn:other']] });
  const refused = await person.postResponse(encode(xml));
  const [exchange] = all();
  expect(exchange).toMatchObject({
    kind: 'launch',
    outcome: 'failure',
    refusal: { by: 'sp', code: 'audience', message: expect.stringContaining('urn:other') },
  });
  const of = (outcome: string) => exchange?.checks.filter((each) => each.outcome === outcome) ?? [];
  expect(of('failed').map(({ name }) => name)).toEqual(['audience']);
  expect(of('not_reached').length).toBeGreaterThan(0);
  expect(refused.json()).toMatchObject({
    exchange: `http://localhost:4000/exchanges/${exchange?.id}`,
  });
});

test('a Response that is presented again is another exchange, refused as a replay', async () => {
  const encoded = encode(await buildResponse(under.context));
  await new Browser(under.sp).postResponse(encoded);
  expect(all()).toHaveLength(1);
  await new Browser(under.sp).postResponse(encoded);
  expect(all()).toMatchObject([{ outcome: 'success' }, { refusal: { code: 'replay' } }]);
});

test('what carries no message is not reported', async () => {
  const answer = await new Browser(under.sp).post('/saml/contoso/assert', { other: 'x' });
  expect(answer.statusCode).toBe(400);
  expect(answer.body).not.toContain('id="exchange"');
  expect(all()).toEqual([]);
});

test('without single logout, a sign-out ends here', async () => {
  const person = new Browser(under.sp);
  await person.postResponse(encode(await buildResponse(under.context)));
  const { body } = await person.get('/account');
  await person.post('/sign-out', { _csrf: csrfToken(body) });
  expect(all().at(-1)).toMatchObject({ kind: 'sign-out', outcome: 'success' });
  expect(all().at(-1)?.request).toBeUndefined();
});
