import type { CloudName } from '../../idp/index.ts';
import { Card, Facts } from '../../web/components/surfaces.tsx';
import { endpoints } from '../endpoints.ts';
import { entraNotes } from '../entra-notes.ts';
import type { StartLine } from '../start-line.ts';

interface ValuesProps {
  start: StartLine;
  cloud: CloudName;
}

/** What each site needs from the other one, to copy. */
export function ValuesCards({ start, cloud }: ValuesProps) {
  const at = endpoints(start, start.appId ?? undefined);
  const note = entraNotes(cloud);
  return (
    <>
      <Card title="What the identity provider gives to Peakon">
        <Facts
          items={[
            { term: 'Login URL', value: at.loginUrl, copy: true, note: note.loginUrl },
            { term: 'Microsoft Entra Identifier', value: at.entraIdentifier, copy: true },
            { term: 'Logout URL', value: at.logoutUrl, copy: true, note: note.logoutUrl },
            ...metadataUrl({ start, cloud }),
          ]}
        />
      </Card>
      <Card title="What Peakon gives to the identity provider">
        <Facts
          items={[
            { term: 'Identifier (Entity ID)', value: at.identifier, copy: true },
            { term: 'Reply URL (Assertion Consumer Service URL)', value: at.replyUrl, copy: true },
            { term: 'Sign on URL', value: at.signOnUrl, copy: true },
          ]}
        />
      </Card>
    </>
  );
}

/** No metadata link until Peakon has been added. */
function metadataUrl({ start, cloud }: ValuesProps) {
  if (start.appId === null) return [];
  const { appFederationMetadataUrl: value } = endpoints(start, start.appId);
  const { appFederationMetadataUrl: note } = entraNotes(cloud, start.appId);
  return [{ term: 'App Federation Metadata Url', value, copy: true, note }];
}
