import { causes, libraryOptions } from '../../explain/index.ts';
import { nearMiss } from '../../idp/index.ts';
import { lint } from '../../lint/index.ts';
import { binding } from '../../saml/names.ts';
import type { SpDescriptor } from '../../saml/sp-descriptor.ts';
import type { Finding } from '../finding.ts';
import type { GoLive } from '../go-live.ts';
import { signOnProtocol, signOutProtocol } from '../sources.ts';

/** The metadata of the service provider: what Entra would not accept of it, and how it differs from what the application has. */
export function serviceProviderFindings(live: GoLive): Finding[] {
  const { serviceProvider } = live;
  if (!serviceProvider) return [];
  return [
    ...entityId(live, serviceProvider),
    ...acs(live, serviceProvider),
    ...logout(live, serviceProvider),
    ...ownFaults(live, serviceProvider),
  ];
}

function entityId({ app }: GoLive, serviceProvider: SpDescriptor): Finding[] {
  const { identifierUris } = app.basic;
  if (identifierUris.includes(serviceProvider.entityId)) return [];
  return [
    {
      id: 'entity-id-unknown',
      severity: 'error',
      code: 'AADSTS700016',
      inLab: `${app.displayName} has the Identifier ${listed(identifierUris)}.`,
      sentence: `The metadata of the service provider has another entity ID${onlyIn(serviceProvider.entityId, identifierUris)}, so Entra will not know the Issuer of its requests.`,
      found: serviceProvider.entityId,
      source: signOnProtocol('Issuer'),
      fix: 'Enter this entity ID as Identifier, or correct it at the service provider.',
      options: libraryOptions.entityId,
    },
  ];
}

function acs({ app }: GoLive, serviceProvider: SpDescriptor): Finding[] {
  const { replyUrls } = app.basic;
  if (replyUrls.some((each) => each.includes('*'))) return []; // a pattern: the requests say more
  const posted = serviceProvider.acs.filter((each) => each.binding === binding.post);
  return posted
    .filter(({ location }) => !replyUrls.includes(location))
    .map(({ location }) => ({
      id: 'acs-unknown',
      severity: 'error',
      code: 'AADSTS50011',
      inLab: `${app.displayName} has the Reply URL ${listed(replyUrls)}.`,
      sentence: `The metadata of the service provider has an assertion consumer service at another address${onlyIn(location, replyUrls)}, to which Entra sends no response.`,
      found: location,
      source: signOnProtocol('AssertionConsumerServiceURL'),
      fix: `Enter this address as Reply URL, or correct it at the service provider. ${causes['acs-url'].atServiceProvider}`,
      options: libraryOptions.acsUrl,
    }));
}

/** How a value differs from one of the others, if that is easily overlooked: both are compared letter by letter. */
function onlyIn(value: string, others: readonly string[]): string {
  const [difference] = others.flatMap((other) => nearMiss(value, other) ?? []);
  return difference === undefined ? '' : `, which differs only in ${difference}`;
}

const listed = (values: readonly string[]) => values.join(', ') || '(none)';

/** Entra sends LogoutRequests and LogoutResponses to the one Logout URL. */
function logout({ app }: GoLive, serviceProvider: SpDescriptor): Finding[] {
  const byRedirect = serviceProvider.singleLogout.filter(
    (each) => each.binding === binding.redirect,
  );
  const [first] = byRedirect;
  const { logoutUrl } = app.basic;
  if (!first || byRedirect.some(({ location }) => location === logoutUrl)) return [];
  return [
    {
      id: 'logout-url-missing',
      severity: 'warning',
      inLab: `${app.displayName} has ${logoutUrl === '' ? 'no Logout Url' : `the Logout Url ${logoutUrl}`}.`,
      sentence:
        'The service provider takes sign-outs at another address, and Entra sends them to the Logout Url only.',
      found: first.location,
      source: signOutProtocol('Overview'),
      fix: 'Enter this address as Logout Url.',
    },
  ];
}

/** What lint says of the metadata, except of addresses that the application has as well. */
function ownFaults({ app, now }: GoLive, serviceProvider: SpDescriptor): Finding[] {
  const { basic } = app;
  const known = new Set([...basic.identifierUris, ...basic.replyUrls, basic.logoutUrl]);
  const nothing = { identifierUris: [], replyUrls: [] };
  const { linted } = lint([{ kind: 'metadata', name: '', descriptor: serviceProvider }], {
    given: nothing,
    now,
  });
  return linted
    .flatMap(({ findings }) => findings)
    .filter(({ found }) => found === undefined || !known.has(found))
    .map((finding) => ({
      ...finding,
      id: `metadata-${finding.id.replace(/^metadata-/, '')}`,
      inLab: 'The lab needs no metadata of the service provider once its values are entered.',
    }));
}
