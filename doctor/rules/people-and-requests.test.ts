import { beforeAll, describe, expect, test } from 'vitest';
import type { ConfiguredClaim, ValueSource } from '../../idp/index.ts';
import type { GoLive } from '../go-live.ts';
import { asking, ids, now, ready, signIn } from '../testing/ready.ts';

let live: GoLive;
beforeAll(async () => {
  live = await ready();
});
const { found, added } = asking(() => live);

describe('requests that were recorded', () => {
  test.each<[string, Parameters<typeof signIn>[0], string[], string | undefined]>([
    [
      'another Issuer',
      { issuer: 'https://sp.example.test' },
      ['error request-issuer'],
      'AADSTS700016',
    ],
    [
      'another assertion consumer service',
      { acs: 'https://sp.example.test/other' },
      ['error request-reply-url'],
      'AADSTS50011',
    ],
    [
      'a method, which people may not use',
      {
        content:
          '<samlp:RequestedAuthnContext><saml:AuthnContextClassRef>urn:oasis:names:tc:SAML:2.0:ac:classes:PasswordProtectedTransport</saml:AuthnContextClassRef></samlp:RequestedAuthnContext>',
      },
      ['warning request-authn-context-method'],
      'AADSTS75011',
    ],
    [
      'a NameID format that Entra does not have',
      {
        content: '<samlp:NameIDPolicy Format="urn:oasis:names:tc:SAML:2.0:nameid-format:entity"/>',
      },
      ['error request-name-id-policy'],
      'AADSTS750161',
    ],
  ])('%s', async (_, request, expected, code) => {
    const exchanges = [await signIn(request), await signIn(request), await signIn()];
    expect(added({ exchanges })).toEqual(expected);
    const [first] = found({ exchanges });
    expect(first?.code).toBe(code);
    expect(first?.inLab).not.toBe('');
  });

  test('a persistent NameID is another one at the tenant', async () => {
    const content =
      '<samlp:NameIDPolicy Format="urn:oasis:names:tc:SAML:2.0:nameid-format:persistent"/>';
    const exchanges = [await signIn({ content })];
    expect(ids(found({ exchanges }))).toContain('warning name-id-pairwise');
    expect(ids(found({ exchanges }))).not.toContain('warning name-id-source');
  });
});

describe('clocks', () => {
  test.each([
    [-400, 'error'],
    [-100, 'warning'],
    [-5, 'note'],
    [5, 'note'],
    [100, 'warning'],
  ])('of the service provider, %i seconds ahead', async (seconds, severity) => {
    const issueInstant = new Date(now.getTime() + seconds * 1000).toISOString();
    const exchanges = [await signIn({ issueInstant })];
    const clock = found({ exchanges }).find(({ id }) => id === 'clock-of-service-provider');
    expect(clock?.severity).toBe(severity);
    expect(clock?.inLab).toContain(
      `${Math.abs(seconds)} seconds ${seconds > 0 ? 'ahead of' : 'behind'} the clock`,
    );
  });

  test.each([
    [30_000, []],
    [-90_000, ['warning clock-of-lab']],
    [301_000, ['error clock-of-lab']],
  ])('of this machine, %i ms ahead', (clockAheadMs, expected) => {
    expect(added({ clockAheadMs })).toEqual(expected);
  });
});

describe('NameID and claims', () => {
  const claimed = (changes: Partial<GoLive['app']['claims']>): Partial<GoLive> => ({
    app: { ...live.app, claims: { ...live.app.claims, ...changes } },
  });
  const attribute = (name: string) => ({ kind: 'attribute', attribute: name }) as ValueSource;

  test.each<[string, ValueSource, string]>([
    ['a constant', { kind: 'constant', value: 'B.Simon' }, 'error name-id-constant'],
    ['user.mail', attribute('user.mail'), 'warning name-id-source'],
    ['user.objectid', attribute('user.objectid'), 'warning name-id-source'],
    ['user.givenname', attribute('user.givenname'), 'error name-id-source'],
  ])('NameID from %s', (_, nameIdSource, expected) => {
    expect(ids(found(claimed({ nameIdSource })))).toContain(expected);
  });

  const department: ConfiguredClaim = {
    id: 'department',
    name: 'department',
    namespace: '',
    source: { kind: 'constant', value: 'Sales' },
  };

  test('a constant takes the place of an attribute', () => {
    const claims = [...live.app.claims.claims, department];
    expect(added(claimed({ claims }))).toEqual(['warning claim-constant']);
  });

  const transformed = (...transformations: object[]): ConfiguredClaim => ({
    ...department,
    source: { kind: 'transformation', transformations } as ValueSource,
  });
  const mail = attribute('user.mail');
  test.each<[string, ConfiguredClaim, string[]]>([
    ['ToLowercase()', transformed({ method: 'ToLowercase', input: mail }), ['user.mail']],
    [
      'Join() of two',
      transformed({ method: 'Join', input: mail, parameter2: attribute('user.city') }),
      ['user.mail or user.city'],
    ],
    [
      'a condition',
      {
        ...department,
        conditions: [
          {
            userType: 'Any',
            groupIds: [],
            source: transformed({ method: 'ToLowercase', input: mail }).source as ValueSource,
          },
        ],
      },
      ['user.mail'],
    ],
    ['IfEmpty(), which needs none', transformed({ method: 'IfEmpty', input: mail }), []],
    [
      'what everybody has',
      transformed({ method: 'ToLowercase', input: attribute('user.userprincipalname') }),
      [],
    ],
  ])('people without the input of a transformation cannot sign in: %s', (_, claim, missing) => {
    const claims = [...live.app.claims.claims, claim];
    const sentences = found(claimed({ claims }))
      .filter(({ id }) => id === 'transformation-ends-sign-in')
      .map(({ sentence }) => /without (.*?) cannot/.exec(sentence)?.[1]);
    expect(sentences).toEqual(missing);
  });

  test('so does the NameID', () => {
    const { source } = transformed({ method: 'ToLowercase', input: mail });
    expect(ids(found(claimed({ nameIdSource: source as ValueSource })))).toContain(
      'warning transformation-ends-sign-in',
    );
  });

  test('claims that the service provider requires', () => {
    const { serviceProvider } = live;
    const requiring = (...names: string[]): Partial<GoLive> => ({
      serviceProvider: serviceProvider && {
        ...serviceProvider,
        requestedAttributes: names.map((name) => ({ name, isRequired: true })),
      },
    });
    expect(added(requiring('department'))).toEqual(['warning claim-required']);
    const email = 'http://schemas.xmlsoap.org/ws/2005/05/identity/claims/emailaddress';
    const oid = 'http://schemas.microsoft.com/identity/claims/objectidentifier';
    expect(added(requiring(email, oid))).toEqual([]);
    expect(
      found(requiring(email)).find(({ id }) => id === 'claims-may-be-missing')?.sentence,
    ).toMatch(/requires emailaddress\.$/);
  });

  test('without claims that people may lack', () => {
    expect(ids(found(claimed({ claims: [] })))).not.toContain('warning claims-may-be-missing');
  });
});
