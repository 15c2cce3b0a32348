import { readCertificate, thumbprint } from '../../../certs/certificate.ts';
import { InvalidInput } from '../../../input/invalid-input.ts';
import { StaleVersion } from '../../../input/stale-version.ts';
import { mockIdentityProviderKey } from '../../directory/applications/key-credentials.ts';
import {
  domainFederationOf,
  federateDomain,
  federatedDomain,
  federationTag,
  type InternalDomainFederation,
  makeDomainManaged,
  mockIdentityProviderOf,
  setMockIdentityProvider,
} from '../../directory/domains/domain-federation.ts';
import {
  createDomain,
  deleteDomain,
  domainsOf,
  requireDomain,
} from '../../directory/domains/domains.ts';
import type { FederatedIdpMfaBehavior } from '../../directory/domains/federation-rules.ts';
import { mockSignInPath } from '../../federation/begin-federated-sign-in.ts';
import { acsUrl, METADATA_PATH } from '../../federation/microsoft-online.ts';
import type { AdminRoutes } from '../admin-routes.ts';
import { type FieldFault, fieldFaults } from '../field-faults.ts';
import type { PostedForm } from '../posted-form.ts';
import type { Visit } from '../visit.ts';
import { DomainPage, type FederationForm, type ShownCertificate } from './domain-page.tsx';
import { DomainsPage, domainAddress, domainsPath, NewDomainPage } from './domains-page.tsx';

/** `/admin/domains` */
export function domains(routes: AdminRoutes): void {
  routes.get(domainsPath, 'user.read', async (visit) => {
    const found = await domainsOf(visit.context.db, visit.tenantId);
    const mayManage = visit.may('domain.manage');
    return visit.page((shell) => (
      <DomainsPage shell={shell} domains={found} mayManage={mayManage} />
    ));
  });
  addDomain(routes);
  routes.get(`${domainsPath}/:name`, 'user.read', (visit) => showDomain(visit));
  federationForms(routes);
}

function addDomain(routes: AdminRoutes): void {
  const path = `${domainsPath}/new`;
  routes.get(path, 'domain.manage', (visit) =>
    visit.page((shell) => <NewDomainPage shell={shell} name="" />),
  );
  routes.post(path, 'domain.manage', async (visit) => {
    const name = visit.form.text('name');
    try {
      await createDomain(visit.context.db, visit.tenantId, name);
    } catch (error) {
      if (!(error instanceof InvalidInput)) throw error;
      const faults = fieldFaults(error.faults);
      return visit.page(
        (shell) => <NewDomainPage shell={shell} name={name} faults={faults} />,
        422,
      );
    }
    const { id } = await requireDomain(visit.context.db, visit.tenantId, name);
    await audit(visit, id, 'Add verified domain');
    return visit.done(domainAddress(id), `${id} was added. It counts as verified.`);
  });
}

function federationForms(routes: AdminRoutes): void {
  const path = `${domainsPath}/:name`;
  routes.post(`${path}/federation`, 'domain.manage', async (visit) => {
    const { context, tenantId, form } = visit;
    const { id } = await requireDomain(context.db, tenantId, visit.param('name'));
    const before = await domainFederationOf(context.db, tenantId, id);
    const typed = readForm(form);
    try {
      await federateDomain(context.db, tenantId, id, propertiesOf(typed), form.version());
    } catch (error) {
      if (error instanceof InvalidInput) return showDomain(visit, typed, fieldFaults(error.faults));
      if (!(error instanceof StaleVersion)) throw error;
      return visit.done(domainAddress(id), {
        tone: 'warning',
        text: 'Another user changed the federation in the meantime. Nothing was saved; check again.',
      });
    }
    const after = await domainFederationOf(context.db, tenantId, id);
    await audit(visit, id, 'Set domain authentication', [
      ['Authentication', before ? 'Federated' : 'Managed', 'Federated'],
      ['IssuerUri', before?.issuerUri, after?.issuerUri],
      ['PassiveSignInUri', before?.passiveSignInUri, after?.passiveSignInUri],
      ['SigningCertificate', before?.signingCertificate, after?.signingCertificate],
      ['FederatedIdpMfaBehavior', before?.federatedIdpMfaBehavior, after?.federatedIdpMfaBehavior],
    ]);
    return visit.done(domainAddress(id), `${id} is federated.`);
  });

  routes.post(`${path}/managed`, 'domain.manage', async (visit) => {
    const { context, tenantId } = visit;
    const { id } = await requireDomain(context.db, tenantId, visit.param('name'));
    await makeDomainManaged(context.db, tenantId, id);
    await audit(visit, id, 'Set domain authentication', [
      ['Authentication', 'Federated', 'Managed'],
    ]);
    return visit.done(domainAddress(id), `Users of ${id} sign in here again.`);
  });

  routes.post(`${path}/mock`, 'domain.manage', async (visit) => {
    const { context, tenantId, form } = visit;
    const { id } = await requireDomain(context.db, tenantId, visit.param('name'));
    const outOfOrder = form.has('outOfOrder');
    const multipleAuthn = form.has('multipleAuthn');
    try {
      await setMockIdentityProvider(context.db, tenantId, id, { outOfOrder, multipleAuthn });
    } catch (error) {
      return fail(visit, id, error);
    }
    return visit.done(domainAddress(id), 'The mock identity provider was changed.');
  });

  routes.post(`${path}/delete`, 'domain.manage', async (visit) => {
    const { context, tenantId } = visit;
    const { id } = await requireDomain(context.db, tenantId, visit.param('name'));
    try {
      await deleteDomain(context.db, tenantId, id);
    } catch (error) {
      return fail(visit, id, error);
    }
    await audit(visit, id, 'Remove verified domain');
    return visit.done(domainsPath, `${id} was removed.`);
  });
}

