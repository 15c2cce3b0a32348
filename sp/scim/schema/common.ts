import type { Attribute } from './attribute.ts';

/** What every resource has (RFC 7643 3.1). They are in no schema. */
export const commonAttributes: readonly Attribute[] = [
  { name: 'id', type: 'string', description: '', caseExact: true, readOnly: true },
  { name: 'externalId', type: 'string', description: '', caseExact: true },
  { name: 'schemas', type: 'reference', description: '', multiValued: true, readOnly: true },
  {
    name: 'meta',
    type: 'complex',
    description: '',
    readOnly: true,
    subAttributes: [
      { name: 'resourceType', type: 'string', description: '', caseExact: true },
      { name: 'created', type: 'dateTime', description: '' },
      { name: 'lastModified', type: 'dateTime', description: '' },
      { name: 'location', type: 'reference', description: '', caseExact: true },
    ],
  },
];

/** A text. */
export const text = (name: string, description: string): Attribute => ({
  name,
  type: 'string',
  description,
});

/** The members of a multi-valued attribute (RFC 7643 2.4). */
export const valueMembers = (what: string, types: readonly string[]): readonly Attribute[] => [
  text('value', `The ${what}.`),
  text('display', 'A name for people.'),
  { ...text('type', `What the ${what} is for.`), canonicalValues: types },
  { name: 'primary', type: 'boolean', description: `Whether this is the preferred ${what}.` },
];
