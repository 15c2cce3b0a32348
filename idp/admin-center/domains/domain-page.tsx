import { Actions, Button, Checkbox, FieldSet, Radio } from '../../../web/components/controls.tsx';
import { Field, Select, TextArea } from '../../../web/components/field.tsx';
import { Card, Disclosure, Facts, MessageBar } from '../../../web/components/surfaces.tsx';
import { typedFields } from '../../../web/http/typed-fields.ts';
import type {
  InternalDomainFederation,
  MockIdentityProvider,
} from '../../directory/domains/domain-federation.ts';
import type { Domain } from '../../directory/domains/domains.ts';
import { federatedIdpMfaBehaviors } from '../../directory/domains/federation-rules.ts';
import { MICROSOFT_ONLINE } from '../../federation/microsoft-online.ts';
import { AdminForm, faultOf } from '../admin-form.tsx';
import { AdminPage } from '../admin-page.tsx';
import type { FieldFault } from '../field-faults.ts';
import { whatItTakes } from '../roles.ts';
import type { Shell } from '../visit.ts';
import { domainAddress, domainsPath } from './domains-page.tsx';

/** The federation of a domain as it was typed, under Graph's names. */
export interface FederationForm {
  identityProvider: 'mock' | 'own';
  displayName: string;
  issuerUri: string;
  passiveSignInUri: string;
  signingCertificate: string;
  nextSigningCertificate: string;
  federatedIdpMfaBehavior: string;
}

export interface ShownCertificate {
  subject: string;
  thumbprint: string;
  notAfter: Date;
  base64: string;
}

export interface DomainPageProps {
  shell: Shell;
  domain: Domain;
  federation: InternalDomainFederation | undefined;
  /** Tag of the stored federation. */
  version: string;
  form: FederationForm;
  faults?: readonly FieldFault[] | undefined;
  /** The switches of the mock identity provider, if the domain is federated with it. */
  mock: MockIdentityProvider | undefined;
  certificates: readonly ShownCertificate[];
  addresses: { signIn: string | undefined; acs: string; metadata: string };
  mayManage: boolean;
}

/** A domain of the tenant. */
export function DomainPage(props: DomainPageProps) {
  const { shell, domain, federation, mock, mayManage } = props;
  return (
    <AdminPage
      shell={shell}
      section="domains"
      title={domain.id}
      trail={[{ href: domainsPath, title: 'Domain names' }]}
    >
      {mock?.outOfOrder && (
        <MessageBar tone="warning" title="Out of order" id="outOfOrderNow">
          Sign-ins of this domain stop at a page that says so.
        </MessageBar>
      )}
      <Card title="Overview" id="overview">
        <Facts
          items={[
            { term: 'Status', value: 'Verified' },
            { term: 'Federated', value: federation ? 'Yes' : 'No' },
            { term: 'Initial domain', value: domain.isInitial ? 'Yes' : 'No' },
          ]}
        />
      </Card>
      {federation && <IdentityProvider {...props} federation={federation} />}
      {mock && <MockSwitches {...props} mock={mock} />}
      {domain.isInitial ? (
        <Card title="Federation" id="federation">
          <p>The initial domain of a tenant cannot be federated. Add another domain.</p>
        </Card>
      ) : mayManage ? (
        <>
          <Federation {...props} />
          <Ends {...props} />
        </>
      ) : (
        <p class="hint">You cannot change domains. {whatItTakes('domain.manage')}</p>
      )}
    </AdminPage>
  );
}

/** What the identity provider is, and what it must know of this tenant. */
function IdentityProvider({
  federation,
  certificates,
  addresses,
}: DomainPageProps & { federation: InternalDomainFederation }) {
  return (
    <Card title="Identity provider" id="identityProvider">
      <Facts
        items={[
          { term: 'Name', value: federation.displayName },
          { term: 'Issuer', value: federation.issuerUri, copy: true },
          {
            term: 'Sign-in address',
            value: addresses.signIn ?? federation.passiveSignInUri,
            copy: true,
          },
          { term: 'Protocol', value: 'SAML 2.0' },
          ...certificates.map(({ subject, thumbprint, notAfter, base64 }, position) => ({
            term: position === 0 ? 'Signing certificate' : 'Next signing certificate',
            value: `${subject}, until ${notAfter.toISOString().slice(0, 10)}`,
            note: (
              <>
                Thumbprint {thumbprint}
                <Disclosure summary="Base64">
                  <code class="breaks">{base64}</code>
                </Disclosure>
              </>
            ),
          })),
        ]}
      />
      <h3>For the identity provider</h3>
      <Facts
        items={[
          { term: 'Metadata', value: addresses.metadata, copy: true },
          { term: 'Entity ID (Audience)', value: MICROSOFT_ONLINE, copy: true },
          { term: 'Assertion consumer service', value: addresses.acs, copy: true },
          {
            term: 'NameID',
            value: "The user's immutable ID, Format persistent",
            note: 'The page of a user shows it. The Assertion must be signed; the attribute IDPEmail has the user principal name.',
          },
        ]}
      />
    </Card>
  );
}

