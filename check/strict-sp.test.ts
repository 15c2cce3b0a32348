/** A service provider that shares no code with the check: it follows every rule, or all but one. */
import { beforeAll, describe, expect, test } from 'vitest';
import { allCases } from '../catalogue/index.ts';
import { type DecryptionKey, makeDecryptionKey } from '../matrix/flaws/keys.ts';
import type { Rule } from '../matrix/flaws/rules.ts';
import type { TrustedKey } from '../matrix/flaws/signature.ts';
import { type SiteOptions, startSite } from '../matrix/flaws/site.ts';
import {
  type CheckIdentityProvider,
  type FurtherSigners,
  makeFurtherSigners,
  temporaryIdentityProvider,
} from './identity/identity-provider.ts';
import type { CheckReport } from './report/report.ts';
import { summarise } from './report/summary.ts';
import { casesOf, checkForeign, clock } from './testing/check-with.ts';
import { isFinding } from './verdict.ts';

let idp: CheckIdentityProvider;
let signers: FurtherSigners;
let decryptionKeys: DecryptionKey[];

beforeAll(async () => {
  idp = await temporaryIdentityProvider(clock());
  signers = await makeFurtherSigners(clock());
  decryptionKeys = await Promise.all(['one', 'two'].map(makeDecryptionKey));
});

const X509 = 'urn:oasis:names:tc:SAML:2.0:ac:classes:X509';

async function checked(
  options: Pick<SiteOptions, 'style' | 'without' | 'allowUnsolicited'>,
  cases = allCases,
): Promise<CheckReport> {
  const keys = [
    trusted(idp.key.certificateBase64, idp.entityId),
    trusted(signers.idpSecondKey.certificateBase64, idp.entityId),
    trusted(signers.idpEcKey.certificateBase64, idp.entityId),
    trusted(signers.secondIdp.key.certificateBase64, signers.secondIdp.entityId),
  ];
  const site = await startSite({ idp, keys, decryptionKeys, ...options });
  const { url } = site;
  const addresses = { metadata: `${url}/metadata`, login: `${url}/login`, whoami: `${url}/me` };
  try {
    const { report } = await checkForeign(addresses, idp, {
      cases,
      success: '/user',
      offers: ['second-signing-key', 'ec-signing-key', 'second-idp'],
      furtherSigners: async () => signers,
      loginUrls: {
        forceAuthn: `${url}/login?force=1`,
        authnContext: `${url}/login?context=${X509}`,
      },
      timeout: 20_000,
    });
    return report;
  } finally {
    await site.close();
  }
}

const trusted = (base64: string, issuer: string): TrustedKey => ({
  issuer,
  certificate: `-----BEGIN CERTIFICATE-----\n${base64.match(/.{1,64}/g)?.join('\n')}\n-----END CERTIFICATE-----\n`,
});

const findingsOf = ({ cases }: CheckReport) =>
  Object.values(cases)
    .flatMap(({ runs }) => runs)
    .filter(({ verdict }) => isFinding(verdict));

describe('a service provider that follows every rule has no findings', () => {
  test.each(['403', '200', '500', 'creates accounts'] as const)(
    'in the style %s',
    async (style) => {
      const report = await checked({ style });
      expect(findingsOf(report).map(({ id, reason }) => `${id}: ${reason}`)).toEqual([]);
      const played = Object.values(report.cases).filter(({ verdict }) => verdict === 'pass');
      expect(played.length).toBeGreaterThan(allCases.length - 26);
      expect(summarise(report).sentence.includes('refuses with status 500')).toBe(style === '500');
    },
  );
});

describe('a service provider that lacks one rule is found by the runs about that rule', () => {
  test.each<[Rule, readonly string[]]>([
    ['audience-equal', ['cond-audience-wrong#1', 'cond-audience-wrong#2']],
    ['destination-whole', ['proto-destination-prefix#1']],
    ['every-signature', ['sig-outer-bad-inner-good']],
    ['no-object', ['sig-object-present']],
    ['trusted-key', ['sig-selfsigned-keyinfo']],
    ['status-success', ['proto-status-failure#1']],
  ])('%s', async (without, expected) => {
    const ids = [
      ...new Set(expected.map((id) => id.split('#')[0] ?? id)),
      'sig-stripped',
      'cond-expired',
    ];
    const report = await checked({ without }, casesOf(...ids));
    expect(findingsOf(report).map(({ id }) => id)).toEqual(expect.arrayContaining([...expected]));
    expect(report.cases['sig-stripped']?.verdict).toBe('pass');
    expect(report.cases['cond-expired']?.verdict).toBe('pass');
  });

  test('replay, where unsolicited responses are allowed', async () => {
    const cases = casesOf('cond-one-time-use-replay', 'web-double-post', 'sig-stripped');
    const found = async (without?: Rule) =>
      findingsOf(await checked({ without, allowUnsolicited: true }, cases)).map(({ id }) => id);
    expect(await found('replay')).toEqual(['cond-one-time-use-replay#2', 'web-double-post#3']);
    expect(await found()).toEqual([]);
  });
});
