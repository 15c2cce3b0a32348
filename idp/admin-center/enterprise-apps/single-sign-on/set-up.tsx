import { Button, LinkButton } from '../../../../web/components/controls.tsx';
import { Toolbar } from '../../../../web/components/navigation.tsx';
import { Card, Facts, MessageBar } from '../../../../web/components/surfaces.tsx';
import { basicSamlOf, isConfigured } from '../../../directory/applications/basic-saml.ts';
import { basicSamlLabels as labels } from '../../../directory/applications/basic-saml-rules.ts';
import { claimsOf } from '../../../directory/applications/claims-settings.ts';
import type { PublicKeyCredential } from '../../../directory/applications/public-key-credentials.ts';
import { verificationCertificatesOf } from '../../../directory/applications/request-signature-verification.ts';
import {
  type SigningCertificate,
  signingCertificatesOf,
} from '../../../directory/applications/signing-certificates.ts';
import { isPlainHttpElsewhere } from '../../../directory/applications/web-address.ts';
import { conditionalInWords } from '../../../response/claim-conditions.ts';
import type { Shell } from '../../visit.ts';
import { ApplicationPage } from '../application-page.tsx';
import type { ApplicationRoutes, ApplicationVisit } from '../application-routes.ts';
import { Edit, values } from './card-parts.tsx';
import { CertificatesCard } from './certificates/card.tsx';
import { claimsPage, nameIdTitle } from './claims/addresses.ts';
import { nameIdInWords } from './claims/claims-page.tsx';
import { printedEndpoints } from './endpoints.ts';
import { MethodPage } from './method.tsx';
import { canStartHere, signedByApplication } from './verification-certificates/card-part.tsx';

/** "Set up Single Sign-On with SAML": the five sections; before a method is chosen, the choice. */
export function setUpPage(routes: ApplicationRoutes): void {
  routes.get('single-sign-on', async (visit) => {
    if (visit.app.servicePrincipal.preferredSingleSignOnMode !== 'saml')
      return visit.page((shell) => <MethodPage shell={shell} visit={visit} />);
    const { db, clock } = visit.context;
    const certificates = await signingCertificatesOf(db, visit.app, clock());
    const verification = await verificationCertificatesOf(db, visit.id, clock());
    return visit.page((shell) => (
      <SetUpPage
        shell={shell}
        visit={visit}
        certificates={certificates}
        verification={verification}
      />
    ));
  });
}

interface PageProps {
  shell: Shell;
  visit: ApplicationVisit;
  certificates: readonly SigningCertificate[];
  verification: readonly PublicKeyCredential[];
}

function SetUpPage({ shell, visit, certificates, verification }: PageProps) {
  const { app } = visit;
  const { displayName } = app.servicePrincipal;
  const testable = isConfigured(basicSamlOf(app)) && canStartHere(visit);
  return (
    <ApplicationPage
      shell={shell}
      app={app}
      menu="single-sign-on"
      title="Set up Single Sign-On with SAML"
      lead={`Read from top to bottom: what ${displayName} tells this tenant, and what this tenant tells ${displayName}.`}
      denial={visit.denial('app.configure')}
    >
      <Toolbar>
        <LinkButton href={visit.path('single-sign-on/upload-metadata')} appearance="subtle">
          Upload metadata file
        </LinkButton>
        <LinkButton href={visit.path('single-sign-on/method')} appearance="subtle">
          Change single sign-on modes
        </LinkButton>
        {testable && (
          <LinkButton href={visit.path('single-sign-on/test')} appearance="subtle">
            Test this application
          </LinkButton>
        )}
      </Toolbar>
      <BasicCard visit={visit} />
      <ClaimsCard visit={visit} />
      <CertificatesCard visit={visit} certificates={certificates} verification={verification} />
      <SetUpCard visit={visit} />
      <TestCard visit={visit} testable={testable} />
    </ApplicationPage>
  );
}

function BasicCard({ visit }: { visit: ApplicationVisit }) {
  const { identifierUris, replyUrls, signOnUrl, relayState, logoutUrl } = basicSamlOf(visit.app);
  const refused = [...replyUrls, signOnUrl, logoutUrl].filter(isPlainHttpElsewhere);
  return (
    <Card
      title="Basic SAML Configuration"
      step={1}
      id="basic-saml-configuration"
      action={<Edit visit={visit} page="single-sign-on/basic" what="Basic SAML Configuration" />}
    >
      {refused.length > 0 && (
        <MessageBar tone="warning" title="Entra would refuse an address" id="plain-http">
          It takes http for localhost only: {[...new Set(refused)].join(', ')}. This tenant allows
          it.
        </MessageBar>
      )}
      <Facts
        items={[
          { term: labels.identifierUris, value: values(identifierUris, 'Required') },
          { term: labels.replyUrls, value: values(replyUrls, 'Required') },
          { term: labels.signOnUrl, value: signOnUrl || 'Optional' },
          { term: labels.relayState, value: relayState || 'Optional' },
          { term: labels.logoutUrl, value: logoutUrl || 'Optional' },
        ]}
      />
    </Card>
  );
}

function ClaimsCard({ visit }: { visit: ApplicationVisit }) {
  return (
    <Card
      title="Attributes & Claims"
      step={2}
      id="attributes-and-claims"
      action={<Edit visit={visit} page={claimsPage} what="Attributes & Claims" />}
    >
      <Facts
        items={[
          ...claimsOf(visit.app).claims.map((claim) => ({
            term: claim.name,
            value: conditionalInWords(claim),
          })),
          { term: nameIdTitle, value: nameIdInWords(visit) },
        ]}
      />
    </Card>
  );
}

function SetUpCard({ visit }: { visit: ApplicationVisit }) {
  const { login, identifier, logout } = printedEndpoints(visit);
  const { displayName } = visit.app.servicePrincipal;
  return (
    <Card title={`Set up ${displayName}`} step={4} id="set-up-application">
      <p>You'll need to configure the application to link with Microsoft Entra ID.</p>
      <Facts items={[login, identifier, logout]} />
    </Card>
  );
}

function TestCard({ visit, testable }: { visit: ApplicationVisit; testable: boolean }) {
  const { displayName } = visit.app.servicePrincipal;
  return (
    <Card title={`Test single sign-on with ${displayName}`} step={5} id="test-single-sign-on">
      <p>
        Test to see if single sign-on is working. Users will need to be added before they can sign
        in.
      </p>
      {testable ? (
        <LinkButton href={visit.path('single-sign-on/test')} appearance="primary" id="test">
          Test
        </LinkButton>
      ) : (
        <>
          <Button type="button" id="test" disabled aria-describedby="testHint">
            Test
          </Button>
          <p class="hint" id="testHint">
            {canStartHere(visit)
              ? 'First save an Identifier and a Reply URL under Basic SAML Configuration.'
              : signedByApplication}
          </p>
        </>
      )}
    </Card>
  );
}
