import type { CatalogueCase } from '../case.ts';
import { logout, request } from './judged.ts';

const singleSignOn = 'Microsoft Learn, Single sign-on SAML protocol';
const everySignInFails = 'Every sign-in from the service provider ends on an error page of Entra.';

/** What every case has in common: the verdict is about the request, which Entra must accept. */
const sent = { group: 'req', verdict: 'accept' } as const;

/** In the order of the catalogue. */
export const reqCases: readonly CatalogueCase[] = [
  {
    ...sent,
    id: 'req-id',
    title: 'The ID of the AuthnRequest is one that Entra takes',
    severity: 'high',
    basis: [`${singleSignOn}, AuthnRequest; AADSTS7500529`, 'SAML Core 1.3.4'],
    risk: everySignInFails,
    fix: 'Begin the ID with a letter or an underscore, and use letters, digits, ".", "-" and "_" only.',
    runs: [
      {
        needs: ['solicited'],
        play: request({ ids: ['request-id'], accepted: 'The ID is an xs:ID.' }),
      },
    ],
  },
  {
    ...sent,
    id: 'req-required-fields',
    title: 'The AuthnRequest has Version 2.0, an IssueInstant and an Issuer',
    severity: 'high',
    basis: [`${singleSignOn}, AuthnRequest; AADSTS75005`, 'SAML Core 3.2.1'],
    risk: everySignInFails,
    fix: 'Send Version="2.0", IssueInstant in UTC, and the entity ID as Issuer.',
    runs: [
      {
        needs: ['solicited'],
        play: request({ ids: ['required-fields'], accepted: 'All three are there.' }),
      },
      {
        title: 'the form of IssueInstant',
        verdict: 'policy',
        severity: 'low',
        needs: ['solicited'],
        play: request({
          ids: ['issue-instant-form'],
          accepted: 'IssueInstant is in UTC, as Entra expects it.',
        }),
      },
    ],
  },
  {
    ...sent,
    id: 'req-issuer',
    title: 'The Issuer of the AuthnRequest is the entity ID of the metadata',
    severity: 'high',
    basis: [`${singleSignOn}, Issuer; AADSTS700016`],
    risk: 'The Identifier that is registered from the metadata matches no request, so every sign-in fails.',
    fix: 'Send the entity ID of the metadata as Issuer, letter by letter.',
    runs: [
      {
        needs: ['solicited'],
        play: request({ ids: ['issuer'], accepted: 'It is the entity ID.' }),
      },
    ],
  },
  {
    ...sent,
    id: 'req-reply-url',
    title: 'The response is wanted at an address of the metadata, by HTTP-POST',
    severity: 'high',
    basis: ['Microsoft Learn, Microsoft Entra error codes; AADSTS50011, AADSTS75003'],
    risk: 'The Reply URLs that are registered from the metadata do not match, so every sign-in fails.',
    fix: 'Send an AssertionConsumerServiceURL that the metadata lists, and ProtocolBinding HTTP-POST or none.',
    runs: [
      {
        title: 'the address',
        needs: ['solicited'],
        play: request({
          ids: ['reply-url'],
          accepted: 'The metadata lists the address, or the request names none.',
        }),
      },
      {
        title: 'the binding',
        needs: ['solicited'],
        play: request({
          ids: ['protocol-binding'],
          accepted: 'It is HTTP-POST, or the request names none.',
        }),
      },
      {
        title: 'by index',
        verdict: 'policy',
        severity: 'low',
        needs: ['solicited'],
        play: request({
          ids: ['reply-url-by-index'],
          accepted: 'The request names no AssertionConsumerServiceIndex.',
        }),
      },
    ],
  },
  {
    ...sent,
    id: 'req-name-id-policy',
    title: 'NameIDPolicy asks for one of the four formats that Entra allows',
    severity: 'high',
    basis: [`${singleSignOn}, NameIDPolicy; AADSTS750161`],
    risk: everySignInFails,
    fix: 'Ask for emailAddress, persistent, transient or the unspecified of SAML 1.1, or leave NameIDPolicy out.',
    runs: [
      {
        needs: ['solicited'],
        play: request({
          ids: ['name-id-policy'],
          accepted: 'The format is one of the four, or none is asked for.',
        }),
      },
    ],
  },
  {
    ...sent,
    id: 'req-authn-context',
    title: 'RequestedAuthnContext is one that Entra can meet',
    severity: 'high',
    basis: [`${singleSignOn}, RequestedAuthnContext; AADSTS900235, AADSTS7500522, AADSTS75011`],
    risk: 'Sign-ins end on an error page of Entra: all of them, or those of users with another method than the requested one.',
    fix: 'Leave RequestedAuthnContext out, or send Comparison="exact", absolute URIs, and ForceAuthn="true".',
    runs: [
      {
        title: 'comparison and form of the classes',
        needs: ['solicited'],
        play: request({
          ids: ['authn-context-comparison', 'class-refs'],
          accepted: 'It has Comparison="exact" and absolute URIs, or there is no such element.',
        }),
      },
      {
        title: 'users with another method',
        verdict: 'policy',
        severity: 'med',
        needs: ['solicited'],
        play: request({
          ids: ['authn-context-method', 'authn-context-class'],
          accepted: 'No class is asked for that excludes a user.',
        }),
      },
    ],
  },
  {
    ...sent,
    id: 'req-unsupported',
    title: 'The AuthnRequest has no Subject and no Scoping that Entra refuses',
    severity: 'high',
    basis: [`${singleSignOn}, Subject, Scoping; AADSTS900236, AADSTS75006`],
    risk: everySignInFails,
    fix: 'Leave out Subject (send login_hint instead), and ProxyCount, IDPList and RequesterID.',
    runs: [
      {
        needs: ['solicited'],
        play: request({ ids: ['subject', 'scoping'], accepted: 'There is none.' }),
      },
    ],
  },
  {
    ...sent,
    id: 'req-signature',
    title: 'A signature on the AuthnRequest is one that Entra can verify',
    severity: 'low',
    verdict: 'policy',
    basis: ['Microsoft Learn, Enforce signed SAML authentication requests; AADSTS76021'],
    risk: 'Once "Require verification certificates" is switched on, every sign-in fails.',
    fix: 'Sign with RSA-SHA256: the query by HTTP-Redirect, the message by HTTP-POST.',
    runs: [
      {
        needs: ['solicited'],
        play: request({
          ids: ['signature-algorithm', 'signature-algorithm-missing', 'signature-place'],
          accepted: 'It is RSA-SHA256 where the binding puts it, or there is none.',
        }),
      },
    ],
  },
  {
    ...sent,
    id: 'req-logout',
    title: 'Entra accepts the LogoutRequest of the service provider',
    severity: 'med',
    basis: [
      'Microsoft Learn, Single Sign-Out SAML Protocol; AADSTS7500529, AADSTS7500530, AADSTS75005',
    ],
    risk: 'Signing out ends on an error page of Entra, and the session there goes on.',
    fix: 'Send by HTTP-Redirect a LogoutRequest with ID, Version, IssueInstant, the entity ID as Issuer, and a NameID.',
    runs: [
      {
        needs: ['solicited', 'logout'],
        looksAtPages: true,
        play: logout({
          ids: ['readable', 'request-id', 'required-fields', 'issuer', 'name-id', 'logout-binding'],
          accepted: 'It has all that Entra checks.',
        }),
      },
    ],
  },
];
