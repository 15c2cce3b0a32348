import { MessageBar } from '../../../../web/components/surfaces.tsx';
import { ApplicationPage } from '../application-page.tsx';
import { ImportCertificate, NewCertificate } from './certificate-forms.tsx';
import { CertificateList } from './certificate-list.tsx';
import { NotificationEmails, Signing } from './certificate-settings.tsx';
import type { CertificatesProps } from './certificates-props.ts';

/** "SAML Signing Certificate". */
export function CertificatesPage(props: CertificatesProps) {
  const { shell, visit, broken } = props;
  return (
    <ApplicationPage
      shell={shell}
      app={visit.app}
      menu="single-sign-on"
      title="SAML Signing Certificate"
      lead="Manage the certificate used by Microsoft Entra ID to sign SAML tokens issued to your app."
      denial={visit.denial('app.configure')}
      trail={[{ title: 'Single sign-on', href: visit.path('single-sign-on') }]}
    >
      {broken?.form === 'list' && (
        <MessageBar tone="error" id="faults">
          {broken.faults[0]?.message}
        </MessageBar>
      )}
      <CertificateList {...props} />
      {visit.may('app.configure') && (
        <>
          <NewCertificate {...props} />
          <ImportCertificate {...props} />
        </>
      )}
      <Signing {...props} />
      <NotificationEmails {...props} />
    </ApplicationPage>
  );
}
