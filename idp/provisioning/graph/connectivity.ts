import {
  type ConnectivityParameters,
  connectivityParametersOf,
  putSecrets,
  secretKeys,
  setConnectivityParameters,
} from '../../directory/provisioning/secrets.ts';
import { keyValuePairs, objectBody } from '../../graph/body.ts';
import { sendCollection } from '../../graph/collection.ts';
import { GraphError } from '../../graph/graph-error.ts';
import type { GraphRoutes, GraphVersion, GraphVisit } from '../../graph/graph-routes.ts';
import { ofServicePrincipal, servicePrincipalOf } from '../../graph/service-principals.ts';
import { provisioningAudit } from '../activities.ts';
import { mayRead, mayWrite } from './permissions.ts';

/**
 * The address and the credentials of the SCIM server: `secrets`, `validateCredentials`, and in beta `connectivityParameters`, which alone takes OAuth
 * client credentials (scim.md a.4). Secrets are never returned.
 */
export function connectivity(routes: GraphRoutes, version: GraphVersion): void {
  const route = ofServicePrincipal(routes);
  route('GET', '/synchronization/secrets', mayRead, async (visit) => {
    const { servicePrincipal: app } = await servicePrincipalOf(visit);
    return sendCollection(visit, {
      context: `servicePrincipals('${app.id}')/synchronization/secrets`,
      value: await secretKeys(visit.context.db, app.id),
    });
  });
  route('PUT', '/synchronization/secrets', mayWrite, async (visit) => {
    const { servicePrincipal: app } = await servicePrincipalOf(visit);
    const pairs = keyValuePairs(objectBody(visit.request.body).value, 'value');
    await putSecrets(visit.context.db, app.id, pairs);
    visit.context.provisioning.wake();
    await visit.audit(
      provisioningAudit('settings', app, [
        { displayName: 'Keys', newValue: pairs.map(({ key }) => key).join(', ') },
      ]),
    );
    return visit.reply.code(204).send();
  });
  route('POST', '/synchronization/jobs/:job/validateCredentials', mayWrite, validate);
  route('POST', '/synchronization/jobs/validateCredentials', mayWrite, validate);
  if (version === 'beta') connectivityParameters(routes);
}

/** The saved credentials, or only those of the body (Graph, "synchronizationJob: validateCredentials"). */
async function validate(visit: GraphVisit) {
  const { servicePrincipal: app } = await servicePrincipalOf(visit);
  const { useSavedCredentials, credentials } = objectBody(visit.request.body ?? {});
  const { provisioning } = visit.context;
  const test =
    useSavedCredentials === true
      ? await provisioning.testConnection(app.id)
      : await provisioning.testConnection(app.id, givenCredentials(credentials), { alone: true });
  if (test.ok) return visit.reply.code(204).send();
  throw new GraphError(400, 'CredentialValidationUnavailable', test.message);
}

/** Keys of `synchronizationSecret` that say how an application is reached. The place of the client's credentials is none (scim-onboarding.agent.md). */
const secretNames: Readonly<Record<string, keyof ConnectivityParameters>> = {
  AuthenticationType: 'authenticationType',
  BaseAddress: 'baseAddress',
  SecretToken: 'secretToken',
  Oauth2ClientId: 'oauth2ClientId',
  Oauth2ClientSecret: 'oauth2ClientSecret',
  Oauth2TokenExchangeUri: 'oauth2TokenExchangeUri',
};

/**
 * @throws {GraphError} 400 RequestMissingRequiredParameter without credentials
 * @throws {GraphError} 500 InternalError for a key that Graph does not know
 */
function givenCredentials(credentials: unknown): Partial<ConnectivityParameters> {
  if (credentials === undefined || credentials === null)
    throw new GraphError(
      400,
      'RequestMissingRequiredParameter',
      'The request has no credentials. Give the list credentials, or set useSavedCredentials to true.',
    );
  const given = keyValuePairs(credentials, 'credentials').map(({ key, value }) => {
    if (!Object.hasOwn(secretNames, key))
      throw new GraphError(
        500,
        'InternalError',
        `Requested value '${key.slice(0, 80)}' was not found.`,
      );
    return [secretNames[key], value] as const;
  });
  // Types and values are checked by the function that reads them.
  const parameters = Object.fromEntries(given) as Partial<ConnectivityParameters>;
  const isOAuth = parameters.oauth2TokenExchangeUri !== undefined;
  return { ...(isOAuth && { authenticationType: 'OAuth2ClientCredentialsGrant' }), ...parameters };
}

/**
 * Parameters under their names, or as the list `value` of keys and values in which the portal sends them (scim-onboarding.agent.md).
 */
function parametersIn(body: unknown): Partial<ConnectivityParameters> {
  const given = objectBody(body);
  if (given.value === undefined) return given as Partial<ConnectivityParameters>;
  const pairs = keyValuePairs(given.value, 'value');
  return Object.fromEntries(
    pairs.map(({ key, value }) => [key, value]),
  ) as Partial<ConnectivityParameters>;
}

function connectivityParameters(routes: GraphRoutes): void {
  const route = ofServicePrincipal(routes);
  const path = '/synchronization/connectivityParameters';
  route('GET', path, mayRead, async (visit) => {
    const { servicePrincipal: app } = await servicePrincipalOf(visit);
    return visit.reply.send(await connectivityParametersOf(visit.context.db, app.id));
  });
  route('PATCH', path, mayWrite, async (visit) => {
    const { servicePrincipal: app } = await servicePrincipalOf(visit);
    const given = parametersIn(visit.request.body);
    // Types, names and values are checked by the write function.
    await setConnectivityParameters(visit.context.db, app.id, given);
    visit.context.provisioning.wake();
    await visit.audit(
      provisioningAudit('settings', app, [
        { displayName: 'Keys', newValue: Object.keys(given).join(', ') },
      ]),
    );
    return visit.reply.code(204).send();
  });
}
