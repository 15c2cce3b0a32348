import { Type } from 'typebox';
import { operation, tenantOf } from '../operation.ts';
import { ApiProblem } from '../problem.ts';
import { Certificate, MetadataRead, text } from '../schemas.ts';
import {
  applicationOf,
  applicationPath,
  type InTenant,
  onApplication,
} from './target-application.ts';

export const listCertificates = operation({
  ...onApplication,
  id: 'listCertificates',
  method: 'GET',
  path: `${applicationPath}/certificates`,
  summary: 'List the signing certificates of an application, the active one first',
  answer: { status: 200, description: 'Certificates, without their keys.' },
  result: Type.Array(Certificate),
  async run(call) {
    return { result: await certificatesOf(call) };
  },
});

export const createCertificate = operation({
  ...onApplication,
  id: 'createCertificate',
  method: 'POST',
  path: `${applicationPath}/certificates`,
  summary: 'New Certificate, or Import Certificate with a PFX file',
  description:
    'The first certificate of an application becomes active; a later one is inactive, and published in the federation metadata.',
  body: Type.Object(
    {
      endDateTime: Type.Optional(
        text(
          'When the new certificate expires, ISO 8601: at most three years ahead by the clock of the lab. Default: three years.',
        ),
      ),
      pfx: Type.Optional(text('In place of a new one: a PFX file, base64.')),
      password: Type.Optional(text('Password of the PFX file. Default: none.')),
    },
    { additionalProperties: false },
  ),
  example: {},
  answer: { status: 201, description: 'The certificate.' },
  result: Certificate,
  refusals: [...onApplication.refusals, 'taken'],
  rules: ({ body: { endDateTime } }) => [() => endDateTime === undefined || dateOf(endDateTime)],
  async run(call) {
    const { endDateTime, pfx, password = '' } = call.body;
    if (pfx !== undefined && endDateTime !== undefined)
      throw fault(
        'endDateTime',
        'A PFX file has its own dates: give pfx or endDateTime, not both.',
      );
    const { servicePrincipal } = await applicationOf(call);
    const { directory } = call.lab;
    const { thumbprint } =
      pfx === undefined
        ? await directory.addTokenSigningCertificate(servicePrincipal.id, {
            endDateTime: endDateTime === undefined ? undefined : dateOf(endDateTime),
          })
        : await directory.importCertificate(servicePrincipal.id, {
            pfx: Buffer.from(pfx, 'base64'),
            password,
          });
    const all = await certificatesOf(call);
    const result = all.find((one) => one.thumbprint === thumbprint);
    if (!result) throw unknown(thumbprint);
    return { result, location: `${at(call)}/certificates/${thumbprint}` };
  },
});

export const getCertificate = operation({
  ...onApplication,
  id: 'getCertificate',
  method: 'GET',
  path: `${applicationPath}/certificates/{thumbprint}`,
  summary: 'Read a signing certificate',
  answer: { status: 200, description: 'The certificate.' },
  result: Certificate,
  refusals: [...onApplication.refusals, 'unknown_certificate'],
  run: async (call) => ({ result: await certificateOf(call) }),
});

export const activateCertificate = operation({
  ...onApplication,
  id: 'activateCertificate',
  method: 'POST',
  path: `${applicationPath}/certificates/{thumbprint}/activate`,
  summary: 'Make a certificate active',
  description:
    'It signs from now on. The one before becomes inactive, and stays in the metadata until it is deleted.',
  answer: { status: 204, description: 'The certificate is active.' },
  refusals: [...onApplication.refusals, 'unknown_certificate'],
  async run(call) {
    const { thumbprint } = await certificateOf(call);
    const { servicePrincipal } = await applicationOf(call);
    await call.lab.directory.activateCertificate(servicePrincipal.id, thumbprint);
    return { result: undefined };
  },
});

export const deleteCertificate = operation({
  ...onApplication,
  id: 'deleteCertificate',
  method: 'DELETE',
  path: `${applicationPath}/certificates/{thumbprint}`,
  summary: 'Delete an inactive certificate',
  answer: { status: 204, description: 'The certificate is gone, from the metadata as well.' },
  refusals: [...onApplication.refusals, 'unknown_certificate', 'active_certificate'],
  async run(call) {
    const { thumbprint, status } = await certificateOf(call);
    const detail = 'The active certificate cannot be deleted. Make another one active first.';
    if (status === 'Active')
      throw new ApiProblem('active_certificate', detail, [{ parameter: 'thumbprint', detail }]);
    const { servicePrincipal } = await applicationOf(call);
    await call.lab.directory.deleteCertificate(servicePrincipal.id, thumbprint);
    return { result: undefined };
  },
});

export const setNotificationEmails = operation({
  ...onApplication,
  id: 'setNotificationEmails',
  method: 'PUT',
  path: `${applicationPath}/notification-emails`,
  summary: 'Set who gets a mail before the active certificate expires',
  body: Type.Object(
    {
      notificationEmailAddresses: Type.Array(Type.String(), {
        description: 'E-mail addresses, at most 5. They replace those before.',
      }),
    },
    { additionalProperties: false },
  ),
  example: { notificationEmailAddresses: ['ops@contoso.com'] },
  answer: { status: 204, description: 'The addresses are saved.' },
  async run(call) {
    const { servicePrincipal } = await applicationOf(call);
    await call.lab.directory.setNotificationEmails(servicePrincipal.id, call.body);
    return { result: undefined };
  },
});

export const listMetadataReads = operation({
  ...onApplication,
  id: 'listMetadataReads',
  method: 'GET',
  path: `${applicationPath}/metadata-reads`,
  summary: 'List who fetched the federation metadata of an application',
  description:
    'At any replica of the lab. It tells whether a service provider can know a new certificate.',
  answer: { status: 200, description: 'The newest first, at most 500.' },
  result: Type.Array(MetadataRead),
  async run(call) {
    const tenant = await tenantOf(call);
    const reads = await tenant.metadataReads(call.params.applicationId ?? '');
    return {
      result: reads.map(({ thumbprints, ...read }) => ({ ...read, thumbprints: [...thumbprints] })),
    };
  },
});

const at = ({ params }: InTenant) =>
  `/tenants/${params.tenantId}/applications/${params.applicationId}`;

async function certificatesOf(call: InTenant) {
  const { servicePrincipal } = await applicationOf(call);
  const all = await call.lab.directory.signingCertificates(servicePrincipal.id);
  return all.map(({ certificate, ...one }) => ({ ...one, der: certificate }));
}

/** @throws {ApiProblem} `unknown_certificate` */
async function certificateOf(call: InTenant) {
  const { thumbprint = '' } = call.params;
  const all = await certificatesOf(call);
  const found = all.find((one) => one.thumbprint === thumbprint.toUpperCase());
  if (!found) throw unknown(thumbprint);
  return found;
}

function unknown(thumbprint: string): ApiProblem {
  const detail = `The application has no certificate "${thumbprint.slice(0, 80)}".`;
  return new ApiProblem('unknown_certificate', detail, [{ parameter: 'thumbprint', detail }]);
}

const fault = (property: string, detail: string) =>
  new ApiProblem('invalid_request', undefined, [{ pointer: `#/${property}`, detail }]);

/** @throws {ApiProblem} `invalid_request` */
function dateOf(text: string): Date {
  const date = new Date(text);
  if (/^\d{4}-\d\d-\d\d/.test(text) && !Number.isNaN(date.getTime())) return date;
  throw fault('endDateTime', `"${text.slice(0, 40)}" is no date; give one such as 2027-06-30.`);
}
