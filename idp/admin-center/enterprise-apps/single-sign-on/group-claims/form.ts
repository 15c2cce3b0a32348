import type { GroupClaimsValues } from '../../../../directory/applications/group-claims-settings.ts';
import type { GroupClaims } from '../../../../response/group-claims-configuration.ts';
import type { FieldFault } from '../../../field-faults.ts';
import type { PostedForm } from '../../../posted-form.ts';

/** "Group Claims" as the form shows it: a tick for each advanced option, beside its fields. */
export interface GroupClaimsForm {
  choice: string;
  source: string;
  cloudDisplayNames: boolean;
  filterGroups: boolean;
  filterAttribute: string;
  filterMatch: string;
  filterValue: string;
  customize: boolean;
  name: string;
  namespace: string;
  emitAsRoles: boolean;
  applyRegex: boolean;
  pattern: string;
  replacement: string;
}

export const groupClaimsLabels: Readonly<Record<keyof GroupClaimsForm, string>> = {
  choice: 'Which groups associated with the user should be returned in the claim?',
  source: 'Source attribute',
  cloudDisplayNames: 'Emit group name for cloud-only groups',
  filterGroups: 'Filter groups',
  filterAttribute: 'Attribute to match',
  filterMatch: 'Match with',
  filterValue: 'String',
  customize: 'Customize the name of the group claim',
  name: 'Name',
  namespace: 'Namespace',
  emitAsRoles: 'Emit groups as role claims',
  applyRegex: 'Apply regex replace to groups claim content',
  pattern: 'Regex pattern',
  replacement: 'Regex replacement pattern',
};

/** The form field of each property. */
export const groupClaimsFields = {
  groupMembershipClaims: 'choice',
  sourceAttribute: 'source',
  'filter.attribute': 'filterAttribute',
  'filter.match': 'filterMatch',
  'filter.value': 'filterValue',
  'regex.pattern': 'pattern',
  'regex.replacement': 'replacement',
};

export const groupClaimsFormOf = (config: GroupClaims): GroupClaimsForm => ({
  choice: config.groupMembershipClaims,
  source: config.sourceAttribute,
  cloudDisplayNames: config.cloudDisplayNames,
  filterGroups: config.filter !== null,
  filterAttribute: config.filter?.attribute ?? 'displayName',
  filterMatch: config.filter?.match ?? 'prefix',
  filterValue: config.filter?.value ?? '',
  customize: config.name !== '',
  name: config.name,
  namespace: config.namespace,
  emitAsRoles: config.emitAsRoles,
  applyRegex: config.regex !== null,
  pattern: config.regex?.pattern ?? '',
  replacement: config.regex?.replacement ?? '',
});

export const readGroupClaims = (form: PostedForm): GroupClaimsForm => ({
  choice: form.text('choice'),
  source: form.text('source'),
  cloudDisplayNames: form.has('cloudDisplayNames'),
  filterGroups: form.has('filterGroups'),
  filterAttribute: form.text('filterAttribute'),
  filterMatch: form.text('filterMatch'),
  filterValue: form.text('filterValue'),
  customize: form.has('customize'),
  name: form.text('name'),
  namespace: form.text('namespace'),
  emitAsRoles: form.has('emitAsRoles'),
  applyRegex: form.has('applyRegex'),
  pattern: form.text('pattern'),
  replacement: form.text('replacement'),
});

export const groupClaimsValues = (form: GroupClaimsForm): GroupClaimsValues => ({
  groupMembershipClaims: form.choice,
  sourceAttribute: form.source,
  cloudDisplayNames: form.cloudDisplayNames,
  filter: form.filterGroups
    ? { attribute: form.filterAttribute, match: form.filterMatch, value: form.filterValue }
    : undefined,
  name: form.customize ? form.name : '',
  namespace: form.customize ? form.namespace : '',
  emitAsRoles: form.emitAsRoles,
  regex: form.applyRegex ? { pattern: form.pattern, replacement: form.replacement } : undefined,
});

/** A field that was filled without its tick would be lost; a tick without its first field would change nothing. */
export function tickFaults(form: GroupClaimsForm): FieldFault[] {
  const options = [
    { tick: 'filterGroups', first: 'filterValue', fields: ['filterValue'] },
    { tick: 'customize', first: 'name', fields: ['name', 'namespace'] },
    { tick: 'applyRegex', first: 'pattern', fields: ['pattern', 'replacement'] },
  ] as const;
  return options.flatMap(({ tick, first, fields }) => {
    const filled = fields.find((field) => form[field] !== '');
    if (!form[tick] && filled !== undefined)
      return {
        field: filled,
        code: 'not_ticked',
        message: `Tick "${groupClaimsLabels[tick]}", or empty this field.`,
      };
    if (form[tick] && form[first] === '')
      return {
        field: first,
        code: 'required',
        message: `Fill in this field, or untick "${groupClaimsLabels[tick]}".`,
      };
    return [];
  });
}
