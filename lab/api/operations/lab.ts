import { Type } from 'typebox';
import { operation } from '../operation.ts';
import { strict, text } from '../schemas.ts';

const Start = Type.Object(
  {
    lab: text('URL of the lab home.'),
    idp: text('URL of the identity provider.'),
    sp: text('URL of the service provider Peakon.'),
    tenantId: text('GUID of the tenant of the tutorial.'),
    appId: Type.Union([Type.String(), Type.Null()], {
      description: 'Application ID of Peakon; null until it is added.',
    }),
    applications: Type.Array(
      Type.Object(
        {
          tenantId: text('GUID.'),
          appId: text('Application ID, a GUID.'),
          displayName: text('Name for people.'),
          metadataUrl: text('App Federation Metadata Url.'),
        },
        strict,
      ),
      { description: "Applications that are not the tutorial's: 20 at most." },
    ),
    users: Type.Array(
      Type.Object(
        {
          id: text('GUID.'),
          userPrincipalName: text('Name at the sign-in.'),
          password: text('Password that samlab made.'),
          roles: Type.Array(Type.String(), { description: 'Directory roles.' }),
        },
        strict,
      ),
    ),
    spAdmin: Type.Object(
      { email: text('Name at Peakon.'), password: text('Password that samlab made.') },
      { ...strict, description: 'The administrator of Peakon.' },
    ),
  },
  { ...strict, description: 'What samlab start --json prints.' },
);

export const LabAnswer = Type.Object(
  {
    name: text('samlab.'),
    openapi: text('Path of the description of this API, OpenAPI 3.1.'),
    page: text('Path of its page for people.'),
    start: Start,
  },
  { ...strict, title: 'Lab' },
);

export const getLab = operation({
  id: 'getLab',
  method: 'GET',
  path: '',
  tag: 'Lab',
  summary: 'What this is, and the lab as it is now',
  answer: { status: 200, description: 'The lab.' },
  result: LabAnswer,
  async run({ start }) {
    const { users, applications, ...line } = await start();
    const mutable = users.map(({ roles, ...user }) => ({ ...user, roles: [...roles] }));
    const links = { name: 'samlab', openapi: '/api/v1/openapi.json', page: '/api' };
    return {
      result: { ...links, start: { ...line, applications: [...applications], users: mutable } },
    };
  },
});

export const resetLab = operation({
  id: 'resetLab',
  method: 'POST',
  path: '/reset',
  tag: 'Lab',
  summary: 'Go back to how the lab was when it had started',
  description:
    'Tenants, users, sessions, exchanges and armed responses of later are gone, and the clock is what it was. Only a lab in memory can.',
  answer: { status: 204, description: 'The lab is as it was.' },
  refusals: ['not_in_memory'],
  async run({ lab }) {
    await lab.reset();
    return { result: undefined };
  },
});
