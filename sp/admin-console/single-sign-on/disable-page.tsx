import { Actions, Button, CsrfField, LinkButton } from '../../../web/components/controls.tsx';
import { Card } from '../../../web/components/surfaces.tsx';
import { type AdminFrame, AdminPage } from '../admin-page.tsx';
import { SingleSignOnHeading } from './single-sign-on-heading.tsx';

/** Asks before everybody is locked out. */
export function DisablePage({ frame }: { frame: AdminFrame }) {
  const page = '/admin/integrations/single-sign-on';
  return (
    <AdminPage frame={frame} title="Disable single sign-on" section="integrations">
      <SingleSignOnHeading page="Disable single sign-on" />
      <Card>
        <p>
          Employees of {frame.administrator.company.name} can then not sign in, neither from here
          nor from the identity provider. Those who are signed in stay so until their session ends.
          The settings and certificates are kept.
        </p>
        <form method="post" action={`${page}/disable`}>
          <CsrfField token={frame.csrfToken} />
          <Actions>
            <Button appearance="danger">Disable single sign-on</Button>
            <LinkButton href={page}>Cancel</LinkButton>
          </Actions>
        </form>
      </Card>
    </AdminPage>
  );
}