/** Says why a form without fields was refused. */
function fail(visit: Visit, id: string, error: unknown) {
  if (!(error instanceof InvalidInput)) throw error;
  return visit.done(domainAddress(id), { tone: 'warning', text: error.message });
}

async function showDomain(visit: Visit, typed?: FederationForm, faults?: FieldFault[]) {
  const { context, tenantId } = visit;
  const { db, publicUrl } = context;
  const domain = await requireDomain(db, tenantId, visit.param('name'));
  const federation = await domainFederationOf(db, tenantId, domain.id);
  const row = await federatedDomain(db, domain.id);
  const mock = federation?.isMock && row ? mockIdentityProviderOf(row) : undefined;
  const certificates = await certificatesOf(visit, federation);
  return visit.page(
    (shell) => (
      <DomainPage
        shell={shell}
        domain={domain}
        federation={federation}
        version={federationTag(federation)}
        form={typed ?? formOf(federation)}
        faults={faults}
        mock={mock}
        certificates={certificates}
        addresses={{
          signIn: mock ? `${publicUrl()}${mockSignInPath(domain.id)}` : undefined,
          acs: acsUrl(publicUrl()),
          metadata: `${publicUrl()}${METADATA_PATH}`,
        }}
        mayManage={visit.may('domain.manage')}
      />
    ),
    faults ? 422 : 200,
  );
}

/** The certificates that verify the messages of the identity provider. */
async function certificatesOf(
  { context: { db, clock } }: Visit,
  federation: InternalDomainFederation | undefined,
): Promise<ShownCertificate[]> {
  if (!federation) return [];
  const { isMock, signingCertificate, nextSigningCertificate } = federation;
  const texts: string[] = isMock
    ? [(await mockIdentityProviderKey(db, clock())).certificate]
    : [signingCertificate, nextSigningCertificate];
  return texts
    .filter((text) => text !== '')
    .map((base64) => {
      const certificate = readCertificate(Buffer.from(base64, 'base64'));
      const { subject, notAfter } = certificate;
      return { subject, notAfter, base64, thumbprint: thumbprint(certificate) };
    });
}

const readForm = (form: PostedForm): FederationForm => ({
  identityProvider: form.text('identityProvider') === 'own' ? 'own' : 'mock',
  displayName: form.text('displayName'),
  issuerUri: form.text('issuerUri'),
  passiveSignInUri: form.text('passiveSignInUri'),
  signingCertificate: form.text('signingCertificate'),
  nextSigningCertificate: form.text('nextSigningCertificate'),
  federatedIdpMfaBehavior: form.text('federatedIdpMfaBehavior'),
});

const formOf = (federation: InternalDomainFederation | undefined): FederationForm => ({
  identityProvider: federation && !federation.isMock ? 'own' : 'mock',
  displayName: federation?.displayName ?? '',
  issuerUri: federation?.isMock ? '' : (federation?.issuerUri ?? ''),
  passiveSignInUri: federation?.passiveSignInUri ?? '',
  signingCertificate: federation?.signingCertificate ?? '',
  nextSigningCertificate: federation?.nextSigningCertificate ?? '',
  federatedIdpMfaBehavior: federation?.federatedIdpMfaBehavior ?? 'acceptIfMfaDoneByFederatedIdp',
});

/** The choice "mock" ignores the values of another identity provider; the choice "own" requires them. */
function propertiesOf(form: FederationForm) {
  const { displayName } = form;
  // The directory refuses any other value.
  const federatedIdpMfaBehavior = form.federatedIdpMfaBehavior as FederatedIdpMfaBehavior;
  if (form.identityProvider === 'mock') return { displayName, federatedIdpMfaBehavior };
  const { issuerUri, passiveSignInUri, signingCertificate, nextSigningCertificate } = form;
  return {
    displayName,
    federatedIdpMfaBehavior,
    issuerUri,
    passiveSignInUri,
    signingCertificate,
    nextSigningCertificate,
  };
}

type Change = readonly [
  property: string,
  oldValue: string | undefined,
  newValue: string | undefined,
];

const audit = (visit: Visit, domain: string, activity: string, changes: readonly Change[] = []) =>
  visit.audit({
    activity,
    category: 'DirectoryManagement',
    target: { type: 'Domain', id: domain, displayName: domain },
    modified: changes.map(([displayName, oldValue, newValue]) => ({
      displayName,
      oldValue,
      newValue,
    })),
  });