function MockSwitches({
  shell,
  domain,
  mock,
  mayManage,
}: DomainPageProps & { mock: MockIdentityProvider }) {
  return (
    <Card title="Mock identity provider" id="mock">
      <p>It asks for the user's password in this tenant, on a separate page.</p>
      <AdminForm shell={shell} action={`${domainAddress(domain.id)}/mock`}>
        <Checkbox
          name="outOfOrder"
          label="Out of order"
          hint="It does not answer: to see what becomes of a sign-in."
          checked={mock.outOfOrder}
          disabled={!mayManage}
        />
        <Checkbox
          name="multipleAuthn"
          label="Says that it did multifactor authentication"
          hint="It sends the claim multipleauthn."
          checked={mock.multipleAuthn}
          disabled={!mayManage}
        />
        <Actions>
          <Button id="saveMock" disabled={!mayManage}>
            Save
          </Button>
        </Actions>
      </AdminForm>
    </Card>
  );
}

function Federation({ shell, domain, federation, version, form, faults }: DomainPageProps) {
  const field = typedFields(form, (name) => faultOf(faults, name));
  const { identityProvider: chosen } = form;
  return (
    <Card title={federation ? 'Change the federation' : 'Federate'} id="federation">
      <p>Users whose name ends in @{domain.id} sign in at this identity provider.</p>
      <AdminForm
        shell={shell}
        action={`${domainAddress(domain.id)}/federation`}
        version={version}
        faults={faults}
        id="federate"
      >
        <FieldSet legend="Identity provider">
          <Radio
            name="identityProvider"
            value="mock"
            label="The mock identity provider of this lab"
            hint="Leave the fields below empty; only the name and the last choice count."
            checked={chosen === 'mock'}
          />
          <Radio
            name="identityProvider"
            value="own"
            label="A SAML identity provider of yours"
            checked={chosen === 'own'}
          />
        </FieldSet>
        <Field label="Display name" {...field('displayName')} autocomplete="off" optional />
        <Field
          label="Issuer URI"
          {...field('issuerUri')}
          hint="The entity ID of the identity provider."
          autocomplete="off"
          spellcheck={false}
        />
        <Field
          label="Passive sign-in URI"
          {...field('passiveSignInUri')}
          type="url"
          hint="Its single sign-on address for HTTP-Redirect; http:// is allowed on this machine."
          autocomplete="off"
          spellcheck={false}
        />
        <TextArea
          label="Signing certificate"
          {...field('signingCertificate')}
          hint="Base64 or PEM."
          spellcheck={false}
        />
        <TextArea
          label="Next signing certificate"
          {...field('nextSigningCertificate')}
          hint="Accepted as well."
          spellcheck={false}
          optional
        />
        <Select
          label="Multifactor authentication of the identity provider"
          {...field('federatedIdpMfaBehavior')}
          options={Object.entries(federatedIdpMfaBehaviors).map(([value, words]) => ({
            value,
            label: `${value}: ${words}`,
          }))}
        />
        <Actions>
          <Button id="saveFederation">Save</Button>
        </Actions>
      </AdminForm>
    </Card>
  );
}

/** What ends the federation, or the domain. */
function Ends({ shell, domain, federation }: DomainPageProps) {
  const path = domainAddress(domain.id);
  return (
    <Card title={federation ? 'End the federation' : 'Remove'} id="ends">
      {federation ? (
        <AdminForm shell={shell} action={`${path}/managed`}>
          <p>The users sign in here again, with the password that they have in this tenant.</p>
          <Button appearance="secondary" id="makeManaged">
            Make managed
          </Button>
        </AdminForm>
      ) : (
        <AdminForm shell={shell} action={`${path}/delete`}>
          <p>Possible while no user has a name in this domain.</p>
          <Button appearance="secondary" id="removeDomain">
            Remove domain
          </Button>
        </AdminForm>
      )}
    </Card>
  );
}
