import { readCertificate, thumbprint } from '../../../certs/certificate.ts';
import { CsrfField, LinkButton } from '../../../web/components/controls.tsx';
import { Card, MessageBar } from '../../../web/components/surfaces.tsx';
import { AdminPage } from '../admin-page.tsx';
import { FederationMetadataCard, type MetadataProblem } from './federation-metadata-card.tsx';
import { StateBadge } from './integrations-page.tsx';
import type { SettingsErrors } from './settings-form.ts';
import { SettingsSection, type SettingsSectionProps } from './settings-section.tsx';
import { SingleSignOnHeading } from './single-sign-on-heading.tsx';

export interface SettingsPageProps extends Omit<SettingsSectionProps, 'errors' | 'removeForm'> {
  readonly errors?: SettingsErrors;
  /** Confirmation of the last action. */
  readonly done?: string | undefined;
  /** What looks unusual in the saved settings. */
  readonly warning?: string | undefined;
  /** Why an action other than saving the form failed. */
  readonly problem?: string | undefined;
  readonly metadata?: MetadataProblem | undefined;
}

/** Integrations > Single Sign-On: the form of the tutorial, and the federation metadata as a shortcut. */
export function SettingsPage(props: SettingsPageProps) {
  const { frame, saved, errors = {}, done, warning, problem, metadata } = props;
  const enabled = saved?.enabled ?? false;
  const thumbprints =
    saved?.input.certificates.map((file) => thumbprint(readCertificate(file))) ?? [];
  // Forms cannot be nested: the buttons are inside the settings form and name their own forms.
  const removeForm = (name: string) => `remove-${name}`;
  return (
    <AdminPage
      frame={frame}
      title="Single Sign-On"
      section="integrations"
      scripts={['copy', 'unsaved']}
    >
      <SingleSignOnHeading />
      {done !== undefined && <MessageBar tone="success">{done}</MessageBar>}
      {warning !== undefined && (
        <MessageBar tone="warning" id="loginUrlWarning">
          {warning}
        </MessageBar>
      )}
      {problem !== undefined && <MessageBar tone="error">{problem}</MessageBar>}
      {Object.keys(errors).length > 0 && (
        <MessageBar tone="error" title="Nothing was saved">
          Correct the marked fields, and save again.
        </MessageBar>
      )}
      <Card
        title="Single sign-on for employees using SAML"
        action={<StateBadge enabled={enabled} />}
      >
        <SettingsSection {...props} errors={errors} removeForm={enabled ? removeForm : undefined} />
      </Card>
      <div hidden>
        {thumbprints.map((name) => (
          <form
            key={name}
            id={removeForm(name)}
            method="post"
            action={`/admin/integrations/single-sign-on/certificates/${name}/remove`}
          >
            <CsrfField token={frame.csrfToken} />
          </form>
        ))}
      </div>
      <FederationMetadataCard csrfToken={frame.csrfToken} problem={metadata} />
      {enabled && (
        <Card title="Disable single sign-on">
          <p>Employees can no longer sign in. The settings are kept.</p>
          <LinkButton href="/admin/integrations/single-sign-on/disable">Disable</LinkButton>
        </Card>
      )}
    </AdminPage>
  );
}
