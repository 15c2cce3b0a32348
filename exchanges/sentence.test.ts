import { expect, test } from 'vitest';
import type { Exchange } from './exchange.ts';
import { sentenceOf } from './sentence.ts';
import { authnRequest, posted, redirected, sampleExchange } from './testing/sample.ts';

const asked =
  'Peakon asked to sign in as https://sp.example.test/metadata, wants an e-mail NameID and an answer at https://sp.example.test/acs.';
const refusal = (by: 'idp' | 'sp') => ({ by, code: 'x', message: 'It is wrong.' }) as const;
const altered = (from: string, to: string) => redirected(authnRequest.replace(from, to));

test.each<[string, Partial<Exchange>, string]>([
  [
    'accepted',
    {},
    `${asked} Entra answered, and the service provider signed B.Simon@contoso.com in.`,
  ],
  ['answered', { checks: [] }, `${asked} Entra answered for B.Simon@contoso.com.`],
  [
    'refused by Entra in a Response',
    { outcome: 'failure', refusal: refusal('idp') },
    `${asked} Entra refused it with a Response: It is wrong.`,
  ],
  [
    'refused by the service provider',
    { outcome: 'failure', refusal: refusal('sp') },
    `${asked} Entra answered, and the service provider refused the response: It is wrong.`,
  ],
  [
    'unfinished',
    { outcome: 'unfinished' },
    `${asked} There is no answer yet: the user has to sign in.`,
  ],
  [
    'a launch',
    { kind: 'launch', checks: [] },
    'B.Simon@contoso.com opened Peakon from Microsoft Entra, so there is no request. Entra answered for B.Simon@contoso.com.',
  ],
  [
    'with another identity provider than the mock',
    { identityProvider: { name: 'https://idp.example.test/' } },
    `${asked} https://idp.example.test/ answered, and the service provider signed B.Simon@contoso.com in.`,
  ],
])('%s', async (_, changes, sentence) => {
  expect(sentenceOf(await sampleExchange(changes))).toBe(sentence);
});

test.each([
  [
    'an unreadable request',
    posted('no XML'),
    'sent a SAMLRequest that is not a readable AuthnRequest.',
  ],
  [
    'no Issuer',
    altered('<saml:Issuer>https://sp.example.test/metadata</saml:Issuer>', ''),
    'without an Issuer',
  ],
  [
    'ForceAuthn',
    altered(' Version=', ' ForceAuthn="true" Version='),
    'wants the user to sign in again',
  ],
  ['IsPassive', altered(' Version=', ' IsPassive="true" Version='), 'wants no page to be shown'],
  [
    'a format',
    altered('1.1:nameid-format:emailAddress', '2.0:nameid-format:persistent'),
    'a persistent NameID',
  ],
  [
    'no Reply URL',
    altered(' AssertionConsumerServiceURL="https://sp.example.test/acs"', ''),
    'its default Reply URL',
  ],
])('%s', async (_, request, words) => {
  expect(sentenceOf(await sampleExchange())).not.toContain(words);
  expect(sentenceOf(await sampleExchange({ request }))).toContain(words);
});

test('a refusal without a Response', async () => {
  const { response: _, ...rest } = await sampleExchange();
  const refused = { ...rest, outcome: 'failure', refusal: refusal('idp') } as const;
  expect(sentenceOf(refused)).toBe(`${asked} Entra refused it: It is wrong.`);
});
