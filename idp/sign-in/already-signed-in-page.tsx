import { Actions, LinkButton } from '../../web/components/controls.tsx';
import { SignInFrame } from './sign-in-frame.tsx';

/** What the back button finds after sign-in, in place of a form that would count for nothing. */
export function AlreadySignedInPage({ userPrincipalName }: { userPrincipalName: string }) {
  return (
    <SignInFrame title="You are signed in">
      <h1 id="loginHeader">You are signed in</h1>
      <p>
        This sign-in has finished, as <strong>{userPrincipalName}</strong>. Go forward to return to
        the application, or open one from My Apps.
      </p>
      <Actions end>
        <LinkButton href="/my-apps" appearance="primary">
          Go to My Apps
        </LinkButton>
      </Actions>
    </SignInFrame>
  );
}
