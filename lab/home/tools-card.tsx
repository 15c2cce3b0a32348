import { Card } from '../../web/components/surfaces.tsx';
import { Tile, Tiles } from '../../web/components/tiles.tsx';
import { CA_PATH } from '../addresses/ca-path.ts';

/**
 * A link to each tool of the lab.
 *
 * @param hasAuthority whether the certificate of the sites is from the lab's own authority
 */
export function ToolsCard({ hasAuthority }: { hasAuthority: boolean }) {
  return (
    <Card title="Tools" id="tools">
      <Tiles label="Tools" compact>
        <Tile
          href="/explain"
          title="Explain a capture"
          icon="list"
          subtitle="A sign-in failed elsewhere? Give the browser's HAR file, or a message, and see which check fails"
        />
        <Tile
          href="/lint"
          title="Would Entra accept it?"
          icon="clipboard"
          subtitle="Your metadata, or a request that you send: what Entra would refuse, and how to fix it"
        />
        <Tile
          href="/api"
          title="HTTP API"
          icon="sliders"
          subtitle="Tenants, users, applications, sign-ins without a browser and time, from any language"
        />
        <Tile
          href="/outbox"
          title="Outbox"
          icon="talk"
          subtitle="The mails that Entra sends: before a signing certificate expires, and when provisioning is in quarantine"
        />
        <Tile
          href="/addresses"
          title="Addresses"
          icon="home"
          subtitle="Which address of the lab a container, another machine or a proxy uses"
        />
        {hasAuthority && (
          <Tile
            href={CA_PATH}
            title="Certificate authority"
            icon="key"
            subtitle="ca.pem, for programs that must trust the lab"
          />
        )}
      </Tiles>
    </Card>
  );
}
