import {
  Actions,
  Button,
  CsrfField,
  HiddenField,
  LinkButton,
} from '../../../web/components/controls.tsx';
import { Field } from '../../../web/components/field.tsx';
import { Facts } from '../../../web/components/surfaces.tsx';
import { typedFields } from '../../../web/http/typed-fields.ts';
import type { SavedSingleSignOn } from '../../administration/saved-single-sign-on.ts';
import type { ServiceAddress } from '../../service-address.ts';
import type { AdminFrame } from '../admin-page.tsx';
import { CertificateList } from './certificate-list.tsx';
import { FurtherSettings } from './further-settings.tsx';
import { certificateField, type SettingsErrors, type SettingsForm } from './settings-form.ts';

export interface SettingsSectionProps {
  readonly frame: AdminFrame;
  readonly saved: SavedSingleSignOn | undefined;
  readonly form: SettingsForm;
  readonly errors: SettingsErrors;
  readonly address: ServiceAddress;
  readonly now: Date;
  readonly removeForm: ((thumbprint: string) => string) | undefined;
}

/** The form of the tutorial's step "Single sign-on for employees using SAML", in its order and under its labels. */
export function SettingsSection(props: SettingsSectionProps) {
  const { frame, saved, form, errors, address, now, removeForm } = props;
  const field = typedFields(form, (name) => errors[name]);
  const certificates = saved?.input.certificates ?? [];
  return (
    <form
      method="post"
      action="/admin/integrations/single-sign-on"
      encType="multipart/form-data"
      noValidate
      data-unsaved={Object.keys(errors).length > 0 ? 'typed' : ''}
    >
      <CsrfField token={frame.csrfToken} />
      <HiddenField name="revision" value={form.revision} />
      <Field
        label="SSO Login URL"
        {...field('ssoLoginUrl')}
        type="url"
        required
        spellcheck={false}
        hint="The Login URL of the identity provider."
      />
      <Field
        label="SSO Logout URL"
        {...field('ssoLogoutUrl')}
        type="url"
        optional
        spellcheck={false}
        hint="The Logout URL of the identity provider."
      />
      <Field
        label="Certificate"
        name="certificate"
        type="file"
        accept=".cer,.crt,.pem,.der"
        hint={certificateHint(certificates.length)}
        error={errors.certificate}
      />
      {form.added.length > 0 && <AddedCertificates files={form.added} now={now} />}
      {certificates.length > 0 && (
        <CertificateList
          files={certificates}
          now={now}
          broughtBack={saved?.broughtBack}
          removeForm={removeForm}
        />
      )}
      <Facts
        items={[
          { term: 'Entity ID', value: address.entityId, copy: true },
          { term: 'Reply URL (ACS)', value: address.acsUrl, copy: true },
        ]}
      />
      <FurtherSettings form={form} errors={errors} />
      <Actions>
        <Button>Save</Button>
        <LinkButton href="/admin/integrations/single-sign-on">Cancel</LinkButton>
      </Actions>
    </form>
  );
}

/** A browser forgets chosen files when the form is shown again; hidden fields keep them, so that they need not be chosen again. */
function AddedCertificates({ files, now }: { files: readonly Uint8Array[]; now: Date }) {
  return (
    <div>
      {files.map(certificateField).map((value) => (
        <HiddenField key={value} name="keptCertificate" value={value} />
      ))}
      <p>Chosen earlier; added when you save:</p>
      <CertificateList files={files} now={now} />
    </div>
  );
}

function certificateHint(count: number): string {
  const forms = 'Certificate (Raw), Certificate (Base64) or PEM.';
  return count === 0
    ? `The signing certificate of the identity provider: ${forms}`
    : `Adds a certificate, for example before the identity provider changes to a new one: ${forms}`;
}
