import type { ComponentChildren } from 'preact';
import { Actions, Button, Checkbox } from '../../web/components/controls.tsx';
import { Field, TextArea } from '../../web/components/field.tsx';
import { Breadcrumbs, PageHeading } from '../../web/components/navigation.tsx';
import { Page } from '../../web/components/page.tsx';
import { Card, Disclosure, MessageBar } from '../../web/components/surfaces.tsx';

/** The form, below the result of the last one. */
export function ExplainPage({
  problems = [],
  children,
}: {
  problems?: readonly string[];
  children?: ComponentChildren;
}) {
  return (
    <Page
      title="Explain a capture"
      site="lab"
      siteName="samlab"
      scripts={['copy', 'drop-zone']}
      wide
    >
      <Breadcrumbs items={[{ title: 'Lab home', href: '/' }, { title: 'Explain a capture' }]} />
      <PageHeading
        title="Why did this sign-in fail?"
        lead="Give what you captured. It is read on this machine only: nothing is sent anywhere, and nothing is stored unless you add it to the exchanges."
      />
      {problems.map((problem) => (
        <MessageBar key={problem} tone="error" title={problem} />
      ))}
      {children}
      <Card title={children === undefined ? 'The capture' : 'Another capture'} id="capture-form">
        <form method="post" action="/explain" encType="multipart/form-data">
          <div class="drop-zone" data-drop="capture">
            <Field
              type="file"
              name="capture"
              label="File"
              hint="A HAR file, an export of SAML-tracer, a message as XML or in any encoding, a log. You can drop it here."
              multiple
            />
          </div>
          <TextArea
            name="text"
            label="Or paste a SAMLRequest, a SAMLResponse, a URL, a form or a line of a log"
            rows={6}
            spellcheck={false}
          />
          <Disclosure summary="What you know besides: certificate, metadata, key, time">
            <Field type="file" name="metadata" label="Metadata of the identity provider" optional />
            <Field
              type="file"
              name="certificate"
              label="Certificate of the identity provider"
              optional
            />
            <Field
              type="file"
              name="spMetadata"
              label="Metadata of the service provider"
              optional
            />
            <Field
              type="file"
              name="key"
              label="Private key that decrypts assertions"
              hint="PEM. It is used for this answer and kept nowhere."
              optional
            />
            <Field
              name="asOf"
              label="Judge as of"
              hint="An instant in UTC, such as 2026-11-20T10:00:00Z. By default, the time of the capture."
              optional
            />
            <Field
              name="skew"
              label="Allowed difference of clocks, in seconds"
              value="0"
              inputMode="numeric"
              optional
            />
          </Disclosure>
          <Checkbox
            name="showSecrets"
            label="Show names, ids and values"
            hint="Otherwise they are masked, so that you can share the page."
          />
          <Actions>
            <Button>Explain</Button>
          </Actions>
        </form>
      </Card>
    </Page>
  );
}
