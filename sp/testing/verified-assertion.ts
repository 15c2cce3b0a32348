import { openResponse } from '../../saml/response.ts';
import type { AssertionSubject } from '../acs/checks/check.ts';
import { chooseConfirmation } from '../acs/checks/choose-confirmation.ts';
import { showNow } from '../checking/instant-window.ts';
import { serviceAddress } from '../service-address.ts';
import { buildResponse, type ResponseParts } from './build-response.ts';
import { idpEntityId, publicUrl, testKey, today } from './sp-under-test.ts';

/** What a check sees of a valid response with `parts` changed: made by really signing and verifying it. */
export async function assertionSubject(parts: ResponseParts = {}): Promise<AssertionSubject> {
  const address = serviceAddress(publicUrl, 'contoso');
  const key = await testKey();
  const xml = await buildResponse({ ...address, key, idpEntityId, now: today }, parts);
  using response = openResponse(Buffer.from(xml));
  const { publicKey } = key.certificate;
  const verified = response.verify({ certificates: [{ publicKey, thumbprint: 'TEST' }] });
  const partial = {
    rules: {
      ...address,
      idpEntityId,
      now: today,
      skewSeconds: 180,
      shownNow: showNow(today, 180),
      clientAddress: '127.0.0.1',
      allowUnsolicited: true,
      allowExpiredCertificate: false,
    },
    envelope: response.envelope,
    verified,
    assertion: verified.assertion,
    certificate: key.certificate,
    pending: undefined,
    seenBefore: false,
    employee: 'B.Simon@contoso.com',
  };
  return { ...partial, confirmation: chooseConfirmation(partial) };
}
