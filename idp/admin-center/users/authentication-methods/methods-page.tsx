import { Badge } from '../../../../web/components/badge.tsx';
import { Button, Checkbox, LinkButton } from '../../../../web/components/controls.tsx';
import { Select } from '../../../../web/components/field.tsx';
import { Toolbar } from '../../../../web/components/navigation.tsx';
import { Card } from '../../../../web/components/surfaces.tsx';
import { Table } from '../../../../web/components/table.tsx';
import {
  type AuthenticationMethodMode,
  authenticationMethodModes,
  labelOf,
} from '../../../authentication-methods/modes.ts';
import type { AuthenticationMethod } from '../../../directory/authentication-methods/authentication-methods.ts';
import { withoutPagesTag } from '../../../directory/users/signs-in-without-pages.ts';
import { passwordChangeTag } from '../../../directory/users/user-password.ts';
import { AdminForm, faultOf } from '../../admin-form.tsx';
import { AdminPage } from '../../admin-page.tsx';
import type { FieldFault } from '../../field-faults.ts';
import { whatItTakes } from '../../roles.ts';
import { shownInstant } from '../../shown-instant.ts';
import type { Shell } from '../../visit.ts';
import { type TargetUser, userTrail } from '../target-user.ts';
import { methodsPath, SOFTWARE_OATH } from './add-method-page.tsx';
import { methodDetail, methodLabels } from './method-facts.ts';
import { SoftwareOathCard, type SoftwareOathView } from './software-oath-card.tsx';

export interface MethodsPageProps {
  shell: Shell;
  target: TargetUser;
  methods: readonly AuthenticationMethod[];
  /** Undefined when the user has no app that shows codes. */
  softwareOath: SoftwareOathView | undefined;
  now: Date;
  /** "Signs in without pages, as", as stored or as chosen. */
  withoutPages: readonly AuthenticationMethodMode[];
  faults?: readonly FieldFault[] | undefined;
}

/** "Authentication methods" of a user (entra-saml.md 10.8). */
export function MethodsPage(props: MethodsPageProps) {
  const { shell, target, softwareOath } = props;
  const { user, methodsManageable } = target;
  return (
    <AdminPage
      shell={shell}
      section="users"
      title="Authentication methods"
      lead={user.userPrincipalName}
      trail={userTrail(user)}
    >
      <Commands {...props} />
      <Card title="Usable authentication methods" id="methods">
        <Methods {...props} />
      </Card>
      {softwareOath && <SoftwareOathCard {...softwareOath} />}
      {methodsManageable ? (
        <>
          <PasswordChange {...props} />
          <WithoutPages {...props} />
        </>
      ) : (
        <p class="hint">
          You cannot change how this user signs in. {whatItTakes('authentication-method.manage')}
        </p>
      )}
    </AdminPage>
  );
}

function Commands({ shell, target }: MethodsPageProps) {
  const { user, manageable, methodsManageable } = target;
  const path = methodsPath(user.id);
  if (!manageable && !methodsManageable) return null;
  return (
    <Toolbar>
      {methodsManageable && (
        <LinkButton href={`${path}/add`} appearance="subtle">
          Add authentication method
        </LinkButton>
      )}
      {manageable && (
        <LinkButton href={`/admin/users/${user.id}/reset-password`} appearance="subtle">
          Reset password
        </LinkButton>
      )}
      {methodsManageable && (
        <>
          <LinkButton href={`${path}/re-register`} appearance="subtle">
            Require re-register multifactor authentication
          </LinkButton>
          <AdminForm shell={shell} action={`${path}/revoke-sessions`} inline>
            <Button appearance="subtle" id="revokeSessions">
              Revoke sessions
            </Button>
          </AdminForm>
        </>
      )}
    </Toolbar>
  );
}

function Methods({ target, methods, softwareOath, now }: MethodsPageProps) {
  const { user, methodsManageable } = target;
  const forced = user.forceChangePasswordNextSignIn === 1;
  const remove = (id: string, what: string) =>
    methodsManageable && (
      <a key="delete" href={`${methodsPath(user.id)}/${id}/delete`} aria-label={`Delete ${what}`}>
        Delete
      </a>
    );
  return (
    <Table
      caption="Usable authentication methods"
      columns={['Method', 'Detail', { title: 'Registered (UTC)', nowrap: true }, '']}
      rows={[
        [
          'Password',
          forced ? (
            <Badge key="forced" tone="warning">
              Must be changed at next sign-in
            </Badge>
          ) : (
            ''
          ),
          '',
          '',
        ],
        ...(softwareOath
          ? [[SOFTWARE_OATH, 'Authenticator app', '', remove('softwareOath', SOFTWARE_OATH)]]
          : []),
        ...methods.map((method) => {
          const detail = methodDetail(method, now);
          const label = methodLabels[method.type];
          return [
            label,
            detail,
            shownInstant(method.createdDateTime),
            remove(method.id, `${label} ${detail}`),
          ];
        }),
      ]}
    />
  );
}

function PasswordChange({ shell, target: { user } }: MethodsPageProps) {
  return (
    <Card title="Password" id="passwordChange">
      <AdminForm
        shell={shell}
        action={`${methodsPath(user.id)}/password-change`}
        version={passwordChangeTag(user)}
      >
        <Checkbox
          label="Must change password at next sign-in"
          name="forceChangePasswordNextSignIn"
          checked={user.forceChangePasswordNextSignIn === 1}
          hint="The sign-in page asks for another password after the right one (AADSTS50055)."
        />
        <Button appearance="secondary">Save</Button>
      </AdminForm>
    </Card>
  );
}

/** One more than are stored, and two at least: a session with a second factor has two methods. */
function WithoutPages({ shell, target: { user }, withoutPages, faults }: MethodsPageProps) {
  const positions = Array.from({ length: Math.max(2, withoutPages.length) }, (_, at) => at);
  const modes = authenticationMethodModes.map((value) => ({ value, label: labelOf(value) }));
  return (
    <Card title="Signs in without pages" id="withoutPages">
      <p>
        As on a joined device: once the user name is known, the user is signed in with these
        methods. Entra has no such setting; this lab has no devices.
      </p>
      <AdminForm
        shell={shell}
        action={`${methodsPath(user.id)}/without-pages`}
        version={withoutPagesTag(user)}
        faults={faults}
      >
        {positions.map((at) => (
          <Select
            key={at}
            label={at === 0 ? 'Signs in without pages, as' : 'and as'}
            name="method"
            id={`method-${at}`}
            value={withoutPages[at] ?? ''}
            error={faultOf(faults, `method.${at}`)}
            options={[
              { value: '', label: at === 0 ? '(asked on the pages)' : '(nothing else)' },
              ...modes,
            ]}
          />
        ))}
        <Button appearance="secondary">Save</Button>
      </AdminForm>
    </Card>
  );
}
