import type { FastifyReply } from 'fastify';
import { InvalidInput } from '../../../../../input/invalid-input.ts';
import {
  deleteVerificationCertificate,
  importVerificationCertificate,
  requestSignatureVerificationOf,
  setRequestSignatureVerification,
  verificationCertificatesOf,
} from '../../../../directory/applications/request-signature-verification.ts';
import { fieldFaults } from '../../../field-faults.ts';
import type { ApplicationRoutes, ApplicationVisit } from '../../application-routes.ts';
import { saveSection } from '../../save-section.tsx';
import { verificationPage as page } from './card-part.tsx';
import { type BrokenForm, VerificationPage } from './page.tsx';

/** "Verification certificates": whether requests must be signed, and by which certificates (entra-saml.md 1.6). */
export function verificationCertificates(routes: ApplicationRoutes): void {
  routes.get(page, (visit) => show(visit));
  routes.post(`${page}/settings`, 'app.configure', saveSettings);
  routes.upload(`${page}/upload`, 'app.configure', upload);
  routes.post(`${page}/delete`, 'app.configure', remove);
}

async function show(visit: ApplicationVisit, broken?: BrokenForm): Promise<FastifyReply> {
  const { db, clock } = visit.context;
  const list = await verificationCertificatesOf(db, visit.id, clock());
  return visit.page(
    (shell) => <VerificationPage shell={shell} visit={visit} list={list} broken={broken} />,
    broken ? 422 : 200,
  );
}

function saveSettings(visit: ApplicationVisit): Promise<FastifyReply> {
  const { form, context } = visit;
  const typed = {
    isSignedRequestRequired: form.has('isSignedRequestRequired'),
    allowedWeakAlgorithms: form.has('allowRsaSha1') ? ('rsaSha1' as const) : null,
  };
  return saveSection(visit, {
    subject: 'Verification certificates',
    address: visit.path(page),
    action: visit.path(`${page}/settings`),
    labels: {
      isSignedRequestRequired: 'Require verification certificates',
      allowedWeakAlgorithms: 'Allow requests signed with RSA-SHA1',
    },
    section: requestSignatureVerificationOf,
    typed,
    save: (edit) => setRequestSignatureVerification(context.db, edit, typed),
    activity: 'Update application',
    show: (faults) => show(visit, { form: 'settings', faults }),
  });
}

const AUDITED = 'Update application - Certificates and secrets management';

async function upload(visit: ApplicationVisit): Promise<FastifyReply> {
  const { context, form } = visit;
  try {
    const { thumbprint, expired } = await importVerificationCertificate(
      context.db,
      editOf(visit),
      form.file('certificate'),
      context.clock(),
    );
    await visit.auditApplication(AUDITED, [
      { displayName: 'KeyDescription', newValue: `Verify ${thumbprint}` },
    ]);
    return visit.done(
      visit.path(page),
      expired
        ? {
            tone: 'warning',
            text: `Certificate ${thumbprint} was uploaded, but it has expired, so it verifies nothing.`,
          }
        : `Certificate ${thumbprint} was uploaded.`,
    );
  } catch (error) {
    if (error instanceof InvalidInput)
      return show(visit, { form: 'upload', faults: fieldFaults(error.faults) });
    throw error;
  }
}

async function remove(visit: ApplicationVisit): Promise<FastifyReply> {
  const { context, form } = visit;
  const thumbprint = form.text('thumbprint');
  try {
    await deleteVerificationCertificate(context.db, editOf(visit), thumbprint);
  } catch (error) {
    if (error instanceof InvalidInput)
      return show(visit, { form: 'list', faults: fieldFaults(error.faults) });
    throw error;
  }
  await visit.auditApplication(AUDITED, [
    { displayName: 'KeyDescription', newValue: `Deleted ${thumbprint}` },
  ]);
  return visit.done(visit.path(page), `Certificate ${thumbprint} was deleted.`);
}

const editOf = ({ tenantId, id }: ApplicationVisit) => ({ tenantId, servicePrincipalId: id });
