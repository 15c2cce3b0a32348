import { Actions, LinkButton } from '../../../web/components/controls.tsx';
import { Card, MessageBar } from '../../../web/components/surfaces.tsx';
import { type AdminFrame, AdminPage } from '../admin-page.tsx';
import { StateBadge } from './integrations-page.tsx';
import { SingleSignOnHeading } from './single-sign-on-heading.tsx';

/** Integrations > Single Sign-On while it is not enabled. */
export function EnablePage({ frame, disabledNow }: { frame: AdminFrame; disabledNow: boolean }) {
  return (
    <AdminPage frame={frame} title="Single Sign-On" section="integrations">
      <SingleSignOnHeading />
      {disabledNow && (
        <MessageBar tone="success">
          Single sign-on is disabled. The settings are kept for when you enable it again.
        </MessageBar>
      )}
      <Card title="Single Sign-On" action={<StateBadge enabled={false} />}>
        <p>
          Employees sign in with their company account instead of a password for Peakon. Until you
          enable it, no employee can sign in. Nothing changes until you save.
        </p>
        <Actions>
          <LinkButton href="/admin/integrations/single-sign-on/enable" appearance="primary">
            Enable
          </LinkButton>
        </Actions>
      </Card>
    </AdminPage>
  );
}
