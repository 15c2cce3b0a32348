import type { FastifyReply } from 'fastify';
import { InvalidInput } from '../../../../input/invalid-input.ts';
import {
  type AddedPassword,
  addPassword,
  passwordCredentialsOf,
  removePassword,
} from '../../../directory/applications/password-credentials.ts';
import { type FieldFault, fieldFaults } from '../../field-faults.ts';
import type { ApplicationRoutes, ApplicationVisit } from '../application-routes.ts';
import { lifetimes, secretsPage as page, type SecretForm, SecretsPage } from './page.tsx';

/**
 * "Certificates & secrets": the client secrets of the application. In Entra the page belongs to the registration, which has no pages here; certificates
 * as client credentials are not part of this mock.
 */
export function secrets(routes: ApplicationRoutes): void {
  routes.get(page, (visit) => show(visit, {}));
  routes.post(`${page}/new`, 'app.configure', add);
  routes.post(`${page}/delete`, 'app.configure', remove);
}

interface Shown {
  form?: SecretForm;
  faults?: readonly FieldFault[];
  added?: AddedPassword;
}

async function show(visit: ApplicationVisit, shown: Shown): Promise<FastifyReply> {
  const { db, clock } = visit.context;
  const list = await passwordCredentialsOf(db, visit.id, clock());
  return visit.page(
    (shell) => (
      <SecretsPage
        shell={shell}
        visit={visit}
        list={list}
        form={shown.form}
        faults={shown.faults}
        added={shown.added}
      />
    ),
    shown.faults ? 422 : 200,
  );
}

const AUDITED = 'Update application - Certificates and secrets management';

async function add(visit: ApplicationVisit): Promise<FastifyReply> {
  const { context, form } = visit;
  const typed = { displayName: form.text('displayName'), expires: form.text('expires') };
  const now = context.clock();
  const days = lifetimes.find(({ value }) => value === typed.expires)?.days;
  if (days === undefined) return show(visit, { form: typed, faults: [unknownLifetime] });
  const endDateTime = new Date(now.getTime() + days * 86_400_000);
  try {
    const added = await addPassword(
      context.db,
      editOf(visit),
      { displayName: typed.displayName, endDateTime },
      now,
    );
    await visit.auditApplication(AUDITED, [
      { displayName: 'KeyDescription', newValue: `Password ${added.keyId}` },
    ]);
    return show(visit, { added });
  } catch (error) {
    if (!(error instanceof InvalidInput)) throw error;
    return show(visit, { form: typed, faults: fieldFaults(error.faults) });
  }
}

const unknownLifetime: FieldFault = {
  field: 'expires',
  code: 'unknown',
  message: 'Choose when the client secret expires.',
};

async function remove(visit: ApplicationVisit): Promise<FastifyReply> {
  const { context, form } = visit;
  const keyId = form.text('keyId');
  try {
    await removePassword(context.db, editOf(visit), keyId);
  } catch (error) {
    if (!(error instanceof InvalidInput)) throw error;
    return show(visit, { faults: fieldFaults(error.faults) });
  }
  await visit.auditApplication(AUDITED, [
    { displayName: 'KeyDescription', oldValue: `Password ${keyId}` },
  ]);
  return visit.done(visit.path(page), 'The client secret was deleted.');
}

const editOf = ({ tenantId, id }: ApplicationVisit) => ({ tenantId, servicePrincipalId: id });
