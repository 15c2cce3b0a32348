import { type ComparedField, ComparedFields } from '../../web/components/compared-fields.tsx';
import {
  Actions,
  Button,
  CsrfField,
  HiddenField,
  LinkButton,
} from '../../web/components/controls.tsx';
import { Breadcrumbs, PageHeading } from '../../web/components/navigation.tsx';
import { Card, MessageBar } from '../../web/components/surfaces.tsx';
import { type AdminFrame, AdminPage, type Section } from './admin-page.tsx';

interface ConflictPageProps {
  readonly frame: AdminFrame;
  readonly section: Section;
  /** What both people wanted to change: `Single Sign-On`. */
  readonly subject: string;
  /** The page of the form, which also receives it: sending it again with the present version saves it. */
  readonly action: string;
  /** A form with files is sent as multipart/form-data. */
  readonly encType?: 'multipart/form-data';
  readonly fields: readonly ComparedField[];
  /** The form as it was sent, field by field, with the present version. */
  readonly sent: readonly (readonly [name: string, value: string])[];
  readonly trail: readonly { href: string; title: string }[];
}

/** For the second of two people who edited the same thing: nothing was overwritten; shows both values. */
export function ConflictPage(props: ConflictPageProps) {
  const { frame, section, subject, action, encType, fields, sent, trail } = props;
  const title = `${subject}: changed by another user`;
  return (
    <AdminPage frame={frame} title={title} section={section}>
      <Breadcrumbs items={[...trail, { title: 'Conflict' }]} />
      <PageHeading title={title} />
      <MessageBar tone="warning" title="Another user saved this while you were editing">
        Your changes are not saved yet. Keep the saved version, or overwrite it with yours.
      </MessageBar>
      <Card>
        <ComparedFields fields={fields} />
        <form method="post" action={action} encType={encType}>
          <CsrfField token={frame.csrfToken} />
          {sent.map(([name, value], position) => (
            <HiddenField key={position} name={name} value={value} />
          ))}
          <Actions>
            <LinkButton href={action} appearance="primary">
              Keep the saved version
            </LinkButton>
            <Button appearance="secondary">Overwrite with mine</Button>
          </Actions>
        </form>
      </Card>
    </AdminPage>
  );
}
