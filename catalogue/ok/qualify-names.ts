import { ns } from '../../saml/names.ts';
import { NothingToChange } from '../xml-text.ts';

const startOrEndTag = /<(\/?)((samlp):)?([A-Za-z]+)((?:\s+[\w:]+="[^"]*")*)\s*(\/?)>/g;
const declaration = /\s+xmlns(?::samlp)?="[^"]*"/g;

/**
 * The rendered Response (unsigned, Assertion without prefix) with other prefixes, all declared on the root.
 *
 * @throws {NothingToChange} when the XML has no prefix `samlp` to replace.
 */
export function withPrefixes(xml: string, protocol: string, assertion: string): string {
  if (!xml.includes('<samlp:')) throw new NothingToChange('The Response has no prefix samlp.');
  const declared = ` xmlns:${protocol}="${ns.protocol}" xmlns:${assertion}="${ns.assertion}"`;
  let isRoot = true;
  return xml.replace(startOrEndTag, (_, slash, prefix, _samlp, name, attributes, empty) => {
    const own = attributes.replace(declaration, '') + (isRoot ? declared : '');
    isRoot = false;
    return `<${slash}${prefix ? protocol : assertion}:${name}${own}${empty}>`;
  });
}

/** The rendered Response without any prefix: each element declares its default namespace. */
export function withDefaultNamespaces(xml: string): string {
  return xml.replace(startOrEndTag, (_, slash, prefix, _samlp, name, attributes, empty) => {
    if (slash) return `</${name}>`;
    const own = attributes.replace(declaration, '');
    return `<${name} xmlns="${prefix ? ns.protocol : ns.assertion}"${own}${empty}>`;
  });
}

/** Adds blank lines and indentation between adjacent tags; text is not touched. */
export const prettyPrinted = (xml: string): string => {
  let depth = 0;
  return xml.replace(/(<[^>]+>)(?=<)/g, (tag) => {
    if (tag.startsWith('</')) depth -= 1;
    else if (!tag.endsWith('/>')) depth += 1;
    return `${tag}\n\n${'  '.repeat(Math.max(0, depth))}`;
  });
};
