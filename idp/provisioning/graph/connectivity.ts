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

/** With the stored credentials in place of those that the body leaves out. */
async function validate(visit: GraphVisit) {
  const { servicePrincipal: app } = await servicePrincipalOf(visit);
  const { credentials = [] } = objectBody(visit.request.body ?? {});
  const given = new Map(
    keyValuePairs(credentials, 'credentials').map(({ key, value }) => [key, value]),
  );
  const [baseAddress, secretToken] = [given.get('BaseAddress'), given.get('SecretToken')];
  const test = await visit.context.provisioning.testConnection(app.id, {
    ...(baseAddress !== undefined && { baseAddress }),
    ...(secretToken !== undefined && { secretToken }),
  });
  if (test.ok) return visit.reply.code(204).send();
  throw new GraphError(400, 'CredentialValidationUnavailable', test.message);
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
    const given = objectBody(visit.request.body);
    // Types, names and values are checked by the write function.
    await setConnectivityParameters(
      visit.context.db,
      app.id,
      given as Partial<ConnectivityParameters>,
    );
    visit.context.provisioning.wake();
    await visit.audit(
      provisioningAudit('settings', app, [
        { displayName: 'Keys', newValue: Object.keys(given).join(', ') },
      ]),
    );
    return visit.reply.code(204).send();
  });
}
