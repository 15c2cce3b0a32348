import type { FastifyReply } from 'fastify';
import { InvalidInput } from '../../../../input/invalid-input.ts';
import { StaleVersion } from '../../../../input/stale-version.ts';
import type { ApplicationDetails } from '../../../directory/applications/application-details.ts';
import type { ApplicationEdit } from '../../../directory/applications/change-application.ts';
import {
  activateTokenEncryption,
  deactivateTokenEncryption,
  deleteEncryptionCertificate,
  encryptionCertificatesOf,
  importEncryptionCertificate,
  setTokenEncryptionMethod,
  tokenEncryptionMethodOf,
} from '../../../directory/applications/token-encryption.ts';
import { type FieldFault, fieldFaults } from '../../field-faults.ts';
import type { ApplicationRoutes, ApplicationVisit } from '../application-routes.ts';
import { saveSection } from '../save-section.tsx';
import { type BrokenForm, tokenEncryptionPage as page, TokenEncryptionPage } from './page.tsx';

/** "Token encryption": the certificates, which one is active, and the cipher (entra-saml.md 7). */
export function tokenEncryption(routes: ApplicationRoutes): void {
  routes.get(page, (visit) => show(visit));
  routes.upload(`${page}/import`, 'app.configure', importFile);
  routes.post(`${page}/activate`, 'app.configure', (visit) =>
    change(visit, 'Token encryption is active now for the certificate', activateTokenEncryption),
  );
  routes.post(`${page}/deactivate`, 'app.configure', (visit) =>
    change(
      visit,
      'Token encryption is inactive now; it was active for the certificate',
      deactivateTokenEncryption,
    ),
  );
  routes.post(`${page}/delete`, 'app.configure', (visit) =>
    change(visit, 'Deleted the certificate', deleteEncryptionCertificate),
  );
  routes.post(`${page}/method`, 'app.configure', (visit) => {
    const typed = { tokenEncryptionMethod: visit.form.text('tokenEncryptionMethod') };
    return saveSection(visit, {
      subject: 'Cipher',
      address: visit.path(page),
      action: visit.path(`${page}/method`),
      labels: { tokenEncryptionMethod: 'Cipher' },
      section: tokenEncryptionMethodOf,
      typed,
      save: (edit) => setTokenEncryptionMethod(visit.context.db, edit, typed),
      activity: 'Update application',
      show: (faults) => show(visit, { form: 'method', faults }),
    });
  });
}

async function show(visit: ApplicationVisit, broken?: BrokenForm): Promise<FastifyReply> {
  const { db, clock } = visit.context;
  const list = await encryptionCertificatesOf(db, visit.app, clock());
  return visit.page(
    (shell) => <TokenEncryptionPage shell={shell} visit={visit} list={list} broken={broken} />,
    broken ? 422 : 200,
  );
}

const AUDITED = 'Update application - Certificates and secrets management';

async function importFile(visit: ApplicationVisit): Promise<FastifyReply> {
  const { context, form } = visit;
  try {
    const { thumbprint } = await importEncryptionCertificate(
      context.db,
      editOf(visit),
      form.file('certificate'),
      context.clock(),
    );
    await visit.auditApplication(AUDITED, [
      { displayName: 'KeyDescription', newValue: `Encrypt ${thumbprint}` },
    ]);
    return visit.done(
      visit.path(page),
      `Certificate ${thumbprint} was imported. Activate token encryption once the application has its private key.`,
    );
  } catch (error) {
    if (error instanceof InvalidInput)
      return show(visit, { form: 'import', faults: fieldFaults(error.faults) });
    throw error;
  }
}

async function change(
  visit: ApplicationVisit,
  done: string,
  act: (
    db: ApplicationVisit['context']['db'],
    edit: ApplicationEdit,
    thumbprint: string,
  ) => Promise<ApplicationDetails>,
): Promise<FastifyReply> {
  const { context, form } = visit;
  const thumbprint = form.text('thumbprint');
  try {
    await act(context.db, { ...editOf(visit), tag: form.version() }, thumbprint);
  } catch (error) {
    if (error instanceof StaleVersion) return show(visit, { form: 'list', faults: [changed] });
    if (error instanceof InvalidInput)
      return show(visit, { form: 'list', faults: fieldFaults(error.faults) });
    throw error;
  }
  await visit.auditApplication(AUDITED, [
    { displayName: 'KeyDescription', newValue: `${done} ${thumbprint}` },
  ]);
  return visit.done(visit.path(page), `${done} ${thumbprint}.`);
}

const changed: FieldFault = {
  field: 'thumbprint',
  code: 'stale',
  message:
    'Another user activated or deactivated token encryption in the meantime. The list below is up to date; your change was not made.',
};

const editOf = ({ tenantId, id }: ApplicationVisit) => ({ tenantId, servicePrincipalId: id });
