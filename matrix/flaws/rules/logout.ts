/** Rules on logout messages. */
import type { RuleTable } from './rule.ts';

export const logoutRules = {
  'logout-signed': {
    demands: 'LogoutRequest and LogoutResponse are signed.',
    clause: 'SAML Profiles 4.4.4.1',
    without: 'believes anybody',
    runs: ['slo-unsigned-request#1-2'],
  },
  'logout-issuer': {
    demands: 'A LogoutRequest comes from the identity provider of the session.',
    clause: 'SAML Profiles 4.4.4.1',
    without: 'takes it from any that it trusts',
    runs: ['slo-wrong-nameid#3'],
  },
  'logout-name-id': {
    demands: 'A LogoutRequest ends sessions of its NameID only.',
    clause: 'SAML Profiles 4.4.4.1',
    without: 'goes by SessionIndex alone',
    runs: ['slo-wrong-nameid#1'],
  },
  'logout-qualifier': {
    demands: 'NameQualifier and SPNameQualifier are those of the sign-in.',
    clause: 'SAML Core 3.3.4',
    without: 'compares the text of the NameID only',
    runs: ['slo-wrong-nameid#2'],
  },
  'logout-session-index': {
    demands: 'A LogoutRequest with a SessionIndex ends that session only.',
    clause: 'SAML Core 3.7.1',
    without: 'ends all sessions of the user',
    runs: ['slo-wrong-sessionindex#1-2'],
  },
  'logout-expiry': {
    demands: 'NotOnOrAfter of a LogoutRequest is ahead.',
    clause: 'SAML Core 3.7.1',
    without: 'does not read it',
    runs: ['slo-replay-expired#1'],
  },
  'logout-replay': {
    demands: 'A LogoutRequest is taken once.',
    clause: 'SAML Core 3.7.3.2',
    without: 'takes it again',
    runs: ['slo-replay-expired#2'],
  },
  'logout-inflated': {
    demands: 'A message in a query inflates to at most 1 MB.',
    clause: 'CVE-2023-28119',
    without: 'inflates until the process is ended',
    load: true,
    runs: ['xml-deflate-bomb#3'],
  },
  'logout-algorithm': {
    demands: 'SigAlg of a query is RSA with SHA-256 or stronger.',
    clause: 'SAML Bindings 3.4.4.1',
    without: 'takes what it does not know for SHA-1',
    runs: ['slo-redirect-tampered#3'],
  },
  'logout-query-signature': {
    demands: 'The signature of a query verifies, over RelayState too.',
    clause: 'SAML Bindings 3.4.4.1',
    without: 'is content that there is one',
    runs: ['slo-redirect-tampered#1-2'],
  },
  'logout-raw-query': {
    demands: 'The signature of a query is verified over its octets as they were sent.',
    clause: 'SAML Bindings 3.4.4.1',
    without: 'decodes and encodes them again',
    runs: ['slo-redirect-encoding'],
  },
  'logout-response-irt': {
    demands: 'A LogoutResponse answers a LogoutRequest that is pending.',
    clause: 'SAML Profiles 4.4.4.2',
    without: 'thanks for any',
    runs: ['slo-response-irt#1'],
  },
} as const satisfies RuleTable;
