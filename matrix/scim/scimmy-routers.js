/** scimmy-routers with resources in memory, as the README sets it up, and one custom extension. */
import express from 'express';
import SCIMMY from 'scimmy';
import SCIMMYRouters from 'scimmy-routers';
import { announce, token } from './announce.js';

const attribute = new SCIMMY.Types.Attribute('string', 'costCenter');
SCIMMY.Schemas.User.extend(SCIMMY.Schemas.EnterpriseUser);
SCIMMY.Schemas.User.extend(
  new SCIMMY.Types.SchemaDefinition(
    'Custom',
    'urn:ietf:params:scim:schemas:extension:example:2.0:User',
    'A custom extension',
    [attribute],
  ),
);

/** Handlers over a map: what the documentation leaves to the application. */
function inMemory(nameOf) {
  const rows = new Map();
  let next = 1;
  return {
    egress: async (resource) => {
      const all = [...rows.values()];
      if (resource.id !== undefined) {
        const found = rows.get(resource.id);
        if (!found) throw new SCIMMY.Types.Error(404, null, `Resource ${resource.id} not found`);
        return found;
      }
      return resource.filter ? resource.filter.match(all) : all;
    },
    ingress: async (resource, data) => {
      const { id } = resource;
      if (id !== undefined && !rows.has(id))
        throw new SCIMMY.Types.Error(404, null, `Resource ${id} not found`);
      const name = nameOf(data).toLowerCase();
      for (const [other, row] of rows)
        if (other !== id && nameOf(row).toLowerCase() === name)
          throw new SCIMMY.Types.Error(409, 'uniqueness', `${nameOf(data)} exists`);
      const key = id ?? String(next++);
      const row = { ...JSON.parse(JSON.stringify(data)), id: key };
      rows.set(key, row);
      return row;
    },
    degress: async ({ id }) => {
      if (!rows.delete(id)) throw new SCIMMY.Types.Error(404, null, `Resource ${id} not found`);
    },
  };
}

SCIMMY.Resources.declare(
  SCIMMY.Resources.User,
  inMemory(({ userName = '' }) => userName),
);
SCIMMY.Resources.declare(
  SCIMMY.Resources.Group,
  inMemory(({ displayName = '' }) => displayName),
);

const app = express();
app.use(
  '/scim',
  new SCIMMYRouters({
    type: 'bearer',
    handler: (request) => {
      if (request.header('Authorization') !== `Bearer ${token}`) throw new Error('Wrong token');
      return 'samlab';
    },
  }),
);
const server = app.listen(0, '127.0.0.1', () =>
  announce(`http://127.0.0.1:${server.address().port}/scim`),
);
