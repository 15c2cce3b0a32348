import { describeSignatures } from '../../saml/describe-signatures.ts';
import type { Finding } from '../finding.ts';
import { parameterOf, type SentMessage } from '../sent-message.ts';
import { signedRequests } from '../sources.ts';

const RSA_SHA256 = 'http://www.w3.org/2001/04/xmldsig-more#rsa-sha256';
const RSA_SHA1 = 'http://www.w3.org/2000/09/xmldsig#rsa-sha1';

/**
 * What is wrong with the signature of an AuthnRequest. Entra ignores signatures unless the application has "Require verification certificates"
 * (entra-saml.md 1.6), so these are warnings. A LogoutRequest need not be signed, and no such setting is about it.
 *
 * @throws {SamlError} as `parseXml`
 */
export function signatureFindings(message: SentMessage): Finding[] {
  const { xml, binding, rawQuery = '' } = message;
  const inside = describeSignatures(xml)[0];
  const [signature, sigAlg] = ['Signature', 'SigAlg'].map((name) => parameterOf(rawQuery, name));
  if (binding === 'redirect' && inside && signature === undefined) return [misplaced];
  if (binding === 'redirect' && signature !== undefined && sigAlg === undefined)
    return [noAlgorithm];
  const algorithm = signature === undefined ? inside?.algorithm : sigAlg;
  if (algorithm === undefined || algorithm === RSA_SHA256) return [];
  return [
    {
      id: 'signature-algorithm',
      severity: 'warning',
      sentence:
        algorithm === RSA_SHA1
          ? 'Where signed requests are required, Entra refuses RSA-SHA1 unless the application opts in to it.'
          : 'Where signed requests are required, Entra verifies RSA-SHA256 only.',
      found: algorithm,
      source: signedRequests('SAML Request Signature Verification'),
      fix: `Sign with RSA-SHA256 (${RSA_SHA256}).`,
    },
  ];
}

const misplaced: Finding = {
  id: 'signature-place',
  severity: 'warning',
  code: 'AADSTS76021',
  sentence:
    'Where signed requests are required, Entra takes this one for unsigned: by HTTP-Redirect the signature is in the query, not in the message.',
  found: 'a Signature element, and no parameter Signature',
  source: { document: 'SAML Bindings', section: '3.4.4.1' },
  fix: 'Sign the query (parameters SigAlg and Signature), or send the message by HTTP-POST.',
};

const noAlgorithm: Finding = {
  id: 'signature-algorithm-missing',
  severity: 'warning',
  sentence: 'Where signed requests are required, Entra refuses a signature without its algorithm.',
  found: 'a parameter Signature, and no SigAlg',
  source: signedRequests('SAML Request Signature Verification'),
  fix: 'Add the parameter SigAlg before you sign the query.',
};
