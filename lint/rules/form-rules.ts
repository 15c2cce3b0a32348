import { type BasicSaml, basicSamlFaults } from '../../idp/index.ts';
import type { Finding } from '../finding.ts';
import { accountTypes, publicReport, redirectUris, type Source } from '../sources.ts';

/** What Entra's forms refuse in Basic SAML Configuration; `found` of each finding is the value. */
export function formFindings(basic: BasicSaml): Finding[] {
  const { identifierUris, replyUrls, logoutUrl = '' } = basic;
  const stricter = [
    ...replyUrls.flatMap((value) => judge(replyUrlRules, value)),
    ...identifierUris.flatMap((value) => judge(identifierRules, value)),
    ...(logoutUrl === '' ? [] : judge(logoutUrlRules, logoutUrl)),
  ];
  const refused = new Set(
    stricter.filter(({ severity }) => severity === 'error').map(({ found }) => found),
  );
  const asSaved = basicSamlFaults(basic).flatMap(({ property, message }) => {
    const [list = '', position] = property.split('.');
    const value = valueAt(basic, list, Number(position));
    // The same value breaks a plainer rule of Entra already.
    if (value !== undefined && refused.has(value)) return [];
    const about = ofProperty[list];
    return about
      ? [
          {
            ...about,
            severity: 'error' as const,
            sentence: message,
            ...(value && { found: value }),
          },
        ]
      : [];
  });
  return [...stricter, ...asSaved];
}

/** A rule on one value of the form. */
interface FormRule extends Pick<Finding, 'id' | 'severity' | 'sentence' | 'source' | 'fix'> {
  readonly broken: (value: string, url: URL | null) => boolean;
}

const judge = (rules: readonly FormRule[], value: string): Finding[] =>
  rules
    .filter(({ broken }) => broken(value, URL.parse(value)))
    .map(({ broken: _, ...rule }) => ({ ...rule, found: value }));

const isHttp = (url: URL | null) => url?.protocol === 'http:';
const isLoopbackAddress = (url: URL | null) => /^127(?:\.\d{1,3}){3}$/.test(url?.hostname ?? '');

