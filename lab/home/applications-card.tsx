import { Card, Disclosure, Facts } from '../../web/components/surfaces.tsx';
import type { OwnApplication } from '../own-applications.ts';

/** How many are listed; the others are in the admin center. */
export const SHOWN_APPLICATIONS = 10;

interface ApplicationsProps {
  /** One more than is shown says that there are more. */
  applications: readonly OwnApplication[];
  /** URL of the identity provider. */
  idp: string;
}

/** What each service provider of one's own needs to know of the identity provider. Absent while there is only Peakon. */
export function ApplicationsCard({ applications, idp }: ApplicationsProps) {
  const shown = applications.slice(0, SHOWN_APPLICATIONS);
  if (shown.length === 0) return null;
  return (
    <Card title="Your applications" id="applications">
      {shown.map((app) => (
        <Disclosure
          key={app.servicePrincipalId}
          summary={app.displayName}
          open={shown.length === 1}
        >
          <Facts
            items={[
              { term: 'App Federation Metadata Url', value: app.metadataUrl, copy: true },
              { term: 'Login URL', value: app.loginUrl, copy: true },
              {
                term: 'Reply URL',
                value: app.replyUrl ?? 'None yet',
                copy: app.replyUrl !== undefined,
              },
            ]}
          />
          <p>
            <a href={`${idp}/admin/apps/${app.servicePrincipalId}`}>
              Open {app.displayName} in the admin center
            </a>
          </p>
        </Disclosure>
      ))}
      {applications.length > shown.length && (
        <p>
          <a href={`${idp}/admin/apps`}>All applications</a>
        </p>
      )}
    </Card>
  );
}
