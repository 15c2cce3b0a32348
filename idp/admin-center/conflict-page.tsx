import { type ComparedField, ComparedFields } from '../../web/components/compared-fields.tsx';
import { Actions, Button, HiddenField, LinkButton } from '../../web/components/controls.tsx';
import { MessageBar } from '../../web/components/surfaces.tsx';
import { AdminForm } from './admin-form.tsx';
import { AdminPage, type Section } from './admin-page.tsx';
import type { Shell } from './visit.ts';

export interface ConflictPageProps {
  shell: Shell;
  section: Section;
  /** What both users edited, e.g. `Basic SAML Configuration`. */
  subject: string;
  /** Address of the form; sending it again with the current version saves it. */
  action: string;
  /** Address of the page with the form. */
  back: string;
  /** Tag of the values as they are now. */
  version: string;
  fields: readonly ComparedField[];
  /** The form as it was sent, field by field. */
  sent: readonly (readonly [name: string, value: string])[];
  trail?: readonly { href: string; title: string }[];
}

/** Answers the second of two users who edited the same object: nothing was overwritten, and both values are shown. */
export function ConflictPage(props: ConflictPageProps) {
  const { shell, section, subject, action, back, version, fields, sent, trail } = props;
  return (
    <AdminPage
      shell={shell}
      section={section}
      title={`${subject}: changed by another user`}
      trail={trail}
    >
      <MessageBar
        tone="warning"
        title="Another user saved this while you were editing"
        id="conflict"
      >
        Your changes are not saved yet. Keep the saved version, or overwrite it with yours.
      </MessageBar>
      <ComparedFields fields={fields} />
      <AdminForm shell={shell} action={action} version={version}>
        {sent.map(([name, value], position) => (
          <HiddenField key={position} name={name} value={value} />
        ))}
        <Actions>
          <LinkButton href={back} appearance="primary">
            Keep the saved version
          </LinkButton>
          <Button appearance="secondary">Overwrite with mine</Button>
        </Actions>
      </AdminForm>
    </AdminPage>
  );
}
