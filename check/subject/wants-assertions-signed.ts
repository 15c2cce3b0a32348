import { attribute } from '../../saml/dom.ts';
import { MAX_METADATA_BYTES, onlyProvider } from '../../saml/entity-descriptor.ts';
import { parseXml } from '../../saml/parse.ts';

/**
 * Whether metadata ask for Assertions with a signature of their own (SAML Metadata 2.4.4; xs:boolean, default false).
 *
 * @param xml metadata of one service provider
 * @throws {SamlError} as `readSpDescriptor` does
 */
export function wantsAssertionsSigned(xml: Uint8Array): boolean {
  const document = parseXml(xml, { maxBytes: MAX_METADATA_BYTES });
  try {
    const { role } = onlyProvider(document.root, 'SPSSODescriptor');
    return /^\s*(true|1)\s*$/.test(attribute(role, 'WantAssertionsSigned') ?? '');
  } finally {
    document.dispose();
  }
}
