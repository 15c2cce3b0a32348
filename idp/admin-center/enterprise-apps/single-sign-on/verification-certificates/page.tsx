import { Badge } from '../../../../../web/components/badge.tsx';
import { Actions, Button, Checkbox, HiddenField } from '../../../../../web/components/controls.tsx';
import { Card, MessageBar } from '../../../../../web/components/surfaces.tsx';
import { Table } from '../../../../../web/components/table.tsx';
import type { PublicKeyCredential } from '../../../../directory/applications/public-key-credentials.ts';
import { requestSignatureVerificationOf } from '../../../../directory/applications/request-signature-verification.ts';
import { tagOf } from '../../../../directory/stale-version.ts';
import { AdminForm } from '../../../admin-form.tsx';
import type { FieldFault } from '../../../field-faults.ts';
import { day } from '../../../shown-instant.ts';
import type { Shell } from '../../../visit.ts';
import { ApplicationPage } from '../../application-page.tsx';
import type { ApplicationVisit } from '../../application-routes.ts';
import { PublicCertificateCard } from '../../public-certificate-card.tsx';
import { canStartHere, verificationPage } from './card-part.tsx';

/** The form that broke a rule. */
export interface BrokenForm {
  form: 'settings' | 'list' | 'upload';
  faults: readonly FieldFault[];
}

interface PageProps {
  shell: Shell;
  visit: ApplicationVisit;
  list: readonly PublicKeyCredential[];
  broken: BrokenForm | undefined;
}

export function VerificationPage(props: PageProps) {
  const { shell, visit, list, broken } = props;
  const usable = list.some(({ expired }) => !expired);
  return (
    <ApplicationPage
      shell={shell}
      app={visit.app}
      menu="single-sign-on"
      title="Verification certificates"
      lead="Verification certificates are used to verify requests coming from this application to Microsoft Entra ID."
      denial={visit.denial('app.configure')}
      trail={[{ title: 'Single sign-on', href: visit.path('single-sign-on') }]}
    >
      {broken?.form === 'list' && (
        <MessageBar tone="error" id="faults">
          {broken.faults[0]?.message}
        </MessageBar>
      )}
      {!canStartHere(visit) && !usable && (
        <MessageBar tone="warning" title="No request can be verified" id="noCertificate">
          {list.length === 0 ? 'There is no certificate' : 'All certificates have expired'}:
          sign-ins end with AADSTS76022. Upload the one with which the application signs its
          requests.
        </MessageBar>
      )}
      <Requirement {...props} />
      <CertificateList {...props} />
      {visit.may('app.configure') && (
        <PublicCertificateCard
          shell={shell}
          title="Upload certificate"
          action={visit.path(`${verificationPage}/upload`)}
          faults={broken?.form === 'upload' ? broken.faults : undefined}
          use="with which the application signs its requests"
        />
      )}
    </ApplicationPage>
  );
}

function Requirement({ shell, visit, broken }: PageProps) {
  const faults = broken?.form === 'settings' ? broken.faults : undefined;
  const saved = requestSignatureVerificationOf(visit.app);
  return (
    <Card title="Signed requests" id="requirement">
      <AdminForm
        shell={shell}
        action={visit.path(`${verificationPage}/settings`)}
        version={faults ? visit.form.version() : tagOf(saved)}
        faults={faults}
      >
        <Checkbox
          name="isSignedRequestRequired"
          label="Require verification certificates"
          hint="Requests must be signed. Sign-ins then begin at the application only: Test, My Apps, the User access URL and /saml2/ with an id are refused."
          checked={saved.isSignedRequestRequired}
        />
        <Checkbox
          name="allowRsaSha1"
          label="Allow requests signed with RSA-SHA1"
          hint="Otherwise RSA-SHA256 only."
          checked={saved.allowedWeakAlgorithms === 'rsaSha1'}
        />
        <Actions>
          <Button id="saveRequirement" disabled={!visit.may('app.configure')}>
            Save
          </Button>
        </Actions>
      </AdminForm>
    </Card>
  );
}

function CertificateList({ shell, visit, list }: PageProps) {
  const recent = list.filter(({ expired }) => !expired).slice(0, 2);
  return (
    <Card title="Certificates" id="certificates">
      <p>
        A request that names no certificate in KeyInfo, as every one by HTTP-Redirect, is verified
        with the two that were added last.
      </p>
      <Table
        caption="Verification certificates"
        columns={['Status', { title: 'Expiration Date', nowrap: true }, 'Thumbprint', 'Commands']}
        rows={list.map((certificate) => [
          <Status certificate={certificate} isRecent={recent.includes(certificate)} />,
          day(certificate.endDateTime),
          <>
            <code>{certificate.thumbprint}</code>
            <p class="hint">{certificate.displayName}</p>
          </>,
          visit.may('app.configure') && (
            <AdminForm shell={shell} action={visit.path(`${verificationPage}/delete`)} inline>
              <HiddenField name="thumbprint" value={certificate.thumbprint} />
              <Button
                appearance="link"
                aria-label={`Delete certificate: ${certificate.thumbprint}`}
              >
                Delete
              </Button>
            </AdminForm>
          ),
        ])}
        empty="No certificate yet."
      />
    </Card>
  );
}

function Status({
  certificate: { expired },
  isRecent,
}: {
  certificate: PublicKeyCredential;
  isRecent: boolean;
}) {
  if (expired) return <Badge tone="fail">Expired</Badge>;
  return (
    <>
      <Badge tone="pass">Active</Badge>
      {!isRecent && <p class="hint">If KeyInfo names it</p>}
    </>
  );
}
