import { afterAll, describe, expect, test } from 'vitest';
import { encodeRedirect, inflateRedirect } from '../../saml/bindings/redirect.ts';
import { binding, ns } from '../../saml/names.ts';
import { HttpClient } from '../../web/testing/http-client.ts';
import { startContoso } from './testing/contoso.ts';
import { schemaObjections } from './testing/oasis-schemas.ts';
import { startPeakon } from './testing/peakon.ts';
import { postedResponseOn } from './testing/posted-response.ts';

const contoso = await startContoso();
const peakon = await startPeakon();
afterAll(() => Promise.all([contoso.close(), peakon.close()]));

describe('the OASIS schemas accept', () => {
  test.for(['assertion', 'response', 'both'] as const)(
    'the response of the identity provider, signing option %s',
    async (signingOption) => {
      const { appId } = await contoso.addApplication({ signingOption });
      const { xml } = await contoso.launch(appId);

      expect(await schemaObjections(xml)).toEqual([]);
      const withoutVersion = xml.replace(' Version="2.0"', '');
      expect(await schemaObjections(withoutVersion)).toContainEqual(
        expect.stringContaining("The attribute 'Version' is required but missing"),
      );
    },
  );

  test('the error response of the identity provider', async () => {
    const { entityId } = await contoso.addApplication();
    const passive = `<samlp:AuthnRequest xmlns:samlp="${ns.protocol}" ID="_1" Version="2.0" IssueInstant="2026-01-01T00:00:00Z" IsPassive="true" ProtocolBinding="${binding.post}"><Issuer xmlns="${ns.assertion}">${entityId}</Issuer></samlp:AuthnRequest>`;
    const url = encodeRedirect({
      endpoint: contoso.saml2,
      parameter: 'SAMLRequest',
      xml: passive,
    });
    const { xml } = postedResponseOn(await new HttpClient().open(url));

    expect(xml).toContain('status:NoPassive');
    expect(await schemaObjections(xml)).toEqual([]);
    expect(
      await schemaObjections(xml.replace('<samlp:StatusMessage>', '<samlp:StatusCode/>$&')),
    ).not.toEqual([]);
  });

  test('the AuthnRequest of the service provider', async () => {
    const { certificate } = await contoso.addApplication();
    const certificates = [certificate.der];
    await peakon.trust({ entityId: contoso.issuer, loginUrl: contoso.saml2, certificates });
    const { url } = await peakon.startSignIn();
    const xml = inflateRedirect(url.searchParams.get('SAMLRequest') ?? '').toString();

    expect(xml).toMatch(/^<samlp:AuthnRequest /);
    expect(await schemaObjections(xml)).toEqual([]);
    expect(await schemaObjections(xml.replace(' ID="', ' ID="1'))).toContainEqual(
      expect.stringContaining("is not a valid value of the atomic type 'xs:ID'"),
    );
  });
});
