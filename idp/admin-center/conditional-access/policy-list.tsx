import { Badge } from '../../../web/components/badge.tsx';
import { LinkButton } from '../../../web/components/controls.tsx';
import { Table } from '../../../web/components/table.tsx';
import type { Policy } from '../../conditional-access/policy.ts';
import { grantInWords, policyStates } from '../../conditional-access/policy.ts';
import { AdminPage } from '../admin-page.tsx';
import { type ApplicationNames, applicationPlace } from '../enterprise-apps/application-menu.ts';
import type { Shell } from '../visit.ts';
import { policiesPath } from './policy-page.tsx';

export interface PolicyListProps {
  shell: Shell;
  policies: readonly Policy[];
  mayManage: boolean;
  /** The application that the list is narrowed to. */
  app: ApplicationNames | undefined;
}

/** Every policy of the tenant. */
export function PolicyList({ shell, policies, mayManage, app }: PolicyListProps) {
  return (
    <AdminPage
      shell={shell}
      {...(app ? applicationPlace(app, 'conditional-access') : { section: 'policies' })}
      title="Conditional Access"
      lead="Which users get a token for which application, and under which conditions."
      action={
        mayManage && (
          <LinkButton href={`${policiesPath}/new`} appearance="primary" id="newPolicy">
            New policy
          </LinkButton>
        )
      }
    >
      <Table
        caption="Policies"
        columns={['Policy name', 'State', 'Controls']}
        rows={policies.map((policy) => [
          <a key="name" href={`${policiesPath}/${policy.id}`}>
            {policy.displayName}
          </a>,
          <Badge key="state" tone={policy.state === 'enabled' ? 'pass' : 'neutral'}>
            {policyStates[policy.state]}
          </Badge>,
          controlsOf(policy).join('; '),
        ])}
        empty={
          app
            ? 'No policy applies to this application: assigned users sign in with a password.'
            : 'No policies yet: assigned users sign in with a password.'
        }
      />
      {app && (
        <p>
          Includes the policies for all resources.{' '}
          <a href={policiesPath}>All policies of the tenant</a>
        </p>
      )}
    </AdminPage>
  );
}

function controlsOf(policy: Policy): string[] {
  const { signInFrequency: hours } = policy;
  return [grantInWords(policy), hours && `Sign-in frequency ${hours} h`].filter(
    (control) => typeof control === 'string',
  );
}
