import { Breadcrumbs, PageHeading } from '../../../web/components/navigation.tsx';

/** Address of the page. */
export const page = '/admin/integrations/provisioning';

const title = 'Employee Provisioning';

/** Where the reader is. @param inner title of a page below Employee Provisioning */
export function ProvisioningHeading({ inner }: { inner?: string }) {
  const integrations = { href: '/admin/integrations', title: 'Integrations' };
  const items =
    inner === undefined
      ? [integrations, { title }]
      : [integrations, { href: page, title }, { title: inner }];
  return (
    <>
      <Breadcrumbs items={items} />
      <PageHeading
        title={inner ?? title}
        {...(inner === undefined && {
          lead: 'The identity provider creates, changes and disables employees by SCIM 2.0.',
        })}
      />
    </>
  );
}