const replyUrlRules: readonly FormRule[] = [
  {
    id: 'reply-url-scheme',
    severity: 'error',
    sentence:
      'Reply URL (Assertion Consumer Service URL): Must start with "HTTPS" or "http://localhost".',
    source: redirectUris('Supported schemes'),
    fix: 'Serve the assertion consumer service by https, and send that address.',
    broken: (_, url) =>
      isHttp(url) &&
      url?.hostname !== 'localhost' &&
      url?.hostname !== '[::1]' &&
      !isLoopbackAddress(url),
  },
  {
    id: 'reply-url-loopback-address',
    severity: 'warning',
    sentence:
      'Reply URL: the portal refuses http with a loopback address; only the manifest of the application takes http://127.0.0.1.',
    source: redirectUris('Prefer 127.0.0.1 over localhost'),
    fix: 'Use http://localhost for a service provider on this machine, and https everywhere else.',
    broken: (_, url) => isHttp(url) && isLoopbackAddress(url),
  },
  {
    id: 'reply-url-ipv6-loopback',
    severity: 'error',
    sentence: 'Reply URL: the IPv6 loopback address ([::1]) is not supported.',
    source: redirectUris('Localhost exceptions'),
    fix: 'Use http://localhost.',
    broken: (_, url) => url?.hostname === '[::1]',
  },
  {
    id: 'reply-url-fragment',
    severity: 'error',
    sentence:
      'Reply URL: the portal takes no address with a fragment, and a form that is posted loses it.',
    source: publicReport('AzureAD/microsoft-authentication-library-for-js#3767; RFC 6749, 3.1.2'),
    fix: 'Remove # and what follows it; carry such a state in RelayState.',
    broken: (value) => value.includes('#'),
  },
  {
    id: 'reply-url-wildcard',
    severity: 'warning',
    sentence:
      'Reply URL: a wildcard can be set in the manifest only, is discouraged, and no request may name it.',
    source: redirectUris('Restrictions on wildcards in redirect URIs'),
    fix: 'Register each address, or one shared address that reads RelayState.',
    broken: (value) => value.includes('*'),
  },
  {
    id: 'reply-url-length',
    severity: 'error',
    sentence: 'Reply URL: at most 256 characters.',
    source: redirectUris('Maximum URI length'),
    fix: 'Shorten the address; carry what is long in RelayState.',
    broken: (value) => value.length > 256,
  },
  {
    id: 'reply-url-special-character',
    severity: 'error',
    sentence: "Reply URL: the characters ! $ ' ( ) , ; are not supported.",
    source: redirectUris('Restrictions'),
    fix: 'Leave these characters out of the address.',
    broken: (value) => /[!$'(),;]/.test(value),
  },
  {
    id: 'reply-url-localhost',
    severity: 'note',
    sentence: 'Reply URL: localhost leads each user to their own machine.',
    source: redirectUris('Localhost exceptions'),
    fix: 'Register the address by which users reach the service provider before it goes live.',
    broken: (_, url) => url?.hostname === 'localhost',
  },
];

const identifierRules: readonly FormRule[] = [
  {
    id: 'identifier-not-uri',
    severity: 'warning',
    sentence:
      'Identifier (Entity ID): it is no URI, so the Audience of the assertion is "spn:" and this name.',
    source: { document: 'Microsoft Learn, Single sign-on SAML protocol', section: 'Audience' },
    fix: 'Use an absolute URI as entity ID, or let the service provider accept the Audience with spn: before it.',
    broken: (value) => value !== '' && !/^[a-z][a-z0-9+.-]*:\S/i.test(value),
  },
];

const logoutUrlRules: readonly FormRule[] = [
  {
    id: 'logout-url-scheme',
    severity: 'error',
    sentence: 'Logout Url: http is not allowed, not even for localhost.',
    source: accountTypes('Front-channel logout URL'),
    fix: 'Serve the single logout service by https (https://localhost is allowed), or leave Logout Url empty.',
    broken: (_, url) => isHttp(url),
  },
  {
    id: 'logout-url-length',
    severity: 'error',
    sentence: 'Logout Url: at most 255 characters.',
    source: accountTypes('Front-channel logout URL'),
    fix: 'Shorten the address.',
    broken: (value) => value.length > 255,
  },
];

type About = { readonly id: string; readonly source: Source; readonly fix: string };

/** What the identity provider's own form says of a property. */
const ofProperty: Readonly<Record<string, About>> = {
  identifierUris: {
    id: 'identifier-form',
    source: accountTypes('Application ID URI'),
    fix: 'Change the entity ID of the service provider, which is the Issuer of its requests, and register the same.',
  },
  replyUrls: {
    id: 'reply-url-form',
    source: redirectUris('Restrictions'),
    fix: 'Change the address of the assertion consumer service, and register the same.',
  },
  redirectUriSettings: {
    id: 'reply-url-index',
    source: { document: 'SAML Metadata', section: '2.2.3' },
    fix: 'Give each AssertionConsumerService another index.',
  },
  signOnUrl: {
    id: 'sign-on-url-form',
    source: redirectUris('Supported schemes'),
    fix: 'Enter the https address of the page where a sign-in starts.',
  },
  logoutUrl: {
    id: 'logout-url-form',
    source: accountTypes('Front-channel logout URL'),
    fix: 'Change the address of the single logout service, or leave Logout Url empty.',
  },
};

function valueAt(basic: BasicSaml, list: string, position: number): string | undefined {
  switch (list) {
    case 'identifierUris':
    case 'replyUrls':
      return basic[list][position];
    case 'redirectUriSettings':
      return basic.redirectUriSettings?.[position]?.uri;
    case 'signOnUrl':
    case 'logoutUrl':
      return basic[list];
    default:
      return undefined;
  }
}
