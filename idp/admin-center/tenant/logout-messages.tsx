import { Actions, Button, FieldSet, Radio } from '../../../web/components/controls.tsx';
import { Card } from '../../../web/components/surfaces.tsx';
import {
  type LogoutNameId,
  type LogoutResponseIssuer,
  logoutNameIds,
  logoutResponseIssuers,
  type QueryEscapes,
  queryEscapes,
  type RequestChecks,
  requestChecksOf,
  setRequestChecks,
} from '../../directory/tenants/request-checks.ts';
import { AdminForm } from '../admin-form.tsx';
import type { AdminRoutes } from '../admin-routes.ts';
import type { Shell } from '../visit.ts';

/** The switches for how logout messages are written, where sources about Entra disagree or service providers stumble. */
export function logoutForm(routes: AdminRoutes, path: string): void {
  routes.post(`${path}/logout`, 'tenant.configure', async (visit) => {
    const { context, tenantId, form } = visit;
    const before = await requestChecksOf(context.db, tenantId);
    const changes = {
      logoutResponseIssuer: form.text('logoutResponseIssuer') as LogoutResponseIssuer,
      logoutQueryEscapes: form.text('logoutQueryEscapes') as QueryEscapes,
      logoutNameId: form.text('logoutNameId') as LogoutNameId,
    };
    await setRequestChecks(context.db, tenantId, changes);
    await visit.audit({
      activity: 'Set company information',
      category: 'Policy',
      target: { type: 'Policy', id: tenantId, displayName: 'Single sign-out' },
      modified: Object.entries(changes).map(([name, newValue]) => ({
        displayName: name,
        oldValue: before[name as keyof typeof changes],
        newValue,
      })),
    });
    return visit.done(path, 'The way that logout messages are written is saved.');
  });
}

const issuerLabel = (issuer: LogoutResponseIssuer, loginHost: string): string =>
  issuer === 'sts.windows.net'
    ? 'https://sts.windows.net/{tenant}/: as in assertions and metadata'
    : `https://${loginHost}/{tenant}/: as in Microsoft's article`;

const escapesLabels: Record<QueryEscapes, string> = {
  lower:
    'Lower case (%2f): as Entra does; service providers that encode again before they verify fail',
  upper: 'Upper case (%2F)',
};

const nameIdLabels: Record<LogoutNameId, string> = {
  withoutFormat:
    'Without Format: as Entra does; Shibboleth and mod_auth_mellon do not find the session',
  asInAssertion: 'As in the assertion',
};

export function LogoutMessages({
  shell,
  checks,
  mayChange,
  path,
  loginHost,
}: {
  shell: Shell;
  checks: RequestChecks;
  mayChange: boolean;
  path: string;
  loginHost: string;
}) {
  return (
    <Card title="Single sign-out" id="logout">
      <p>
        How LogoutRequests and LogoutResponses of this tenant are written. The first choice is what
        Entra does.
      </p>
      <AdminForm shell={shell} action={`${path}/logout`}>
        <FieldSet legend="Issuer of a LogoutResponse">
          {logoutResponseIssuers.map((value) => (
            <Radio
              key={value}
              name="logoutResponseIssuer"
              value={value}
              label={issuerLabel(value, loginHost)}
              checked={checks.logoutResponseIssuer === value}
              disabled={!mayChange}
            />
          ))}
        </FieldSet>
        <FieldSet legend="Percent-encoding of the signed query">
          {queryEscapes.map((value) => (
            <Radio
              key={value}
              name="logoutQueryEscapes"
              value={value}
              label={escapesLabels[value]}
              checked={checks.logoutQueryEscapes === value}
              disabled={!mayChange}
            />
          ))}
        </FieldSet>
        <FieldSet legend="NameID of a LogoutRequest">
          {logoutNameIds.map((value) => (
            <Radio
              key={value}
              name="logoutNameId"
              value={value}
              label={nameIdLabels[value]}
              checked={checks.logoutNameId === value}
              disabled={!mayChange}
            />
          ))}
        </FieldSet>
        <Actions>
          <Button id="saveLogout" disabled={!mayChange}>
            Save
          </Button>
        </Actions>
      </AdminForm>
    </Card>
  );
}
