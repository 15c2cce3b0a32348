import { Actions, Button, LinkButton } from '../../web/components/controls.tsx';
import { type FormTokens, SignInFrame, TokenFields } from '../sign-in/sign-in-frame.tsx';
import { FEDERATION } from '../sign-in/step-addresses.ts';

interface RedirectPageProps {
  /** The identity provider, with the AuthnRequest. */
  target: string;
  /** The page that asks for another user name. */
  other: string;
  domain: string;
}

/** Entra's page "Taking you to your organization's sign-in page". It goes on without scripts, and the link is for browsers in which that is switched off. */
export function RedirectPage({ target, other, domain }: RedirectPageProps) {
  return (
    <SignInFrame head={<meta http-equiv="refresh" content={`0;url=${target}`} />}>
      <h1 id="loginHeader">Taking you to your organization's sign-in page</h1>
      <p role="status">{domain} signs in its users itself.</p>
      <Actions end>
        <LinkButton href={target} appearance="primary" id="redirectNow">
          Continue
        </LinkButton>
        <LinkButton href={other} id="cancelLink">
          Cancel
        </LinkButton>
      </Actions>
    </SignInFrame>
  );
}

interface UnavailablePageProps {
  reason: string;
  /** This page. */
  again: string;
  other: string;
  tokens: FormTokens;
}

/** The identity provider is down. The sign-in waits: it can be tried again, continued with another account, or ended. */
export function UnavailablePage({ reason, again, other, tokens }: UnavailablePageProps) {
  return (
    <SignInFrame title="Your organization's sign-in page is not available">
      <h1 id="loginHeader">Your organization's sign-in page is not available</h1>
      <p id="unavailable" role="alert">
        {reason}
      </p>
      <form method="post" action={FEDERATION}>
        <TokenFields {...tokens} />
        <Actions end>
          <LinkButton href={again} appearance="primary" id="tryAgain">
            Try again
          </LinkButton>
          <LinkButton href={other} id="otherAccount">
            Use another account
          </LinkButton>
          <Button appearance="subtle" id="endSignIn">
            End the sign-in
          </Button>
        </Actions>
      </form>
    </SignInFrame>
  );
}

/** The user has given up; no page of this sign-in works any longer. */
export function EndedPage() {
  return (
    <SignInFrame title="The sign-in was ended">
      <h1 id="loginHeader">The sign-in was ended</h1>
      <p>You are not signed in. To sign in later, start at the application again.</p>
      <Actions end>
        <LinkButton href="/my-apps" appearance="primary">
          Go to My Apps
        </LinkButton>
      </Actions>
    </SignInFrame>
  );
}
