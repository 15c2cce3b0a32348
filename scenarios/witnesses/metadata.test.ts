import { Constants, IdentityProvider, SPMetadata } from 'samlify';
import { afterAll, describe, expect, test } from 'vitest';
import { readCertificate, thumbprint } from '../../certs/certificate.ts';
import { startContoso } from './testing/contoso.ts';
import { idpSettings } from './testing/idp-metadata.ts';
import { startPeakon } from './testing/peakon.ts';

const contoso = await startContoso();
const peakon = await startPeakon();
afterAll(() => Promise.all([contoso.close(), peakon.close()]));

describe('samlify reads', () => {
  test('the metadata of the identity provider', async () => {
    const application = await contoso.addApplication();
    const metadata = await application.metadata();
    const read = idpSettings(metadata);

    expect(read.entityId).toBe(contoso.issuer);
    expect(read.redirectUrl).toBe(contoso.saml2);
    expect(read.postUrl).toBe(contoso.saml2);
    expect(
      read.certificatePems.map((pem) => thumbprint(readCertificate(Buffer.from(pem)))),
    ).toEqual([thumbprint(application.certificate)]);
    const idp = IdentityProvider({ metadata }).entityMeta;
    expect(idp.isWantAuthnRequestsSigned()).toBe(false);
    expect(idp.getSingleLogoutService('redirect')).toBe(contoso.saml2);
  });

  test('the metadata of the service provider', async () => {
    const sp = SPMetadata(await peakon.metadata());

    expect(sp.getEntityID()).toBe(peakon.entityId);
    expect(sp.getAssertionConsumerService(Constants.wording.binding.post)).toBe(
      peakon.assertionConsumerService,
    );
    expect(sp.isWantAssertionsSigned()).toBe(true);
    expect(sp.isAuthnRequestSigned()).toBe(false);
  });
});
