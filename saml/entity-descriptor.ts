import { attribute, childElements, childrenNamed, type Element, isElement, text } from './dom.ts';
import { SamlError } from './errors.ts';
import { ns } from './names.ts';
import { trimXml } from './white-space.ts';
import { withoutUndefined } from './without-undefined.ts';

const PEM_BLOCK = /-----BEGIN (?:X509 |TRUSTED )?CERTIFICATE-----([^-]*)-----END [A-Z0-9 ]*-----/g;

/** An endpoint in metadata (SAML Metadata 2.2.2); strings as sent. */
export interface Endpoint {
  binding: string;
  location: string;
  responseLocation?: string;
}

const providers = {
  SPSSODescriptor: 'a service provider',
  IDPSSODescriptor: 'an identity provider',
};

/** In bytes. Metadata of a provider has a few kilobytes, Entra's about 70 KB. */
export const MAX_METADATA_BYTES = 1024 * 1024;

/**
 * The only provider of a kind in a document with one or several entities.
 *
 * @throws {SamlError} `wrong_message`, `schema`
 */
export function onlyProvider(
  root: Element,
  roleName: keyof typeof providers,
): { entity: Element; role: Element; entityId: string } {
  const entities = isElement(root, ns.metadata, 'EntitiesDescriptor') ? descendants(root) : [root];
  const [first, ...more] = entities
    .filter((entity) => isElement(entity, ns.metadata, 'EntityDescriptor'))
    .flatMap((entity) =>
      childrenNamed(entity, ns.metadata, roleName).map((role) => ({ entity, role })),
    );
  const kind = providers[roleName];
  if (!first)
    throw new SamlError(
      'wrong_message',
      `Metadata of ${kind} was expected, and no ${roleName} was found in ${root.name}.`,
    );
  if (more.length > 0)
    throw new SamlError(
      'wrong_message',
      `The metadata describes more than one ${kind.replace(/^an? /, '')}.`,
    );
  const entityId = trimXml(attribute(first.entity, 'entityID') ?? '');
  if (!entityId) throw new SamlError('schema', 'The EntityDescriptor has no entityID.');
  return { ...first, entityId };
}

/** EntitiesDescriptor may nest (SAML Metadata 2.3.1). */
const descendants = (group: Element): Element[] =>
  childElements(group).flatMap((e) =>
    isElement(e, ns.metadata, 'EntitiesDescriptor') ? descendants(e) : [e],
  );

/** @throws {SamlError} `schema` when its Location is missing, empty or not an absolute http or https URL. */
export function endpoint(e: Element): Endpoint {
  const location = attribute(e, 'Location')?.trim();
  if (location === undefined) throw new SamlError('schema', `The ${localName(e)} has no Location.`);
  if (location === '') throw new SamlError('schema', `The ${localName(e)} has an empty Location.`);
  if (!/^https?:$/.test(URL.parse(location)?.protocol ?? ''))
    throw new SamlError(
      'schema',
      `The ${localName(e)} has the Location "${location.slice(0, 200)}", which is not an absolute http or https URL.`,
    );
  return withoutUndefined({
    binding: attribute(e, 'Binding')?.trim() ?? '',
    location,
    responseLocation: attribute(e, 'ResponseLocation')?.trim(),
  });
}

/**
 * DER, base64 on one line. Keys without `use` serve both purposes (SAML Metadata 2.4.1.1). Only certificates inside KeyInfo are read;
 * references are not followed.
 */
export function certificates(role: Element, use: 'signing' | 'encryption'): string[] {
  return childrenNamed(role, ns.metadata, 'KeyDescriptor')
    .filter((key) => (attribute(key, 'use') ?? use) === use)
    .flatMap((key) => childrenNamed(key, ns.dsig, 'KeyInfo'))
    .flatMap((info) => childrenNamed(info, ns.dsig, 'X509Data'))
    .flatMap((data) => childrenNamed(data, ns.dsig, 'X509Certificate'))
    .map((certificate) => withoutArmour(text(certificate)).replace(/\s+/g, ''));
}

/** Some service providers put a whole PEM file into the element; a single block in it is unambiguous. */
function withoutArmour(content: string): string {
  const blocks = [...content.matchAll(PEM_BLOCK)];
  return (blocks.length === 1 ? blocks[0]?.[1] : undefined) ?? content;
}

const localName = (e: Element): string => e.name.replace(/^.*:/, '');

/**
 * The earliest validUntil of a provider, its entity and the groups around it (SAML Metadata 2.3.1, 2.3.2, 2.4.1); undefined without any.
 * An unreadable one is ignored.
 */
export function validUntil(entity: Element, role: Element): Date | undefined {
  const times = [...ancestors(entity), entity, role]
    .flatMap((e) => attribute(e, 'validUntil') ?? [])
    .map((value) => Date.parse(value.trim()))
    .filter((time) => !Number.isNaN(time));
  return times.length === 0 ? undefined : new Date(Math.min(...times));
}

/** The EntitiesDescriptors that contain an entity. */
export function ancestors(e: Element): Element[] {
  const { parent } = e;
  return parent ? [...ancestors(parent), parent] : [];
}
