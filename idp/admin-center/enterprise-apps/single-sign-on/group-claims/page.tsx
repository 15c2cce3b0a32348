import {
  Button,
  Checkbox,
  FieldSet,
  LinkButton,
  Radio,
} from '../../../../../web/components/controls.tsx';
import { Field, FieldError, Select } from '../../../../../web/components/field.tsx';
import { Toolbar } from '../../../../../web/components/navigation.tsx';
import { Card, Disclosure, MessageBar } from '../../../../../web/components/surfaces.tsx';
import { typedFields } from '../../../../../web/http/typed-fields.ts';
import { groupClaimsOf } from '../../../../directory/applications/stored-group-claims.ts';
import { tagOf } from '../../../../directory/stale-version.ts';
import { wireName } from '../../../../response/claims-configuration.ts';
import {
  type GroupMembershipClaims,
  groupMembershipWords,
  groupSourceWords,
} from '../../../../response/group-claims-configuration.ts';
import { isRestricted } from '../../../../response/restricted-claims.ts';
import { AdminForm, faultOf } from '../../../admin-form.tsx';
import type { FieldFault } from '../../../field-faults.ts';
import type { Shell } from '../../../visit.ts';
import { ApplicationPage } from '../../application-page.tsx';
import type { ApplicationVisit } from '../../application-routes.ts';
import { type GroupClaimsForm, groupClaimsLabels } from './form.ts';

export interface GroupClaimsPageProps {
  shell: Shell;
  visit: ApplicationVisit;
  /** Address of the form, and of "Attributes & Claims" below the application. */
  page: string;
  back: string;
  form: GroupClaimsForm;
  faults?: readonly FieldFault[] | undefined;
}

/** The panel "Group Claims" (how-to-connect-fed-group-claims.md). */
export function GroupClaimsPage(props: GroupClaimsPageProps) {
  const { shell, visit, page, back, form, faults } = props;
  const denial = visit.denial('app.configure');
  return (
    <ApplicationPage
      shell={shell}
      app={visit.app}
      menu="single-sign-on"
      title="Group Claims"
      lead="Manage the group claims used by Microsoft Entra ID to populate SAML tokens issued to your app."
      denial={denial}
      trail={[
        { title: 'Single sign-on', href: visit.path('single-sign-on') },
        { title: 'Attributes & Claims', href: visit.path(back) },
      ]}
    >
      <AdminForm
        shell={shell}
        action={visit.path(page)}
        version={faults ? visit.form.version() : tagOf(groupClaimsOf(visit.app))}
        faults={faults}
      >
        <Toolbar>
          <Button id="save" disabled={denial !== undefined}>
            Save
          </Button>
          <LinkButton href={visit.path(back)} appearance="subtle">
            Cancel
          </LinkButton>
        </Toolbar>
        <Card>
          <Choice form={form} faults={faults} />
          <Source form={form} faults={faults} />
        </Card>
        <Card>
          <Disclosure
            summary="Advanced options"
            open={
              form.filterGroups ||
              form.customize ||
              form.emitAsRoles ||
              form.applyRegex ||
              faults !== undefined
            }
          >
            <Filter form={form} faults={faults} />
            <Name form={form} faults={faults} />
            <Regex form={form} faults={faults} />
          </Disclosure>
        </Card>
      </AdminForm>
    </ApplicationPage>
  );
}

type PartProps = Pick<GroupClaimsPageProps, 'form' | 'faults'>;

/** What each choice sends. */
const hints: Readonly<Record<GroupMembershipClaims, string>> = {
  None: 'No group claim is sent.',
  All: 'Security groups, Microsoft 365 groups, distribution lists and directory roles.',
  SecurityGroup: 'Security groups, and the directory roles by their object IDs.',
  DirectoryRole: 'The claim wids with the template IDs of directory roles, in place of groups.',
  ApplicationGroup:
    'Groups under Users and groups of which the user is a direct member; nested groups are left out.',
};

function Choice({ form, faults }: PartProps) {
  const error = faultOf(faults, 'choice');
  return (
    <FieldSet legend={groupClaimsLabels.choice}>
      {Object.entries(groupMembershipWords).map(([value, label]) => (
        <Radio
          key={value}
          name="choice"
          value={value}
          label={label}
          hint={hints[value as GroupMembershipClaims]}
          checked={form.choice === value}
        />
      ))}
      {error !== undefined && <FieldError id="choiceError">{error}</FieldError>}
    </FieldSet>
  );
}

