import { Button, CsrfField } from '../../../web/components/controls.tsx';
import { Field } from '../../../web/components/field.tsx';
import { Card } from '../../../web/components/surfaces.tsx';

/** Why the metadata was not loaded. */
export interface MetadataProblem {
  readonly source: 'file' | 'url';
  /** As typed. */
  readonly url: string;
  readonly error: string;
}

interface FederationMetadataCardProps {
  readonly csrfToken: string;
  readonly problem: MetadataProblem | undefined;
}

/** Loads URLs, entity ID and certificates from the identity provider's metadata. */
export function FederationMetadataCard({ csrfToken, problem }: FederationMetadataCardProps) {
  const errorOf = (source: MetadataProblem['source']) =>
    problem?.source === source ? problem.error : undefined;
  return (
    <Card title="Load from federation metadata">
      <p>
        Instead of filling in the form, load the URLs, entity ID and certificates from the identity
        provider’s metadata. They replace the values above at once, and single sign-on is enabled.
      </p>
      <form
        method="post"
        action="/admin/integrations/single-sign-on/federation-metadata"
        encType="multipart/form-data"
        noValidate
      >
        <CsrfField token={csrfToken} />
        <Field
          label="Federation metadata file"
          name="metadataFile"
          type="file"
          accept=".xml"
          hint="The download Federation Metadata XML."
          error={errorOf('file')}
        />
        <Field
          label="Federation metadata URL"
          name="metadataUrl"
          type="url"
          spellcheck={false}
          hint="The App Federation Metadata Url, on this computer or at the host and port of the saved SSO Login URL."
          value={problem?.url ?? ''}
          error={errorOf('url')}
        />
        <Button appearance="secondary">Load</Button>
      </form>
    </Card>
  );
}
