import { Actions, Button, HiddenField, LinkButton } from '../../web/components/controls.tsx';
import { MessageBar } from '../../web/components/surfaces.tsx';
import { Table } from '../../web/components/table.tsx';
import { AdminForm } from './admin-form.tsx';
import { AdminPage, type Section } from './admin-page.tsx';
import type { Shell } from './visit.ts';

export interface ComparedField {
  label: string;
  /** As it is stored now, by the other person. */
  saved: string;
  /** As this person typed it. */
  typed: string;
}

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
  const differing = fields.filter(({ saved, typed }) => saved !== typed);
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
      <Table
        caption="Both values"
        columns={['Field', 'Saved meanwhile', 'What you typed']}
        rows={differing.map(({ label, saved, typed }) => [label, shown(saved), shown(typed)])}
        empty="What you typed is what is saved now."
      />
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

const shown = (value: string) => (value === '' ? '(empty)' : value);
