import type { Fault } from '../../../input/invalid-input.ts';
import { type UserAttribute, userAttributes } from '../../response/user-attributes.ts';
import type { PlainSource } from '../../response/value-source.ts';

/** A source before it is checked, which is not made from others: the attribute may be any text. */
export type GivenPlainSource =
  | { kind: 'attribute'; attribute: string }
  | { kind: 'constant'; value: string }
  | { kind: 'directoryExtension'; extension: string };

/** Where a source is read for; the NameID has fewer transformations, and one more attribute. */
export type SourceUse = 'claim' | 'nameId';

/** A source that was read, and what is wrong with it; with a fault the value must not be stored. */
export interface ReadSource<Source> {
  readonly value: Source;
  readonly faults: readonly Fault[];
}

/** A broken rule. */
export const faultAt = (property: string, code: string, message: string): Fault => ({
  property,
  code,
  message,
});

/** In characters. */
const MAX_TEXT = 1024;

/** A source that is not made from others, built from the properties of its kind only. */
export function readPlain(
  property: string,
  given: GivenPlainSource,
  use: SourceUse = 'claim',
): ReadSource<PlainSource> {
  switch (given.kind) {
    case 'attribute': {
      const attribute = String(given.attribute).toLowerCase() as UserAttribute;
      const value: PlainSource = { kind: 'attribute', attribute };
      if (!Object.hasOwn(userAttributes, attribute))
        return { value, faults: [unknownAttribute(property, given.attribute)] };
      if (attribute === 'user.pairwiseid' && use === 'claim')
        return { value, faults: [onlyForNameId(property)] };
      return { value, faults: [] };
    }
    case 'constant': {
      const { kind, value } = given;
      return {
        value: { kind, value },
        faults: textFaults(`${property}.value`, value, 'constant value'),
      };
    }
    case 'directoryExtension': {
      const extension = String(given.extension).replace(/^user\./, '');
      const isName = /^extension_[0-9a-f]{32}_\w{1,128}$/.test(extension);
      return {
        value: { kind: 'directoryExtension', extension },
        faults: isName ? [] : [notAnExtension(property)],
      };
    }
    default:
      given satisfies never;
      return { value: given, faults: [unknownAttribute(property)] };
  }
}

/**
 * Sources of Entra's policies (entra-saml.md 3.1) for which this tenant has no value: Microsoft Graph has no NetBIOS name of a user, and the rest is
 * no choice of the portal.
 */
const notModelled: ReadonlyMap<string, string> = new Map([
  [
    'user.netbiosname',
    'Microsoft Graph has no NetBIOS name of a user: use user.onpremisesdomainname, or a directory extension',
  ],
  ['application.tags', 'use a constant value'],
  ['company.tenantcountry', 'use a constant value'],
]);

const unknownAttribute = (property: string, given: unknown = ''): Fault => {
  // A policy also calls the application `resource` or `audience`.
  const source = String(given).toLowerCase();
  const instead = notModelled.get(source.replace(/^(?:resource|audience)\./, 'application.'));
  if (instead !== undefined)
    return faultAt(
      property,
      'not_modelled',
      `${source} is a source in Entra, and not modelled here; ${instead}.`,
    );
  return faultAt(
    property,
    'required',
    given === ''
      ? 'Choose a source attribute.'
      : `There is no source attribute "${String(given).slice(0, 80)}"; choose from ${Object.keys(userAttributes).join(', ')}.`,
  );
};

const onlyForNameId = (property: string): Fault =>
  faultAt(property, 'only_name_id', 'user.pairwiseid is a source of the Name ID only.');

const notAnExtension = (property: string): Fault =>
  faultAt(
    property,
    'extension',
    'A directory extension is called extension_{application ID without hyphens}_{name}.',
  );

/** @param what as a sentence goes on: `constant value` */
export function textFaults(property: string, value: unknown, what: string): Fault[] {
  if (typeof value !== 'string')
    return [faultAt(property, 'type', `The ${what} must be a string.`)];
  if (value === '') return [faultAt(property, 'required', `Enter the ${what}.`)];
  if (value.length > MAX_TEXT)
    return [faultAt(property, 'too_long', `A ${what} has at most 1,024 characters.`)];
  return [];
}
