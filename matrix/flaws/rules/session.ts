/** Rules on the session and on pages. */
import type { RuleTable } from './rule.ts';

export const sessionRules = {
  'cross-site-cookie': {
    demands:
      'The cookie of a pending request is SameSite=None; Secure, as the Response is a cross-site POST.',
    clause: 'RFC 6265bis 5.2',
    without: 'sets it with SameSite=Lax',
    runs: ['web-cross-site-cookie#1'],
  },
  'new-session-id': {
    demands: 'A sign-in gets a new session id.',
    clause: 'CWE-384',
    without: 'keeps the one from before the sign-in',
    runs: ['web-session-fixation#1'],
  },
  'own-session-id': {
    demands: 'A session id that the browser made up is not taken.',
    clause: 'CWE-384',
    without: 'opens the session under any id that the cookie names',
    runs: ['web-session-fixation#2'],
  },
  'known-user': {
    demands: 'The NameID is compared by code points, without regard to ASCII case.',
    clause: 'SAML Core 8.3.2',
    without: 'folds it as Unicode does, and drops what is not seen',
    runs: ['cond-nameid-lookalike#2-5', 'cond-nameid-lookalike#7-10'],
  },
  'local-relay-state': {
    demands: 'RelayState leads to a path of this site only.',
    clause: 'SAML Errata E90',
    without: 'redirects anywhere',
    runs: ['web-relaystate-redirect#1-4'],
  },
  'escaped-relay-state': {
    demands: 'RelayState, and the address it leads to, are escaped on pages.',
    clause: 'SAML Bindings 3.5.3',
    without: 'writes it into the page as it is',
    runs: ['web-relaystate-xss#2-3'],
  },
  'escaped-error': {
    demands: 'What a message says is escaped on the error page.',
    clause: 'CWE-79',
    without: 'writes it into the page as it is',
    runs: ['web-error-reflection#1-2'],
  },
  'escaped-xml': {
    demands: 'The XML of a refused message is escaped on the error page.',
    clause: 'CWE-79',
    without: 'writes it into the page as it is',
    runs: ['web-error-reflection#4-5'],
  },
} as const satisfies RuleTable;
