import { setTimeout } from 'node:timers/promises';
import { rootCertificates } from 'node:tls';
import type { Clock } from '../../../store/clock.ts';
import {
  type ConnectivityParameters,
  requireComplete,
} from '../../directory/provisioning/secrets.ts';
import { ScimClient } from '../client/scim-client.ts';
import { readTenantUrl } from '../client/tenant-url.ts';
import { type ClientCredentials, clientCredentialsToken } from '../client/token-endpoint.ts';
import type { Dialect } from '../wire/index.ts';

/** What a lab can say about the requests to applications. */
export interface ClientSettings {
  /** For an answer, in ms. Default: the 60 seconds of Entra. */
  readonly timeoutMs?: number | undefined;
  /** A server that asks for a longer pause gets no other attempt in this cycle, in ms. */
  readonly longestPauseMs?: number | undefined;
  /** Certificates of authorities that are trusted besides those of the machine, in PEM: that of a lab over https. */
  readonly ca?: readonly string[] | undefined;
}

export interface ConnectionOptions {
  readonly clock: Clock;
  readonly templateId: string;
  /** Whether a 429 with Retry-After is waited for. */
  readonly honorRetryAfter: boolean;
  readonly clientSettings?: ClientSettings | undefined;
  /** Ends a pause. */
  readonly signal?: AbortSignal | undefined;
}

/** A way to the SCIM server of an application. */
export interface Connection {
  readonly client: ScimClient;
  readonly dialect: Dialect;
  /** The Tenant URL without its query: the same for all jobs of one server. */
  readonly address: string;
}

/** Assumed: how long Entra would pause, and how often it asks again, is not published (scim.md a.1). */
const LONGEST_PAUSE = 120_000;
const ATTEMPTS = 4;

/**
 * @throws {InvalidInput} `credentials` when a parameter is missing
 * @throws {TenantUrlFault} when the Tenant URL is none; saving refuses such a one
 */
export function openConnection(
  parameters: ConnectivityParameters,
  { clock, templateId, honorRetryAfter, clientSettings = {}, signal }: ConnectionOptions,
): Connection {
  requireComplete(parameters);
  const tenantUrl = readTenantUrl(parameters.baseAddress ?? '');
  const now = () => clock().getTime();
  const { timeoutMs, longestPauseMs = LONGEST_PAUSE } = clientSettings;
  const tls = tlsOf(clientSettings);
  const client = new ScimClient({
    tenantUrl,
    token: tokenOf(parameters, { now, ...(tls && { tls }) }),
    now,
    ...(timeoutMs !== undefined && { timeoutMs }),
    ...(tls && { tls }),
    ...(honorRetryAfter && {
      retryAfter: {
        maxWaitMs: longestPauseMs,
        attempts: ATTEMPTS,
        sleep: (ms: number) => pause(ms, signal),
      },
    }),
  });
  const isLegacy = templateId === 'customappsso' && tenantUrl.dialect === 'default';
  return {
    client,
    dialect: isLegacy ? 'customappsso' : tenantUrl.dialect,
    address: tenantUrl.base,
  };
}

/** A pause that is broken off just ends. */
async function pause(ms: number, signal: AbortSignal | undefined): Promise<void> {
  try {
    await setTimeout(ms, undefined, { signal });
  } catch (error) {
    if (!signal?.aborted) throw error;
  }
}

/** Those of the machine stay trusted. */
const tlsOf = ({ ca = [] }: ClientSettings) =>
  ca.length === 0 ? undefined : { ca: [...rootCertificates, ...ca] };

function tokenOf(
  parameters: ConnectivityParameters,
  options: Pick<ClientCredentials, 'now' | 'tls'>,
) {
  if (parameters.authenticationType === 'AuthenticationToken') return parameters.secretToken ?? '';
  return clientCredentialsToken({
    tokenEndpoint: parameters.oauth2TokenExchangeUri ?? '',
    clientId: parameters.oauth2ClientId ?? '',
    proof: {
      secret: parameters.oauth2ClientSecret ?? '',
      location: parameters.credentialLocationInRequest,
    },
    ...(parameters.oauth2Scope !== null && { scope: parameters.oauth2Scope }),
    ...options,
  });
}
