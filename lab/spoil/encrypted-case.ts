import { childSpans, type Message } from '../../catalogue/index.ts';
import type { IssuedResponse } from '../../idp/index.ts';
import { wire } from '../../saml/canonical-writer.ts';
import { encryptAssertion } from '../../saml/encrypt-assertion.ts';
import { SamlError } from '../../saml/errors.ts';
import { parseXml } from '../../saml/parse.ts';

/**
 * The message of a case as an application gets it whose tokens are encrypted: it may refuse every Assertion in plain text, so that nothing else would
 * be seen. Each Assertion of the Response is encrypted as it is, with its signature or without.
 *
 * A message stays in plain text where encryption would spoil it in another way: when the Response is signed, whose signature would be wrong, when an
 * Assertion cannot be read apart from the Response, and when the message is no text.
 */
export function encryptedCase(message: Message, encryption: IssuedResponse['encryption']): Message {
  const { xml } = message;
  if (!encryption || typeof xml !== 'string' || xml.includes('<!DOCTYPE')) return message;
  const children = childSpans(xml);
  if (children.some(({ name }) => name === 'Signature')) return message;
  const assertions = children.filter(({ name }) => name === 'Assertion');
  if (!assertions.every(({ start, end }) => isReadable(xml.slice(start, end)))) return message;
  const encrypted = assertions.reduceRight((text, { start, end }) => {
    const { recipient, method } = encryption;
    const data = wire(encryptAssertion(text.slice(start, end), recipient, method));
    return text.slice(0, start) + data + text.slice(end);
  }, xml);
  return { ...message, xml: encrypted };
}

/** It is decrypted apart from what is around it, so it must declare the namespaces that it uses. */
function isReadable(assertion: string): boolean {
  try {
    parseXml(Buffer.from(assertion)).dispose();
    return true;
  } catch (error) {
    if (error instanceof SamlError) return false;
    throw error;
  }
}
