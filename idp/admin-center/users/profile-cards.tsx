import { Card, Facts } from '../../../web/components/surfaces.tsx';
import type { UserRow } from '../../directory/tables.ts';
import { type ProfileSection, profileSections } from '../../directory/users/profile-fields.ts';
import { userPropertiesOf } from '../../directory/users/user-properties.ts';
import { fieldsOfSection, profileFormOf } from './profile-form.ts';

/** The properties of a user beyond the overview, a card for each section in which the user has a value. */
export function ProfileCards({ user }: { user: UserRow }) {
  const properties = userPropertiesOf(user);
  const values = profileFormOf(properties);
  const sections = Object.keys(profileSections) as ProfileSection[];
  const synced = { term: 'On-premises sync enabled', value: 'Yes' };
  const cards = [
    ...sections.map((section) => ({
      id: section,
      title: profileSections[section],
      items: [
        ...(section === 'onPremises' && properties.onPremisesSyncEnabled ? [synced] : []),
        ...fieldsOfSection(section).map(({ name, label }) => ({
          term: label,
          value: values[name] ?? '',
        })),
      ],
    })),
    {
      id: 'extensions',
      title: 'Directory extensions',
      items: Object.keys(properties.directoryExtensions).map((name) => ({
        term: name,
        value: values[name] ?? '',
      })),
    },
  ];
  return (
    <>
      {cards
        .map((card) => ({ ...card, items: card.items.filter(({ value }) => value !== '') }))
        .filter(({ items }) => items.length > 0)
        .map(({ id, title, items }) => (
          <Card key={id} title={title} id={id}>
            <Facts
              items={items.map(({ term, value }) => ({
                term,
                value: value.replaceAll('\n', ', '),
              }))}
            />
          </Card>
        ))}
    </>
  );
}
