import { Checkbox } from '../../../web/components/controls.tsx';
import { Field } from '../../../web/components/field.tsx';
import { Disclosure, MessageBar } from '../../../web/components/surfaces.tsx';
import { typedFields } from '../../../web/http/typed-fields.ts';
import type { SettingsErrors, SettingsForm } from './settings-form.ts';

/** Settings that the tutorial leaves at their defaults. Unfolded when one has a fault or weakens the sign-in. */
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
        hint="The Microsoft Entra Identifier. If empty, it is derived from an Entra Login URL."
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
        hint="The AuthnContextClassRef that requests ask for."
      />
      <Checkbox
        label="Allow sign-in started at the identity provider"
        name="allowUnsolicited"
        checked={form.allowUnsolicited}
        hint="IdP-initiated: from My Apps, without a request from here."
      />
      <Checkbox
        label="Force authentication"
        name="forceAuthn"
        checked={form.forceAuthn}
        hint="Users must sign in again at the identity provider each time (ForceAuthn)."
      />
      <Checkbox
        label="Single logout"
        name="singleLogout"
        checked={form.singleLogout}
        hint="Signing out here continues at the SSO Logout URL and ends the session there as well."
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
        hint="Also accepts one that is not yet valid. Entra continues to sign with an expired certificate."
      />
      {form.allowSha1 && (
        <MessageBar tone="warning" title="SHA-1 signatures can be forged">
          SHA-1 collisions are affordable to attackers. Choose SHA-256 as the signing algorithm at
          the identity provider, then switch this off.
        </MessageBar>
      )}
    </Disclosure>
  );
}
