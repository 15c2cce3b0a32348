import type { ApplicationDetails } from '../../../../directory/applications/application-details.ts';
import type { GivenCondition } from '../../../../directory/applications/claim-condition-rules.ts';
import {
  type ClaimValues,
  claimsOf,
  findClaim,
  type NameIdValues,
  nameIdOf,
} from '../../../../directory/applications/claims-settings.ts';
import type { FieldFault } from '../../../field-faults.ts';
import type { PostedForm } from '../../../posted-form.ts';
import {
  givenSource,
  readSourceForm,
  type SourceForm,
  sourceFieldOf,
  sourceFormOf,
} from './source-form.ts';

/** "Manage claim"; an empty name format is "Omitted". */
export interface ClaimForm {
  readonly name: string;
  readonly namespace: string;
  readonly nameFormat: string;
  readonly source: SourceForm;
}

/** "Unique User Identifier (Name ID)"; an empty format is "Default". */
export interface NameIdForm {
  readonly format: string;
  readonly source: SourceForm;
}

/** A claim as its form shows it; all empty for a new one. */
export function claimFormOf(app: ApplicationDetails, id: string | undefined): ClaimForm {
  const claim = id === undefined ? undefined : findClaim(app, id);
  return {
    name: claim?.name ?? '',
    namespace: claim?.namespace ?? '',
    nameFormat: claim?.nameFormat ?? '',
    source: sourceFormOf(claim?.source),
  };
}

export function nameIdFormOf(app: ApplicationDetails): NameIdForm {
  const { nameIdFormat, nameIdSource } = nameIdOf(app);
  return { format: nameIdFormat, source: sourceFormOf(nameIdSource) };
}

export const readClaim = (form: PostedForm): ClaimForm => ({
  name: form.text('name'),
  namespace: form.text('namespace'),
  nameFormat: form.text('nameFormat'),
  source: readSourceForm(form),
});

export const readNameId = (form: PostedForm): NameIdForm => ({
  format: form.text('format'),
  source: readSourceForm(form),
});

/** @param app the application as it is stored, whose conditions stay */
export function claimValues(
  { name, namespace, nameFormat, source: form }: ClaimForm,
  app: ApplicationDetails,
  id: string | undefined,
): ClaimValues {
  const conditions = (id !== undefined && findClaim(app, id)?.conditions) || [];
  const source = givenSource(form);
  return {
    name,
    namespace,
    nameFormat,
    ...((source || conditions.length === 0) && {
      source: source ?? { kind: 'attribute', attribute: '' },
    }),
    conditions,
  };
}

export const nameIdValues = (
  { format, source }: NameIdForm,
  app: ApplicationDetails,
): NameIdValues => ({
  nameIdFormat: format,
  nameIdSource: givenSource(source) ?? { kind: 'attribute', attribute: '' },
  nameIdConditions: claimsOf(app).nameIdConditions ?? [],
});

/** Faults of the directory at the fields of the form. */
export const sourceFaults = (
  faults: readonly FieldFault[],
  { kind }: SourceForm,
): readonly FieldFault[] =>
  faults.map((fault) => {
    const { field } = fault;
    if (field === 'nameIdFormat') return { ...fault, field: 'format' };
    const rest = /^(?:nameIdSource|source)(?:\.(.*))?$/.exec(field);
    return rest ? { ...fault, field: sourceFieldOf(rest[1] ?? '', kind) } : fault;
  });

/** Conditions with one of them changed, added or removed. @param position of one that exists; undefined: a new one */
export function changedConditions(
  before: readonly GivenCondition[],
  position: number | undefined,
  condition: GivenCondition | undefined,
): readonly GivenCondition[] {
  if (position === undefined) return condition ? [...before, condition] : before;
  return before.flatMap((one, index) => (index === position ? (condition ?? []) : one));
}

/** Conditions with one of them a place earlier: of those that match, the last one with a value wins. */
export const movedUp = (
  conditions: readonly GivenCondition[],
  position: number,
): readonly GivenCondition[] =>
  conditions.toSpliced(
    position - 1,
    2,
    ...conditions.slice(position - 1, position + 1).toReversed(),
  );
