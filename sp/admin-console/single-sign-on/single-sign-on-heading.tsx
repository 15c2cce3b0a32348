import { Breadcrumbs, PageHeading } from '../../../web/components/navigation.tsx';

/** Breadcrumbs and heading. `page` is the title of a page below Single Sign-On. */
export function SingleSignOnHeading({ page }: { page?: string }) {
  const parent = { href: '/admin/integrations/single-sign-on', title: 'Single Sign-On' };
  return (
    <>
      <Breadcrumbs
        items={[
          { href: '/admin/integrations', title: 'Integrations' },
          ...(page === undefined ? [{ title: parent.title }] : [parent, { title: page }]),
        ]}
      />
      <PageHeading title={page ?? parent.title} />
    </>
  );
}
