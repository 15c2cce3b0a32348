import { required } from '../../../input/not-found.ts';
import { isJsonObject } from '../../../scim/json.ts';
import { idsOf } from '../../../store/ids.ts';
import { schemaOf } from '../../directory/provisioning/schemas.ts';
import { GraphError } from '../../graph/graph-error.ts';
import type { GraphRoutes, GraphVisit } from '../../graph/graph-routes.ts';
import { ofServicePrincipal } from '../../graph/service-principals.ts';
import { errorDetail } from '../client/error-detail.ts';
import { discoveredAttributes, withDiscovered } from '../schema/discovered.ts';
import { objectTypes, type SynchronizationSchema } from '../schema/schema.ts';
import { jobOf } from './jobs.ts';
import { mayWrite } from './permissions.ts';

const DIRECTORY = '/synchronization/jobs/:job/schema/directories/:directory';

/** `discover`: which attributes the application has, by its own schemas. Nothing is saved; a client puts what it wants into the schema. */
export function discover(routes: GraphRoutes): void {
  ofServicePrincipal(routes)('POST', `${DIRECTORY}/discover`, mayWrite, discovered);
}

async function discovered(visit: GraphVisit) {
  const { context } = visit;
  const { app, job } = await jobOf(visit);
  const schema = await schemaOf(context.db, app.id, job.id);
  const id = visit.param('directory');
  const directory = required(
    schema.directories.find((one) => one.id === id),
    'directory',
    id,
  );
  if (!schema.synchronizationRules.some((one) => one.targetDirectoryName === directory.name))
    throw new GraphError(
      400,
      'BadRequest',
      `The directory ${directory.name} is not one of an application, so there is nothing to discover.`,
    );
  const exchange = await context.provisioning.readSchemas(app.id);
  const { json, fault, answer } = exchange;
  if (fault || answer?.status !== 200 || !Array.isArray(json?.Resources))
    throw new GraphError(
      400,
      'DirectoryDiscoveryFailed',
      `The application does not describe its attributes: GET /Schemas was not answered with a list of schemas. ${errorDetail(exchange)}`,
    );
  const schemas = json.Resources.filter(isJsonObject);
  const types = typesOf(schema, directory.name);
  return visit.reply.send({
    '@odata.context': `${visit.base}/$metadata#microsoft.graph.directoryDefinition`,
    ...directory,
    discoverabilities: 'AttributeNames, AttributeDataTypes, AttributeReadOnly, ReferenceAttributes',
    discoveryDateTime: context.clock().toISOString(),
    version: idsOf(context.db).uuid('directoryDiscovery'),
    objects: directory.objects.map((object) => {
      const type = types.get(object.name);
      if (!type) return object;
      const attributes = withDiscovered(object.attributes, discoveredAttributes(schemas, type));
      return { ...object, attributes };
    }),
  });
}

/** Which kind of object each object of the application is, by its name. */
const typesOf = (schema: SynchronizationSchema, directory: string) =>
  new Map(
    schema.synchronizationRules
      .filter(({ targetDirectoryName }) => targetDirectoryName === directory)
      .flatMap(({ objectMappings }) => objectMappings)
      .flatMap(({ sourceObjectName, targetObjectName }) =>
        objectTypes.includes(sourceObjectName)
          ? [[targetObjectName, sourceObjectName] as const]
          : [],
      ),
  );
