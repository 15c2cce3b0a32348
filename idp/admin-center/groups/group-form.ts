import {
  type GroupProperties,
  type SomeGroupProperties,
  UNIFIED,
} from '../../directory/groups/group-properties.ts';
import type { PostedForm } from '../posted-form.ts';

/** "Group type" (entra-docs, fundamentals/concept-learn-about-groups.md); Exchange makes the last two in Entra. */
export const groupKinds = {
  security: 'Security',
  microsoft365: 'Microsoft 365',
  mailSecurity: 'Mail-enabled security',
  distribution: 'Distribution',
} as const;

type GroupKind = keyof typeof groupKinds;

/** A group as its form shows it. */
export interface GroupForm {
  displayName: string;
  description: string;
  kind: string;
  /** `''` for a new group: it is derived from the name. */
  mailNickname: string;
  onPremisesSyncEnabled: boolean;
  onPremisesSamAccountName: string;
  onPremisesNetBiosName: string;
  onPremisesDomainName: string;
  onPremisesSecurityIdentifier: string;
}

export const groupLabels: Readonly<Record<keyof GroupForm, string>> = {
  displayName: 'Group name',
  description: 'Group description',
  kind: 'Group type',
  mailNickname: 'Mail nickname',
  onPremisesSyncEnabled: 'Synchronized from Active Directory',
  onPremisesSamAccountName: 'sAMAccountName',
  onPremisesNetBiosName: 'NetBIOS name of the domain',
  onPremisesDomainName: 'DNS name of the domain',
  onPremisesSecurityIdentifier: 'Security identifier (SID)',
};

/** The form field of each property that is named differently there. */
export const groupFields = {
  groupTypes: 'kind',
  mailEnabled: 'kind',
  securityEnabled: 'kind',
};

export const emptyGroupForm: GroupForm = {
  displayName: '',
  description: '',
  kind: 'security',
  mailNickname: '',
  onPremisesSyncEnabled: false,
  onPremisesSamAccountName: '',
  onPremisesNetBiosName: '',
  onPremisesDomainName: '',
  onPremisesSecurityIdentifier: '',
};

/** A Microsoft 365 group can be security-enabled too, which the form keeps. */
export function kindOf(
  group: Pick<GroupProperties, 'groupTypes' | 'mailEnabled' | 'securityEnabled'>,
): GroupKind {
  if (group.groupTypes.includes(UNIFIED)) return 'microsoft365';
  if (!group.mailEnabled) return 'security';
  return group.securityEnabled ? 'mailSecurity' : 'distribution';
}

export function groupFormOf(group: GroupProperties): GroupForm {
  const { groupTypes, mailEnabled, securityEnabled, ...shown } = group;
  return { ...shown, kind: kindOf({ groupTypes, mailEnabled, securityEnabled }) };
}

export const readGroupForm = (form: PostedForm): GroupForm => ({
  displayName: form.text('displayName'),
  description: form.text('description').replaceAll('\r\n', '\n'),
  kind: form.text('kind'),
  mailNickname: form.text('mailNickname'),
  onPremisesSyncEnabled: form.has('onPremisesSyncEnabled'),
  onPremisesSamAccountName: form.text('onPremisesSamAccountName'),
  onPremisesNetBiosName: form.text('onPremisesNetBiosName'),
  onPremisesDomainName: form.text('onPremisesDomainName'),
  onPremisesSecurityIdentifier: form.text('onPremisesSecurityIdentifier'),
});

/** The properties that the form says; `before` is absent for a new group. */
export function groupProperties(
  { kind, mailNickname, ...form }: GroupForm,
  before?: GroupProperties,
): SomeGroupProperties & { displayName: string } {
  return {
    ...form,
    ...(before && kindOf(before) === kind ? {} : kindProperties(kind)),
    ...((before || mailNickname !== '') && { mailNickname }),
  };
}

function kindProperties(kind: string) {
  switch (kind as GroupKind) {
    case 'microsoft365':
      return { groupTypes: [UNIFIED], mailEnabled: true, securityEnabled: false };
    case 'mailSecurity':
      return { groupTypes: [], mailEnabled: true, securityEnabled: true };
    case 'distribution':
      return { groupTypes: [], mailEnabled: true, securityEnabled: false };
    default:
      return { groupTypes: [], mailEnabled: false, securityEnabled: true };
  }
}