function Source({ form, faults }: PartProps) {
  const field = typedFields(form, (name) => faultOf(faults, name));
  const error = faultOf(faults, 'cloudDisplayNames');
  return (
    <>
      <Select
        label={groupClaimsLabels.source}
        {...field('source')}
        options={Object.entries(groupSourceWords).map(([value, label]) => ({ value, label }))}
        hint="A group without this attribute is left out. Names of cloud-only groups need Groups assigned to the application."
      />
      <Checkbox
        label={groupClaimsLabels.cloudDisplayNames}
        name="cloudDisplayNames"
        checked={form.cloudDisplayNames}
        hint="With an attribute of Active Directory and Groups assigned to the application: groups that are not synchronized are sent by their display names."
      />
      {error !== undefined && <FieldError id="cloudDisplayNamesError">{error}</FieldError>}
    </>
  );
}

const attributes = [
  { value: 'displayName', label: 'Display name' },
  { value: 'onPremisesSamAccountName', label: 'SAMAccountName' },
];
const matches = [
  { value: 'prefix', label: 'Prefix' },
  { value: 'suffix', label: 'Suffix' },
  { value: 'contains', label: 'Contains' },
];

function Filter({ form, faults }: PartProps) {
  const field = typedFields(form, (name) => faultOf(faults, name));
  return (
    <FieldSet legend="Group filter">
      <Checkbox
        label={groupClaimsLabels.filterGroups}
        name="filterGroups"
        checked={form.filterGroups}
        hint="Only groups that match are sent. Directory roles are not filtered, nor is a user in more than 1,000 groups."
      />
      <Select
        label={groupClaimsLabels.filterAttribute}
        {...field('filterAttribute')}
        options={attributes}
      />
      <Select label={groupClaimsLabels.filterMatch} {...field('filterMatch')} options={matches} />
      <Field
        label={groupClaimsLabels.filterValue}
        {...field('filterValue')}
        autocomplete="off"
        optional
      />
    </FieldSet>
  );
}

function Name({ form, faults }: PartProps) {
  const field = typedFields(form, (name) => faultOf(faults, name));
  const restricted = form.customize && form.name !== '' && isRestricted(wireName(form));
  return (
    <FieldSet legend="Name of the claim">
      <Checkbox label={groupClaimsLabels.customize} name="customize" checked={form.customize} />
      {restricted && (
        <MessageBar tone="warning">
          Entra reserves the name {wireName(form)}. It takes it here, and ignores it at the sign-in:
          the claim then has the name of the group claim.
        </MessageBar>
      )}
      <Field label={groupClaimsLabels.name} {...field('name')} autocomplete="off" optional />
      <Field
        label={groupClaimsLabels.namespace}
        {...field('namespace')}
        autocomplete="off"
        optional
      />
      <Checkbox
        label={groupClaimsLabels.emitAsRoles}
        name="emitAsRoles"
        checked={form.emitAsRoles}
        hint="The claim is the role claim, whatever the name above says, and app roles are not sent."
      />
    </FieldSet>
  );
}

function Regex({ form, faults }: PartProps) {
  const field = typedFields(form, (name) => faultOf(faults, name));
  return (
    <FieldSet legend="Group transformation">
      <Checkbox
        label={groupClaimsLabels.applyRegex}
        name="applyRegex"
        checked={form.applyRegex}
        hint="Needs a name of the claim. Groups that do not match are left out; if none matches, the group claim is sent unchanged."
      />
      <Field
        label={groupClaimsLabels.pattern}
        {...field('pattern')}
        placeholder="^Sales-(?<team>.+)$"
        hint="In the syntax of .NET."
        autocomplete="off"
        spellcheck={false}
        optional
      />
      <Field
        label={groupClaimsLabels.replacement}
        {...field('replacement')}
        placeholder="{team}"
        hint="{name} is a named group of the pattern."
        autocomplete="off"
        spellcheck={false}
        optional
      />
    </FieldSet>
  );
}
