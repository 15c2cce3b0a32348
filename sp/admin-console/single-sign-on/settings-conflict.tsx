import type { AdminFrame } from '../admin-page.tsx';
import { ConflictPage } from '../conflict-page.tsx';
import { certificateField, type SettingsForm } from './settings-form.ts';

interface SettingsConflictProps {
  readonly frame: AdminFrame;
  readonly saved: SettingsForm;
  readonly typed: SettingsForm;
}

const texts = [
  ['ssoLoginUrl', 'SSO Login URL'],
  ['ssoLogoutUrl', 'SSO Logout URL'],
  ['idpEntityId', 'Identity provider’s entity ID'],
  ['clockSkewSeconds', 'Clock skew (seconds)'],
  ['requestedAuthnContext', 'Requested authentication context'],
] as const;

const switches = [
  ['allowUnsolicited', 'Allow sign-in started at the identity provider'],
  ['forceAuthn', 'Force authentication'],
  ['singleLogout', 'Single logout'],
  ['allowSha1', 'Accept SHA-1 signatures'],
  ['allowExpiredCertificate', 'Accept an expired certificate'],
] as const;

const word = (on: boolean) => (on ? 'on' : 'off');

/** Two administrators edited the settings; the second one decides, seeing both. */
export function SettingsConflict({ frame, saved, typed }: SettingsConflictProps) {
  const action = '/admin/integrations/single-sign-on';
  return (
    <ConflictPage
      frame={frame}
      section="integrations"
      subject="Single Sign-On"
      action={action}
      encType="multipart/form-data"
      trail={[
        { href: '/admin/integrations', title: 'Integrations' },
        { href: action, title: 'Single Sign-On' },
      ]}
      fields={[
        ...texts.map(([key, label]) => ({ label, saved: saved[key], typed: typed[key] })),
        ...switches.map(([key, label]) => ({
          label,
          saved: word(saved[key]),
          typed: word(typed[key]),
        })),
      ]}
      sent={[
        ['revision', saved.revision],
        ...texts.map(([key]) => [key, typed[key]] as const),
        ...switches.filter(([key]) => typed[key]).map(([key]) => [key, 'on'] as const),
        ...typed.added.map((file) => ['keptCertificate', certificateField(file)] as const),
      ]}
    />
  );
}
