import type { ComponentChildren } from 'preact';
import { HiddenField } from '../../web/components/controls.tsx';
import { Page } from '../../web/components/page.tsx';
import { Card } from '../../web/components/surfaces.tsx';
import { siteName } from '../site-name.ts';

/** The hidden fields of every step (entra-saml.md 9.1). */
export interface FormTokens {
  ctx: string;
  canary: string;
  flowToken: string;
  /** Id of the request that the page answers. */
  requestId: string;
}

/** One card in the middle of the page, and the footer links that test helpers know (entra-saml.md 9.2). */
export function SignInFrame({ title, children }: { title: string; children: ComponentChildren }) {
  return (
    <Page title={title} site="idp" siteName={siteName} centered footer={<Footer />}>
      <Card>{children}</Card>
    </Page>
  );
}

function Footer() {
  return (
    <>
      <a id="ftrTerms" href="/sign-in-help#terms">
        Terms of use
      </a>{' '}
      <a id="ftrPrivacy" href="/sign-in-help#privacy">
        Privacy &amp; cookies
      </a>
    </>
  );
}

export function TokenFields({ ctx, canary, flowToken, requestId }: FormTokens) {
  return (
    <>
      <HiddenField name="ctx" value={ctx} />
      <HiddenField name="canary" value={canary} />
      <HiddenField name="hpgrequestid" value={requestId} />
      <HiddenField name="flowToken" value={flowToken} id="i0327" />
    </>
  );
}
