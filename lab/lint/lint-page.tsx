import type { ComponentChildren } from 'preact';
import type { BasicSaml } from '../../idp/index.ts';
import { Actions, Button } from '../../web/components/controls.tsx';
import { Field, TextArea } from '../../web/components/field.tsx';
import { Breadcrumbs, PageHeading } from '../../web/components/navigation.tsx';
import { Page } from '../../web/components/page.tsx';
import { Card, Disclosure, MessageBar } from '../../web/components/surfaces.tsx';

const title = 'Would Entra accept it?';

/** The form, below the result of the last one. */
export function LintPage({
  problems = [],
  given = { identifierUris: [], replyUrls: [] },
  children,
}: {
  problems?: readonly string[];
  /** As typed. */
  given?: BasicSaml;
  children?: ComponentChildren;
}) {
  const { identifierUris, replyUrls, logoutUrl = '' } = given;
  return (
    <Page title={title} site="lab" siteName="samlab" scripts={['drop-zone']} wide>
      <Breadcrumbs items={[{ title: 'Lab home', href: '/' }, { title }]} />
      <PageHeading
        title={title}
        lead="Give the metadata of your service provider, a request that it sends, or both. They are read on this machine only: nothing is stored, and nothing is sent anywhere."
      />
      {problems.map((problem) => (
        <MessageBar key={problem} tone="error" title={problem} />
      ))}
      {children}
      <Card title={children === undefined ? 'What to check' : 'Check another'} id="lint-form">
        <form method="post" action="/lint" encType="multipart/form-data">
          <div class="drop-zone" data-drop="files">
            <Field
              type="file"
              name="files"
              label="Files"
              hint="Metadata of the service provider, an AuthnRequest or a LogoutRequest as XML or in any encoding, a HAR file. You can drop them here."
              multiple
            />
          </div>
          <TextArea
            name="text"
            label="Or paste metadata, a SAMLRequest, a URL or a form body"
            rows={6}
            spellcheck={false}
          />
          <Disclosure
            summary="What is registered in Entra, if not what the metadata says"
            open={identifierUris.length + replyUrls.length > 0 || logoutUrl !== ''}
          >
            <TextArea
              name="identifiers"
              label="Identifier (Entity ID), one a line"
              rows={2}
              spellcheck={false}
              value={identifierUris.join('\n')}
            />
            <TextArea
              name="replyUrls"
              label="Reply URL (Assertion Consumer Service URL), one a line"
              rows={2}
              spellcheck={false}
              value={replyUrls.join('\n')}
            />
            <Field name="logoutUrl" label="Logout Url" value={logoutUrl} optional />
          </Disclosure>
          <Actions>
            <Button>Check</Button>
          </Actions>
        </form>
      </Card>
    </Page>
  );
}
