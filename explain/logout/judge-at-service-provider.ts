import { unsignedText } from '../../catalogue/index.ts';
import { type Certificate, readCertificate } from '../../certs/certificate.ts';
import { makeEcKey } from '../../certs/ec-certificate.ts';
import { encodeRedirect } from '../../saml/bindings/redirect.ts';
import { examineLogout, type LogoutReceiver } from '../../sp/index.ts';
import type { Circumstances } from '../circumstances.ts';
import type { Given } from '../given.ts';
import type { JoinedMessages } from '../join-messages.ts';
import { type JudgedResponse, merged, signersOf, withoutSignature } from '../judge-response.ts';
import type { ReadMessage } from '../read-messages.ts';
import { insideOf, type SignatureFinding } from '../signatures/signature-finding.ts';

/**
 * Makes the service provider's checks on a logout message of the identity provider (SAML Core 3.7; SAML Profiles 4.4.4). When its signature does
 * not pass, or no certificate is known, the checks after it are made on a copy that is signed with a key made for that.
 */
export function judgeAtServiceProvider(
  message: ReadMessage,
  joined: JoinedMessages,
  circumstances: Circumstances,
  { given, signatures }: { given: Given; signatures: readonly SignatureFinding[] },
): JudgedResponse {
  const inside = insideOf(signatures);
  const trusted = given.certificates.length > 0 ? given.certificates : inside ? [inside] : [];
  const receiver = receiverOf(joined, circumstances);
  const kind = message.says.kind === 'LogoutRequest' ? 'LogoutRequest' : 'LogoutResponse';
  const { xml } = message;
  const rawQuery = message.binding === 'HTTP-POST' ? undefined : (message.rawQuery ?? '');
  const examined = examineLogout(
    // A message without its query, as people paste it, may have been signed there.
    { kind, xml, rawQuery: rawQuery === '' && signatures.length > 0 ? undefined : rawQuery },
    { ...receiver, signers: signersOf(trusted) },
  );
  const asSent = verifiable(message, trusted, signatures) ? examined : withoutSignature(examined);
  const judged = { decrypted: undefined, beyondSignature: false };
  if (asSent.checks.every(({ outcome }) => outcome !== 'not_reached'))
    return { ...asSent, ...judged };
  const { query, signer } = signedAnew(xml, kind, circumstances.now);
  const further = examineLogout(
    { kind, xml: Buffer.from(unsignedText(xml.toString('utf8'))), rawQuery: query },
    { ...receiver, signers: signersOf([signer]) },
  );
  return { ...judged, ...merged(asSent, further), beyondSignature: true };
}

/** Whether the capture has what the signature covers, and a certificate is known. */
const verifiable = (
  { masked, binding, rawQuery }: ReadMessage,
  trusted: readonly Certificate[],
  signatures: readonly SignatureFinding[],
): boolean =>
  !masked &&
  trusted.length > 0 &&
  (signatures.length > 0 || binding === 'HTTP-POST' || rawQuery !== undefined);

const receiverOf = (
  { request, response, earlier }: JoinedMessages,
  { spEntityId: entityId, acsUrl: logoutUrl, idpEntityId, now, skewSeconds }: Circumstances,
): Omit<LogoutReceiver, 'signers'> => ({
  ...{ entityId, logoutUrl, idpEntityId, now, skewSeconds },
  // A request that is not in the capture is taken for one that waits.
  pending:
    response?.says.inResponseTo === undefined ||
    (request && request.says.id !== response.says.inResponseTo)
      ? 'unknown'
      : earlier
        ? 'used'
        : 'waiting',
  seenBefore: false,
});

function signedAnew(xml: Buffer, kind: 'LogoutRequest' | 'LogoutResponse', now: Date) {
  const key = makeEcKey('for checks after the signature', now);
  const url = encodeRedirect({
    endpoint: 'https://copy.invalid/',
    parameter: kind === 'LogoutRequest' ? 'SAMLRequest' : 'SAMLResponse',
    xml: unsignedText(xml.toString('utf8')),
    sign: { privateKey: key.privateKey },
  });
  return {
    query: url.slice(url.indexOf('?') + 1),
    signer: readCertificate(Buffer.from(key.certificateBase64, 'base64')),
  };
}
