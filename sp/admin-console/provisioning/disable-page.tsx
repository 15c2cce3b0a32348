import { Button, LinkButton } from '../../../web/components/controls.tsx';
import { Card } from '../../../web/components/surfaces.tsx';
import { type AdminFrame, AdminPage } from '../admin-page.tsx';
import { PostForm } from './post-form.tsx';
import { ProvisioningHeading, page } from './provisioning-heading.tsx';

/** Asks for a confirmation. */
export function DisablePage({ frame }: { frame: AdminFrame }) {
  const title = 'Disable employee provisioning';
  return (
    <AdminPage frame={frame} title={title} section="integrations">
      <ProvisioningHeading inner={title} />
      <Card>
        <p>
          The token stops working, and the identity provider no longer creates, changes or disables
          employees. Everyone who is an employee now stays one, and can sign in as before.
        </p>
        <PostForm frame={frame} action={`${page}/disable`}>
          <Button appearance="danger">Disable employee provisioning</Button>
          <LinkButton href={page}>Cancel</LinkButton>
        </PostForm>
      </Card>
    </AdminPage>
  );
}
