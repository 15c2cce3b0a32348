import { ClientGrant, type ClientGrants, isLoopback } from '../../../check/index.ts';
import { type ClientCredentials, clientCredentialsToken } from '../../../idp/index.ts';
import type { CheckArguments } from '../arguments.ts';
import type { CheckSettings } from '../settings.ts';
import { readToken } from './read-token.ts';

/** A client of the token endpoint of a SCIM server, with one or two ways to prove who it is. */
export interface ScimTokenClient {
  readonly request: Pick<ClientCredentials, 'tokenEndpoint' | 'clientId' | 'scope'>;
  readonly secret: Extract<ClientCredentials['proof'], { secret: string }> | undefined;
  readonly assertion: Extract<ClientCredentials['proof'], { assertion: string }> | undefined;
}

interface Faults {
  readonly faults: string[];
  /** What is missing to send anything: faults, but not of a dry run. */
  readonly permissions: string[];
}

/** Reads the options about the token endpoint; undefined when there is none. */
export function readClient(
  given: CheckArguments,
  settings: CheckSettings,
  { faults, permissions }: Faults,
): ScimTokenClient | undefined {
  const tokenEndpoint = given.tokenEndpoint ?? settings['token-endpoint'];
  const clientId = given.clientId ?? settings['client-id'];
  const secretFile = given.clientSecretFile ?? settings['client-secret-file'];
  const assertionFile = given.clientAssertionFile ?? settings['client-assertion-file'];
  const scope = given.tokenScope ?? settings['token-scope'];
  const location = given.credentialLocation ?? settings['credential-location'];
  if (tokenEndpoint === undefined) {
    const others = { clientId, secretFile, assertionFile, scope, location };
    if (Object.values(others).some((one) => one !== undefined))
      faults.push(
        'The options about client credentials need --token-endpoint, the address of the token endpoint.',
      );
    return undefined;
  }
  const mayBeHttp = given.allowHttp ?? settings['allow-http'] ?? false;
  mustBeSafe(tokenEndpoint, mayBeHttp, { faults, permissions });
  if (clientId === undefined) faults.push('--token-endpoint needs --client-id.');
  const secret = readToken(
    {
      file: secretFile,
      option: '--client-secret-file',
      variable: 'SAMLAB_SCIM_CLIENT_SECRET',
    },
    faults,
  );
  const assertion =
    assertionFile === undefined
      ? undefined
      : readToken({ file: assertionFile, option: '--client-assertion-file', variable: '' }, faults);
  if (secret === undefined && assertionFile === undefined)
    permissions.push(
      '--token-endpoint needs a client secret or a token that proves who asks: name a file with --client-secret-file or --client-assertion-file, or set the variable SAMLAB_SCIM_CLIENT_SECRET.',
    );
  return {
    request: { tokenEndpoint, clientId: clientId ?? '', ...(scope !== undefined && { scope }) },
    secret: secret === undefined ? undefined : { secret, location: placeOf(location, faults) },
    assertion: assertion === undefined ? undefined : { assertion },
  };
}

function placeOf(location: string | undefined, faults: string[]): 'Header' | 'Body' {
  const place = (location ?? 'header').toLowerCase();
  if (place === 'body') return 'Body';
  if (place !== 'header')
    faults.push(`--credential-location must be header or body, not "${location}".`);
  return 'Header';
}

/** The endpoint gets a secret, so it must be reached by TLS. */
function mustBeSafe(address: string, mayBeHttp: boolean, { faults, permissions }: Faults): void {
  const url = URL.parse(address);
  if (!url || !/^https?:$/.test(url.protocol)) {
    faults.push(`--token-endpoint "${address.slice(0, 80)}" is no http or https URL.`);
    return;
  }
  if (url.protocol === 'http:' && !isLoopback(address) && !mayBeHttp)
    permissions.push(
      `${url.origin} is reached without TLS, so others can read the client secret. Use https, or add --allow-http.`,
    );
}

/** Ways to a token, for the cases about them. */
export function grantsOf(client: ScimTokenClient, tls: ClientCredentials['tls']): ClientGrants {
  const grant = (proof: ClientCredentials['proof'] | undefined) =>
    proof && new ClientGrant({ ...client.request, proof, ...(tls && { tls }) });
  return { secret: grant(client.secret), assertion: grant(client.assertion) };
}

/** A token for all other cases, renewed when it ends. */
export function tokenOf(
  { request, secret, assertion }: ScimTokenClient,
  options: Pick<ClientCredentials, 'now' | 'tls'>,
): (() => Promise<string>) | undefined {
  const proof = secret ?? assertion;
  return proof && clientCredentialsToken({ ...request, proof, ...options });
}
