import { LinkButton } from '../../../web/components/controls.tsx';
import { Toolbar } from '../../../web/components/navigation.tsx';
import { EmptyState } from '../../../web/components/surfaces.tsx';
import { Tile, Tiles } from '../../../web/components/tiles.tsx';
import { appIcon } from '../../gallery/app-icon.ts';
import { searchTemplates } from '../../gallery/templates.ts';
import { AdminPage } from '../admin-page.tsx';
import type { AdminRoutes } from '../admin-routes.ts';
import { SearchForm } from '../search-list.tsx';

export const galleryAddress = '/admin/apps/new';
export const galleryTrail = [{ title: 'Enterprise apps', href: '/admin/apps' }] as const;

/** `/admin/apps/new`: "Browse Microsoft Entra Gallery" (entra-admin.md 1.2). */
export function gallery(routes: AdminRoutes): void {
  routes.get(galleryAddress, 'app.create', (visit) => {
    const search = visit.query('search');
    const found = searchTemplates(search);
    return visit.page((shell) => (
      <AdminPage
        shell={shell}
        section="apps"
        title="Browse Microsoft Entra Gallery"
        lead="Choose an application from the gallery, or create your own."
        trail={galleryTrail}
      >
        <Toolbar>
          <LinkButton href={`${galleryAddress}/own`} appearance="subtle" id="createYourOwn">
            Create your own application
          </LinkButton>
        </Toolbar>
        <SearchForm action={galleryAddress} label="Search application" value={search} />
        {found.length > 0 ? (
          <Tiles label={search ? `Results for ${search}` : 'Featured applications'}>
            {found.map(({ id, displayName, publisher, category }) => (
              <Tile
                key={id}
                href={`${galleryAddress}/${id}`}
                id={`template-${id}`}
                title={displayName}
                icon={appIcon(id)}
                subtitle={publisher === displayName ? category : `${publisher}, ${category}`}
              />
            ))}
          </Tiles>
        ) : (
          <EmptyState title={`The gallery has nothing named "${search}"`}>
            <p>Integrate any other application you don't find in the gallery.</p>
            <LinkButton href={`${galleryAddress}/own`}>Create your own application</LinkButton>
          </EmptyState>
        )}
      </AdminPage>
    ));
  });
}
