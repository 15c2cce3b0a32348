import { afterAll, beforeAll, expect, test } from 'vitest';
import { element } from '../../saml/canonical-writer.ts';
import { confirmationMethod, nameIdFormat } from '../../saml/names.ts';
import { answerTo, type Change, entityId, minutes } from '../testing/answers.ts';
import { Browser } from '../testing/browser.ts';
import { encode } from '../testing/build-response.ts';
import { idpEntityId, type SpUnderTest, spUnderTest } from '../testing/sp-under-test.ts';

let under: SpUnderTest;
beforeAll(async () => {
  under = await spUnderTest();
});
afterAll(() => under.sp.close());

const confirmation = (data: Record<string, string>, method: string = confirmationMethod.bearer) =>
  element('SubjectConfirmation', { Method: method }, element('SubjectConfirmationData', data));

test.each<[string, Change]>([
  ['RSA with SHA-512', { parts: { digest: 'sha512' } }],
  ['no Destination and no Response Issuer', { parts: { destination: null, responseIssuer: null } }],
  ['Issuer with the Format entity', { parts: { issuerFormat: nameIdFormat.entity } }],
  ['our name second in the audience', { parts: { audiences: [['https://other', entityId]] } }],
  ['two restrictions that both name us', { parts: { audiences: [[entityId], [entityId]] } }],
  ['OneTimeUse', { parts: { extraCondition: element('OneTimeUse') } }],
  ['clock skew: NotBefore two minutes ahead', { parts: { notBefore: minutes(2) } }],
  [
    'clock skew: expired two minutes ago',
    { parts: { notOnOrAfter: minutes(-2), confirmationNotOnOrAfter: minutes(-2) } },
  ],
  [
    'qualifiers that name both sides',
    { parts: { nameIdQualifier: idpEntityId, nameIdSpQualifier: entityId } },
  ],
  [
    'a millisecond of validity around now',
    { parts: { notBefore: minutes(0), notOnOrAfter: minutes(1 / 60_000) } },
  ],
  ['our own address', { parts: { address: '127.0.0.1' } }],
  [
    'another confirmation first',
    { parts: { firstConfirmation: confirmation({}, confirmationMethod.senderVouches) } },
  ],
  [
    'a bearer confirmation for another recipient first',
    {
      parts: {
        firstConfirmation: confirmation({
          Recipient: 'https://other/',
          NotOnOrAfter: minutes(60),
        }),
      },
    },
  ],
  ['base64 with line breaks', { field: (xml) => encode(xml).replace(/.{76}/g, '$&\r\n') }],
  ['a comment before the root', { alter: (xml) => `<!-- hello -->${xml}` }],
])('%s', async (_title, change) => {
  const person = new Browser(under.sp);
  const accepted = await person.postResponse(
    await answerTo(under, await person.startSignIn(), change),
  );
  expect(accepted.statusCode === 303 ? 'accepted' : accepted.json().detail).toBe('accepted');
});
