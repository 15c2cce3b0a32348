import {
  Actions,
  Button,
  CsrfField,
  HiddenField,
  LinkButton,
} from '../../../web/components/controls.tsx';
import { Card, MessageBar } from '../../../web/components/surfaces.tsx';
import { type AdminFrame, AdminPage } from '../admin-page.tsx';
import { Differences } from '../differences.tsx';
import { certificateField, type SettingsForm } from './settings-form.ts';
import { SingleSignOnHeading } from './single-sign-on-heading.tsx';

interface ChangedMeanwhileProps {
  readonly frame: AdminFrame;
  readonly saved: SettingsForm;
  readonly yours: SettingsForm;
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

/** Two administrators edited at once: the second decides, seeing both. */
export function ChangedMeanwhilePage({ frame, saved, yours }: ChangedMeanwhileProps) {
  const page = '/admin/integrations/single-sign-on';
  return (
    <AdminPage frame={frame} title="Changed in the meantime" section="integrations">
      <SingleSignOnHeading page="Changed in the meantime" />
      <MessageBar tone="warning" title="Nothing was saved">
        Somebody else has changed these settings since you opened them. Choose which are to count.
      </MessageBar>
      <Card>
        <Differences
          fields={[
            ...texts.map(([key, name]) => ({ name, saved: saved[key], yours: yours[key] })),
            ...switches.map(([key, name]) => ({
              name,
              saved: word(saved[key]),
              yours: word(yours[key]),
            })),
          ]}
        />
        <form method="post" action={page} encType="multipart/form-data">
          <CsrfField token={frame.csrfToken} />
          <HiddenField name="revision" value={saved.revision} />
          {texts.map(([key]) => (
            <HiddenField key={key} name={key} value={yours[key]} />
          ))}
          {switches.map(([key]) => yours[key] && <HiddenField key={key} name={key} value="on" />)}
          {yours.added.map(certificateField).map((value) => (
            <HiddenField key={value} name="keptCertificate" value={value} />
          ))}
          <Actions>
            <Button>Save mine</Button>
            <LinkButton href={page}>Keep what is saved</LinkButton>
          </Actions>
        </form>
      </Card>
    </AdminPage>
  );
}
