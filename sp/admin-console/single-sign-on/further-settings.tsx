import { Checkbox } from '../../../web/components/controls.tsx';
import { Field } from '../../../web/components/field.tsx';
import { Disclosure, MessageBar } from '../../../web/components/surfaces.tsx';
import { typedFields } from '../../../web/http/typed-fields.ts';
import type { SettingsErrors, SettingsForm } from './settings-form.ts';

/** What the tutorial leaves at its defaults. Open when something in it is wrong, or weakens the sign-in. */
export function FurtherSettings({ form, errors }: { form: SettingsForm; errors: SettingsErrors }) {
  const field = typedFields(form, (name) => errors[name]);
  const wrong = errors.idpEntityId ?? errors.clockSkewSeconds;
  const weak = form.allowSha1 || form.allowExpiredCertificate;
  return (
    <Disclosure summary="Further settings" open={wrong !== undefined || weak}>
      <Field
        label="Identity provider’s entity ID"
        {...field('idpEntityId')}
        spellcheck={false}
        hint="The Microsoft Entra Identifier. Left empty, it is taken from an Entra Login URL."
      />
      <Field
        label="Clock skew (seconds)"
        {...field('clockSkewSeconds')}
        inputMode="numeric"
        hint="How far the clocks of both sides may differ: 0 to 600."
      />
      <Field
        label="Requested authentication context"
        {...field('requestedAuthnContext')}
        optional
        spellcheck={false}
        hint="Asks for exactly this class of sign-in, given as its URI."
      />
      <Checkbox
        label="Allow sign-in started at the identity provider"
        name="allowUnsolicited"
        checked={form.allowUnsolicited}
        hint="IDP-initiated mode: from My Apps, without a request of ours."
      />
      <Checkbox
        label="Force authentication"
        name="forceAuthn"
        checked={form.forceAuthn}
        hint="Asks for a fresh sign-in at the identity provider each time."
      />
      <Checkbox
        label="Single logout"
        name="singleLogout"
        checked={form.singleLogout}
        hint="Signing out here goes on to the SSO Logout URL and ends the session there as well."
      />
      <Checkbox
        label="Accept SHA-1 signatures"
        name="allowSha1"
        checked={form.allowSha1}
        hint="Only for an identity provider that cannot sign with SHA-256."
      />
      <Checkbox
        label="Accept an expired certificate"
        name="allowExpiredCertificate"
        checked={form.allowExpiredCertificate}
        hint="Also one that is not yet valid. Entra goes on signing with an expired certificate."
      />
      {form.allowSha1 && (
        <MessageBar tone="warning" title="SHA-1 signatures can be forged">
          Whoever can afford it makes two messages with the same SHA-1. Choose SHA-256 as the
          signing algorithm at the identity provider, then switch this off.
        </MessageBar>
      )}
    </Disclosure>
  );
}
