import type { ComponentChildren } from 'preact';
import { type InlineError, InlineErrorText } from '../inline-error.tsx';

/** The top of the pages of this folder: who signs in, the heading, and why the last attempt was refused. */
export function CredentialHeading({
  id = 'loginHeader',
  title,
  userName,
  error,
}: {
  id?: string;
  title: string;
  userName: string;
  error?: InlineError | undefined;
}) {
  return (
    <>
      {userName && (
        <p class="signing-in-as">
          <span id="displayName">{userName}</span>
        </p>
      )}
      <h1 id={id}>{title}</h1>
      {error && (
        <div role="alert" class="alert alert-error" id="credentialError">
          <InlineErrorText {...error} />
        </div>
      )}
    </>
  );
}

/** The link to the other ways to sign in. */
export function OtherWays({ href, children }: { href: string; children?: ComponentChildren }) {
  return (
    <p>
      <a id="idA_PWD_SwitchToCredPicker" href={href}>
        {children ?? 'Other ways to sign in'}
      </a>
    </p>
  );
}
