import { Card, type Fact, Facts, MessageBar } from '../../../web/components/surfaces.tsx';
import { Table } from '../../../web/components/table.tsx';
import type { SignInRow } from '../../directory/tables.ts';
import type { AuthenticationDetail } from '../../sign-in-outcome/authentication-details.ts';
import { AdminPage } from '../admin-page.tsx';
import { shownInstant } from '../shown-instant.ts';
import type { Shell } from '../visit.ts';
import { describeDevice } from './device.ts';
import { StatusBadge, signInsPath } from './sign-ins-page.tsx';

export interface SignInPageProps {
  shell: Shell;
  row: SignInRow;
  /** How to fix the failure. */
  advice: string | undefined;
  /** The page of its exchange, if that is recorded. */
  exchange: string | undefined;
}

/** "Activity Details" of one attempt (entra-admin.md 6). */
export function SignInPage({ shell, row, advice, exchange }: SignInPageProps) {
  const device = describeDevice(row.userAgent);
  const sameSession = `${signInsPath}?${new URLSearchParams({ correlationId: row.correlationId })}`;
  return (
    <AdminPage
      shell={shell}
      section="signIns"
      title="Activity Details: Sign-ins"
      trail={[{ href: signInsPath, title: 'Sign-in logs' }]}
    >
      {row.result === 'failure' && (
        <MessageBar tone="error" title={`Sign-in error code ${row.errorCode}`} id="failure">
          {advice}
        </MessageBar>
      )}
      <Card title="Basic info" id="basicInfo">
        <Facts items={basicInfo(row)} />
        <p>
          <a href={sameSession}>All with this Correlation ID</a>
        </p>
        {exchange !== undefined && (
          <p>
            <a href={exchange} id="exchange">
              See the exchange: both messages, the checks, the claims
            </a>
          </p>
        )}
      </Card>
      <Card title="Location and device info" id="device">
        <Facts
          items={[
            { term: 'IP address', value: row.ipAddress },
            { term: 'Browser', value: device.browser },
            { term: 'Operating System', value: device.operatingSystem },
            { term: 'User agent', value: row.userAgent ?? '(none)' },
          ]}
        />
      </Card>
      <Card title="Authentication Details" id="authentication">
        <Facts
          items={[
            { term: 'Client app', value: 'Browser' },
            {
              term: 'Authentication Protocol',
              value: row.servicePrincipalId === null ? 'None' : 'SAML 2.0',
            },
            {
              term: 'Authentication requirement',
              value:
                row.authenticationRequirement === 'multiFactorAuthentication'
                  ? 'Multifactor authentication'
                  : 'Single-factor authentication',
            },
          ]}
        />
        <Table
          caption="Authentication methods"
          columns={['Authentication method', 'Detail', 'Succeeded', 'Result detail', 'Requirement']}
          rows={(JSON.parse(row.authenticationDetails) as AuthenticationDetail[]).map((step) => [
            step.authenticationMethod,
            step.authenticationMethodDetail,
            String(step.succeeded),
            step.authenticationStepResultDetail,
            step.authenticationStepRequirement,
          ])}
          empty="No method was used in this attempt."
        />
      </Card>
      <Policies row={row} />
    </AdminPage>
  );
}

function basicInfo(row: SignInRow): Fact[] {
  const copied = (term: string, value: string | null): Fact =>
    value === null ? { term, value: '(unknown)' } : { term, value, copy: true };
  return [
    { term: 'Date (UTC)', value: shownInstant(row.createdDateTime) },
    copied('Request ID', row.id),
    copied('Correlation ID', row.correlationId),
    { term: 'Status', value: <StatusBadge result={row.result} /> },
    { term: 'Sign-in error code', value: row.errorCode === 0 ? '0' : String(row.errorCode) },
    { term: 'Failure reason', value: row.failureReason ?? '(none)' },
    { term: 'User', value: row.userDisplayName ?? '(unknown)' },
    { term: 'Username', value: row.userPrincipalName ?? '(unknown)' },
    copied('User ID', row.userId),
    { term: 'Application', value: row.appDisplayName },
    copied('Application ID', row.appId),
    copied('Service principal ID', row.servicePrincipalId),
  ];
}

interface AppliedPolicy {
  displayName: string;
  /** Absent in rows of older versions. */
  grant?: string;
  result: string;
}

const statuses: Record<string, string> = {
  success: 'Success',
  failure: 'Failure',
  notApplied: 'Not applied',
};

function Policies({ row }: { row: SignInRow }) {
  const policies = JSON.parse(row.appliedPolicies) as AppliedPolicy[];
  return (
    <Card title="Conditional Access" id="conditionalAccess">
      <Facts
        items={[
          {
            term: 'Conditional Access',
            value: statuses[row.conditionalAccessStatus] ?? row.conditionalAccessStatus,
          },
        ]}
      />
      <Table
        caption="Policies"
        columns={['Policy', 'Grant controls', 'Result']}
        rows={policies.map(({ displayName, grant = '', result }) => [displayName, grant, result])}
        empty="No policy applied."
      />
    </Card>
  );
}
