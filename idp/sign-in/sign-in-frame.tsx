import type { ComponentChildren } from 'preact';
import { type ScriptName, scriptUrl } from '../../web/assets.ts';
import { HiddenField } from '../../web/components/controls.tsx';
import { Page } from '../../web/components/page.tsx';
import { Card } from '../../web/components/surfaces.tsx';
import { siteName } from '../site-name.ts';

/** The hidden fields of every step (entra-saml.md 9.1), and the token for the requests of its script. */
export interface FormTokens {
  ctx: string;
  canary: string;
  flowToken: string;
  apiCanary: string;
  /** Id of the request that the page answers. */
  requestId: string;
}

/** Entra's title of every sign-in page; programs compare it, so the site name does not follow (entra-saml.md 10.5). */
const TITLE = 'Sign in to your account';

interface SignInFrameProps {
  /** `PageID` of Entra's page; a page without one has a title like every other page of this site. */
  pageId?: string | undefined;
  title?: string | undefined;
  /** Besides the one of all pages. */
  script?: ScriptName | undefined;
  /** Further elements of the head. */
  head?: ComponentChildren;
  children: ComponentChildren;
}

/** One card in the middle of the page, and the footer links that test helpers know (entra-saml.md 9.2). */
export function SignInFrame(props: SignInFrameProps) {
  const { pageId, title = TITLE, script, head, children } = props;
  return (
    <Page
      title={title}
      titleAlone={title === TITLE}
      head={pageId ? <PageHead pageId={pageId} script={script} /> : head}
      site="idp"
      siteName={siteName}
      centered
      footer={<Footer />}
    >
      <Card>{children}</Card>
    </Page>
  );
}

/** The script is not deferred: a program may press a button as soon as the parser has seen it. */
function PageHead({ pageId, script }: { pageId: string; script: ScriptName | undefined }) {
  return (
    <>
      <meta name="PageID" content={pageId} />
      <script src={scriptUrl('sign-in')} />
      {script && <script src={scriptUrl(script)} />}
    </>
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

/** @param id of the flow token's field; undefined in a second form of a page */
export function TokenFields({
  ctx,
  canary,
  flowToken,
  requestId,
  ...rest
}: FormTokens & { id?: string | undefined }) {
  const id = 'id' in rest ? rest.id : 'i0327';
  return (
    <>
      <HiddenField name="ctx" value={ctx} />
      <HiddenField name="canary" value={canary} />
      <HiddenField name="hpgrequestid" value={requestId} />
      <HiddenField name="flowToken" value={flowToken} id={id} />
    </>
  );
}
