import type { BasicSaml } from '../../idp/index.ts';
import { type Finding as LintFinding, lint } from '../../lint/index.ts';
import type { Finding } from '../finding.ts';
import type { GoLive } from '../go-live.ts';
import { isLocalAddress } from '../local-address.ts';
import {
  applicationProperties,
  redirectUris,
  signOnProtocol,
  signOutProtocol,
} from '../sources.ts';

/** Identifier, Reply URL, Sign on URL and Logout URL: forms that Entra refuses, and addresses that only this machine reaches. */
export function addressFindings({ app: { basic }, now }: GoLive): Finding[] {
  const [registration] = lint([], { given: basic, now }).linted;
  return [
    ...localFindings(basic),
    ...(registration?.findings ?? []).filter(({ id }) => id !== SAID).map(accepted),
  ];
}

/** The rule of lint about localhost, which is here about all local addresses, and more severe. */
const SAID = 'reply-url-localhost';

const accepted = (finding: LintFinding): Finding => ({
  ...finding,
  inLab: 'The lab accepts this value under Basic SAML Configuration.',
});

function localFindings(basic: BasicSaml): Finding[] {
  const { identifierUris, replyUrls, signOnUrl = '', logoutUrl = '' } = basic;
  return [
    ...identifierUris.filter(isLocalAddress).map((found) => ({ ...kinds.identifier, found })),
    ...replyUrls.filter(isLocalAddress).map((found) => ({
      ...(found === replyUrls[0] ? kinds.replyUrl : kinds.laterReplyUrl),
      found,
    })),
    ...(isLocalAddress(signOnUrl) ? [{ ...kinds.signOnUrl, found: signOnUrl }] : []),
    ...(isLocalAddress(logoutUrl) ? [{ ...kinds.logoutUrl, found: logoutUrl }] : []),
  ];
}

const reached = 'The browser runs on this machine, so it reaches the address.';

const kinds = {
  identifier: {
    id: 'identifier-local',
    severity: 'warning',
    code: 'AADSTS700016',
    inLab: 'An Identifier is a name and is compared as text, so that of a local address works.',
    sentence:
      'Identifier (Entity ID): it names this machine. A service provider that takes its entity ID from its address gets another one when it is deployed, and Entra does not know that one.',
    source: signOnProtocol('Issuer'),
    fix: 'Set a fixed entity ID at the service provider, and enter it as Identifier.',
  },
  replyUrl: {
    id: 'reply-url-local',
    severity: 'error',
    inLab: reached,
    sentence:
      'Reply URL (Assertion Consumer Service URL): it names this machine or its private network. Entra posts no response itself: the browser of each user does, and finds nothing there.',
    source: redirectUris('Localhost exceptions'),
    fix: 'Enter the public https address of the assertion consumer service, here, at the tenant and at the service provider.',
  },
  laterReplyUrl: {
    id: 'reply-url-local',
    severity: 'warning',
    inLab: reached,
    sentence:
      'Reply URL (Assertion Consumer Service URL): it names this machine or its private network, and whatever program listens there on the computer of a user gets the response.',
    source: redirectUris('Localhost exceptions'),
    fix: 'Leave it out at the tenant.',
  },
  signOnUrl: {
    id: 'sign-on-url-local',
    severity: 'error',
    inLab: reached,
    sentence:
      'Sign on URL: it names this machine or its private network, so the tile in My Apps leads each user to their own computer.',
    source: applicationProperties('Homepage URL'),
    fix: 'Enter the public address of the sign-in page, or leave it empty for IdP-initiated sign-in.',
  },
  logoutUrl: {
    id: 'logout-url-local',
    severity: 'warning',
    inLab: reached,
    sentence:
      'Logout Url: it names this machine or its private network, so a sign-out ends at the computer of the user.',
    source: signOutProtocol('Overview'),
    fix: 'Enter the public https address of the single logout service.',
  },
} as const satisfies Record<string, Finding>;
