import type { ComponentChildren } from 'preact';
import { Badge } from '../../web/components/badge.tsx';
import { Actions, LinkButton } from '../../web/components/controls.tsx';
import { Page } from '../../web/components/page.tsx';
import { Card } from '../../web/components/surfaces.tsx';
import type { SessionOfBrowser } from '../directory/sign-in/sessions-of-browser.ts';
import type { SignOutParticipant } from '../directory/sign-in/sign-outs.ts';
import { siteName } from '../site-name.ts';
import { signedOutWords } from './signed-out-page.tsx';
import { detailOf, isFailure, stateWords } from './state-words.ts';

/** How long the page waits for the answers, in seconds; Entra's page has such a limit as well, which is not documented. */
const WAIT_SECONDS = 5;
/** How long the result stays until the page goes on: one second after a success, as in Entra (public copy of its script, stored index id 62919319631). */
const STAY_SECONDS = { success: 1, failure: 5 };

const frame = (
  title: string,
  children: ComponentChildren,
  more: { head?: ComponentChildren; scripts?: ['sign-out'] } = {},
) => (
  <Page title={title} site="idp" siteName={siteName} centered {...more}>
    <Card>{children}</Card>
  </Page>
);

/** "Pick an account": several users are signed in in this browser (single-sign-out-saml-protocol.md, "NameID"; entra-saml.md 10.5). */
export function PickAccountPage({
  action,
  sessions,
}: {
  action: string;
  sessions: readonly SessionOfBrowser[];
}) {
  return frame(
    'Sign out',
    <form method="post" action={action} class="sign-in">
      <h1 id="loginHeader">Pick an account</h1>
      <p>Which account do you want to sign out of?</p>
      <div id="tilesHolder" class="accounts">
        {sessions.map(({ userPrincipalName, displayName }) => (
          <button
            key={userPrincipalName}
            type="submit"
            class="account"
            name="account"
            value={userPrincipalName}
            data-test-id={userPrincipalName}
          >
            <span>{displayName}</span>
            <small>{userPrincipalName}</small>
            <small>Signed in</small>
          </button>
        ))}
      </div>
    </form>,
  );
}

/**
 * Loads the Logout Url of each application in a hidden frame, as Entra's page does, and goes on when all have answered or the time is up:
 * `web/assets/sign-out.js`. Without scripts the frames load as well, and the page goes on when the time is up. A frame cannot lead this page elsewhere.
 */
export function WaitingPage({
  told,
  answers,
  end,
}: {
  told: readonly SignOutParticipant[];
  answers: string;
  end: string;
}) {
  return frame(
    'Sign out',
    <div
      data-sign-out-answers={answers}
      data-sign-out-end={end}
      data-sign-out-wait={String(WAIT_SECONDS)}
    >
      <h1 id="login_workload_logo_text">Hang on a moment while we sign you out.</h1>
      <p>These applications are told that your session ends:</p>
      <ParticipantList told={told} />
      {told.flatMap(({ url, position, displayName, state }) =>
        url === null || state !== 'waiting'
          ? []
          : [
              <iframe
                key={position}
                class="visually-hidden"
                src={url}
                title={`Sign out of ${displayName}`}
                sandbox="allow-forms allow-same-origin allow-scripts"
                aria-hidden="true"
                tabIndex={-1}
                data-position={position}
              />,
            ],
      )}
      <Actions>
        <LinkButton href={end} appearance="secondary" id="goOn">
          Continue without waiting
        </LinkButton>
      </Actions>
    </div>,
    {
      head: (
        <noscript>
          <meta http-equiv="refresh" content={`${WAIT_SECONDS + 1};url=${end}`} />
        </noscript>
      ),
      scripts: ['sign-out'],
    },
  );
}

/**
 * Who has answered, in Entra's words (entra-saml.md 9.5; the words for a failure from the public copy of its script, stored index id 62919319631).
 *
 * @param onward where the page goes on to by itself
 */
export function ResultPage({
  told,
  onward,
  application,
}: {
  told: readonly SignOutParticipant[];
  onward: string | undefined;
  application: string | undefined;
}) {
  const failed = told.some(isFailure);
  const stay = failed ? STAY_SECONDS.failure : STAY_SECONDS.success;
  return frame(
    'Sign out',
    <>
      <h1 id="login_workload_logo_text">
        {failed ? "Hmm... we're having trouble signing you out." : signedOutWords.heading}
      </h1>
      <p id="SignOutStatusMessage">
        {failed
          ? 'You may still be signed in to some applications. Close your browser to finish signing out.'
          : signedOutWords.advice}
      </p>
      <ParticipantList told={told} />
      <Actions>
        {onward === undefined ? (
          <LinkButton href="/my-apps">Sign in again</LinkButton>
        ) : (
          <LinkButton href={onward} appearance="primary" id="goOn">
            {application === undefined ? 'Continue' : `Continue to ${application}`}
          </LinkButton>
        )}
      </Actions>
    </>,
    onward === undefined
      ? {}
      : { head: <meta http-equiv="refresh" content={`${stay};url=${onward}`} /> },
  );
}

function ParticipantList({ told }: { told: readonly SignOutParticipant[] }) {
  return (
    <ul class="sign-out-list" id="participants" aria-live="polite">
      {told.map((one) => {
        const { words, tone } = stateWords[one.state];
        const detail = detailOf(one);
        return (
          <li key={one.position} data-position={one.position} data-state={one.state}>
            <span class="sign-out-name">{one.displayName}</span>
            <Badge tone={tone}>{words}</Badge>
            {detail !== undefined && <small>{detail}</small>}
          </li>
        );
      })}
    </ul>
  );
}

/** What a frame shows once its application has answered; seen only by who opens it outside the sign-out page. */
export function AnswerTakenPage({ name, words }: { name: string; words: string }) {
  return frame(
    'Sign out',
    <>
      <h1>{name}</h1>
      <p>{words}</p>
    </>,
  );
}
