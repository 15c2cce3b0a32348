/**
 * The same attacks built a second time: signed with xml-crypto, and rearranged as a tree with its DOM. They share with the text edits only
 * the unsigned valid Response that both start from.
 */
import { XMLSerializer } from '@xmldom/xmldom';
import { SignedXml } from 'xml-crypto';
import { ns, transform } from '../../../saml/names.ts';
import { asHostile } from '../../honest.ts';
import { renderAssertion, renderResponse } from '../../render.ts';
import type { ResponseSpec } from '../../response-spec.ts';
import { all, canonical, children, only, parse } from './dom.ts';

type Signed = 'Response' | 'Assertion' | 'both';

/** The genuine message as a tree, and the pieces that an attacker moves. */
export interface Pieces {
  readonly response: Element;
  readonly assertion: Element;
  /** The Signature of the signed element, still in place. */
  readonly signature: Element;
  /** An unsigned Assertion for the test user. */
  readonly honest: Element;
}

function sign(xml: string, element: 'Response' | 'Assertion', spec: ResponseSpec): string {
  const { privateKey, certificateBase64 } = spec.cast.idp;
  const signer = new SignedXml({
    privateKey: privateKey.export({ type: 'pkcs8', format: 'pem' }),
    publicCert: `-----BEGIN CERTIFICATE-----\n${certificateBase64}\n-----END CERTIFICATE-----`,
    signatureAlgorithm: 'http://www.w3.org/2001/04/xmldsig-more#rsa-sha256',
    canonicalizationAlgorithm: transform.exclusiveC14n,
  });
  signer.addReference({
    xpath: `//*[local-name(.)='${element}']`,
    transforms: [transform.envelopedSignature, transform.exclusiveC14n],
    digestAlgorithm: 'http://www.w3.org/2001/04/xmlenc#sha256',
  });
  const reference = `//*[local-name(.)='${element}']/*[local-name(.)='Issuer']`;
  signer.computeSignature(xml, { location: { reference, action: 'after' } });
  return signer.getSignedXml();
}

/** @param signed `both`: both were signed, and the Signature of the Response is removed again. */
export function pieces(honestSpec: ResponseSpec, signed: Signed): Pieces {
  const spec = asHostile(honestSpec);
  const unsigned = renderResponse(spec);
  const xml =
    signed === 'both'
      ? sign(sign(unsigned, 'Assertion', spec), 'Response', spec)
      : sign(unsigned, signed, spec);
  const response = parse(xml).documentElement;
  if (signed === 'both') remove(only(children(response, ns.dsig, 'Signature')));
  const assertion = only(children(response, ns.assertion, 'Assertion'));
  const holder = signed === 'Response' ? response : assertion;
  const honest = parse(renderAssertion(honestSpec)).documentElement;
  return { response, assertion, signature: only(children(holder, ns.dsig, 'Signature')), honest };
}

const clone = (element: Element): Element => element.cloneNode(true) as Element;

function remove(element: Element): Element {
  element.parentNode?.removeChild(element);
  return element;
}

/** A copy without the Signature that is its child. */
export function stripped(element: Element): Element {
  const copy = clone(element);
  remove(only(children(copy, ns.dsig, 'Signature')));
  return copy;
}

/** A copy for the user of another Assertion, with new IDs on the elements of these names. */
export function forge(
  element: Element,
  honest: Element,
  renamed: readonly ('Response' | 'Assertion')[],
): Element {
  const copy = clone(element);
  for (const name of ['NameID', 'AttributeStatement'])
    instead(only(all(copy, ns.assertion, name)), clone(only(all(honest, ns.assertion, name))));
  for (const name of renamed) {
    const owner = copy.localName === name ? copy : only(all(copy, ns.assertion, name));
    owner.setAttribute('ID', `_peer-${name}`);
  }
  return copy;
}

/** A new element around others. */
export function around(namespace: string, name: string, like: Element, inner: Element): Element {
  const element = like.ownerDocument.createElementNS(namespace, name);
  element.appendChild(inner);
  return element;
}

export const childOf = (parent: Element, namespace: string, name: string): Element =>
  only(children(parent, namespace, name));

export const before = (where: Element, added: Element): void => {
  where.parentNode?.insertBefore(added, where);
};

export const after = (where: Element, added: Element): void => {
  where.parentNode?.insertBefore(added, where.nextSibling);
};

export const instead = (where: Element, added: Element): void => {
  where.parentNode?.replaceChild(added, where);
};

/** As text, as it would be sent. */
export const send = (root: Element): string => new XMLSerializer().serializeToString(root);

/** Canonical form with each ID replaced by the position of its first occurrence, so that equal structures give equal texts. */
export function shape(xml: string): string {
  const form = canonical(parse(xml).documentElement);
  const ids = new Set([...form.matchAll(/ ID="([^"]*)"/g)].map(([, id = '']) => id));
  return [...ids].reduce((text, id, index) => text.replaceAll(id, `id-${index}`), form);
}
