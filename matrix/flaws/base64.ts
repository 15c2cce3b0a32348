import type { RuleBook } from './rules.ts';

/** The value of a base64 element. */
export function base64(element: Element | undefined, rules: RuleBook): Buffer {
  if (!element) return Buffer.alloc(0);
  if (element.localName === 'DigestValue' && !rules.has('digest-is-text'))
    return Buffer.from(element.firstChild?.nodeValue ?? '', 'base64');
  const plain = Array.from(element.childNodes).every(({ nodeType }) => nodeType === 3);
  rules.require('plain-base64', plain, element.nodeName);
  return Buffer.from(element.textContent ?? '', 'base64');
}
