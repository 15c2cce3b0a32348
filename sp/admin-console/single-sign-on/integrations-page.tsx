import { Badge } from '../../../web/components/badge.tsx';
import { PageHeading } from '../../../web/components/navigation.tsx';
import { Tile, Tiles } from '../../../web/components/tiles.tsx';
import { type AdminFrame, AdminPage } from '../admin-page.tsx';

/** Configuration > Integrations. */
export function IntegrationsPage({
  frame,
  enabled,
}: {
  frame: AdminFrame;
  enabled: { readonly singleSignOn: boolean; readonly provisioning: boolean };
}) {
  return (
    <AdminPage frame={frame} title="Integrations" section="integrations">
      <PageHeading title="Integrations" lead="Connect Peakon with the systems of your company." />
      <Tiles label="Integrations">
        <Tile
          href="/admin/integrations/single-sign-on"
          title="Single Sign-On"
          icon="key"
          subtitle={<StateBadge enabled={enabled.singleSignOn} />}
        />
        <Tile
          href="/admin/integrations/provisioning"
          title="Employee Provisioning"
          icon="people"
          subtitle={<StateBadge enabled={enabled.provisioning} />}
        />
      </Tiles>
    </AdminPage>
  );
}

/** Says whether an integration is enabled. */
export function StateBadge({ enabled }: { enabled: boolean }) {
  return enabled ? <Badge tone="pass">Enabled</Badge> : <Badge>Not enabled</Badge>;
}
