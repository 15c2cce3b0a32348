import type { ApplicationDetails } from '../../../directory/applications/application-details.ts';
import type { GivenSource } from '../../../directory/applications/claim-sources.ts';
import {
  type ClaimValues,
  findClaim,
  type NameIdValues,
  nameIdOf,
} from '../../../directory/applications/claims-settings.ts';
import { userAttributes } from '../../../response/user-attributes.ts';
import type { ValueSource } from '../../../response/value-source.ts';
import type { PostedForm } from '../../posted-form.ts';

/** A source as the fields show it: one of the attributes, or `constant` and the value; empty when nothing is selected. */
export interface SourceForm {
  source: string;
  constant: string;
}

/** "Manage claim". */
export interface ClaimForm extends SourceForm {
  name: string;
  namespace: string;
}

/** "Unique User Identifier (Name ID)"; an empty format is "Default". */
export interface NameIdForm extends SourceForm {
  format: string;
}

export const sourceLabels = { source: 'Source attribute', constant: 'Constant value' };

/** What "Source attribute" offers. */
export const sourceOptions = [
  { value: '', label: 'Select an attribute' },
  ...Object.keys(userAttributes).map((name) => ({ value: name, label: name })),
  { value: 'constant', label: 'A constant value' },
];

function sourceForm(source: ValueSource | undefined): SourceForm {
  switch (source?.kind) {
    case 'attribute':
      return { source: source.attribute, constant: '' };
    case 'constant':
      return { source: 'constant', constant: source.value };
    case 'directoryExtension':
    case 'transformation':
    case undefined:
      return { source: '', constant: '' };
  }
}

/** A claim as its form shows it; all empty for a new one. */
export function claimFormOf(app: ApplicationDetails, id: string | undefined): ClaimForm {
  const claim = id === undefined ? undefined : findClaim(app, id);
  if (!claim) return { name: '', namespace: '', source: '', constant: '' };
  return { name: claim.name, namespace: claim.namespace, ...sourceForm(claim.source) };
}

export function nameIdFormOf(app: ApplicationDetails): NameIdForm {
  const { nameIdFormat, nameIdSource } = nameIdOf(app);
  return { format: nameIdFormat, ...sourceForm(nameIdSource) };
}

export const readClaim = (form: PostedForm): ClaimForm => ({
  name: form.text('name'),
  namespace: form.text('namespace'),
  ...readSource(form),
});

export const readNameId = (form: PostedForm): NameIdForm => ({
  format: form.text('format'),
  ...readSource(form),
});

function readSource(form: PostedForm): SourceForm {
  const source = form.text('source');
  return { source, constant: source === 'constant' ? form.text('constant') : '' };
}

export const claimValues = ({ name, namespace, ...source }: ClaimForm): ClaimValues => ({
  name,
  namespace,
  source: givenSource(source),
});

export const nameIdValues = ({ format, ...source }: NameIdForm): NameIdValues => ({
  nameIdFormat: format,
  nameIdSource: givenSource(source),
});

const givenSource = ({ source, constant }: SourceForm): GivenSource =>
  source === 'constant'
    ? { kind: 'constant', value: constant }
    : { kind: 'attribute', attribute: source };

/** The form field of each property, where the names differ. */
export const claimFields = { 'source.value': 'constant' };
export const nameIdFields = {
  nameIdFormat: 'format',
  nameIdSource: 'source',
  'nameIdSource.value': 'constant',
};
