import { type ComparedField, ComparedFields } from '../../web/components/compared-fields.tsx';
import { Actions, Button, HiddenField, LinkButton } from '../../web/components/controls.tsx';
import { MessageBar } from '../../web/components/surfaces.tsx';
import { AdminForm } from './admin-form.tsx';
import { AdminPage, type Section } from './admin-page.tsx';
import type { Shell } from './visit.ts';

export interface ConflictPageProps {
  shell: Shell;
  section: Section;
  /** What both wanted to change, e.g. `Basic SAML Configuration`. */
  subject: string;
  /** Where the form was sent to; sending it again with the present version saves it. */
  action: string;
  /** Where the form stands. */
  back: string;
  /** Tag of the values as they are now. */
  version: string;
  fields: readonly ComparedField[];
  /** The form as it was sent, field by field. */
  sent: readonly (readonly [name: string, value: string])[];
  trail?: readonly { href: string; title: string }[];
}

/** Answers the second of two people who edited the same thing: nothing was overwritten, and both values are here. */
export function ConflictPage(props: ConflictPageProps) {
  const { shell, section, subject, action, back, version, fields, sent, trail } = props;
  return (
    <AdminPage
      shell={shell}
      section={section}
      title={`${subject}: changed meanwhile`}
      trail={trail}
    >
      <MessageBar
        tone="warning"
        title="Somebody else saved this while you were editing"
        id="conflict"
      >
        Nothing of yours was saved yet. Compare, then keep what is saved or save yours over it.
      </MessageBar>
      <ComparedFields fields={fields} />
      <AdminForm shell={shell} action={action} version={version}>
        {sent.map(([name, value], position) => (
          <HiddenField key={position} name={name} value={value} />
        ))}
        <Actions>
          <LinkButton href={back} appearance="primary">
            Keep what is saved
          </LinkButton>
          <Button appearance="secondary">Save mine over it</Button>
        </Actions>
      </AdminForm>
    </AdminPage>
  );
}
