import { createHash, sign as cryptoSign, type KeyObject } from 'node:crypto';
import { promisify } from 'node:util';
import { cryptoKey, type DigestName, digestUri, signatureAlgorithmFor } from './algorithms.ts';
import { canonical, element, type XmlElement } from './canonical-writer.ts';
import { ns, transform } from './names.ts';

const signInThreadPool = promisify(cryptoSign);

export interface EnvelopedSignatureOptions {
  key: {
    privateKey: KeyObject;
    /** DER of the certificate, base64 on one line, for KeyInfo. */
    certificateBase64: string;
  };
  /** Of both the Reference and the signature; default `sha256`. */
  digest?: DigestName;
}

/**
 * Signs an element as Entra does (entra-saml.md 2.3): enveloped, exclusive C14N without prefixes, one Reference to the
 * element's own ID, KeyInfo with the one certificate.
 *
 * @returns the same element with `Signature` directly after its `Issuer`, else as first child (Core 5.4, Metadata 3.1).
 * @throws {TypeError} when the element has no `ID`.
 */
export async function signEnveloped(
  target: XmlElement,
  { key, digest = 'sha256' }: EnvelopedSignatureOptions,
): Promise<XmlElement> {
  const id = target.attributes.find(([name]) => name === 'ID')?.[1];
  if (!id) throw new TypeError(`${target.name} has no ID to refer to.`);
  const algorithm = signatureAlgorithmFor(key.privateKey, digest);

  const signedInfo = element(
    'SignedInfo',
    {},
    element('CanonicalizationMethod', { Algorithm: transform.exclusiveC14n }),
    element('SignatureMethod', { Algorithm: algorithm.uri }),
    element(
      'Reference',
      { URI: `#${id}` },
      element(
        'Transforms',
        {},
        element('Transform', { Algorithm: transform.envelopedSignature }),
        element('Transform', { Algorithm: transform.exclusiveC14n }),
      ),
      element('DigestMethod', { Algorithm: digestUri(digest) }),
      element(
        'DigestValue',
        {},
        createHash(digest).update(canonical(target), 'utf8').digest('base64'),
      ),
    ),
  );
  const signatureValue = await signInThreadPool(
    digest,
    Buffer.from(canonical(signedInfo, { '': ns.dsig }), 'utf8'),
    cryptoKey(key.privateKey, algorithm),
  );
  const signature = element(
    'Signature',
    { xmlns: ns.dsig },
    signedInfo,
    element('SignatureValue', {}, signatureValue.toString('base64')),
    element(
      'KeyInfo',
      {},
      element('X509Data', {}, element('X509Certificate', {}, key.certificateBase64)),
    ),
  );
  return insertAfterIssuer(target, signature);
}

function insertAfterIssuer(target: XmlElement, signature: XmlElement): XmlElement {
  const issuer = target.children.findIndex(
    (child) => typeof child !== 'string' && /^(?:[^:]+:)?Issuer$/.test(child.name),
  );
  return { ...target, children: target.children.toSpliced(issuer + 1, 0, signature) };
}
