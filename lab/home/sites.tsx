import { Tile, Tiles } from '../../web/components/tiles.tsx';
import type { SiteUrls } from '../endpoints.ts';

/** A link to each site of the lab. */
export function Sites({ idp, sp }: Pick<SiteUrls, 'idp' | 'sp'>) {
  return (
    <nav aria-label="Sites">
      <Tiles label="Sites" compact>
        <Tile
          href={`${idp}/admin`}
          title="Admin center"
          icon="shield"
          subtitle="Microsoft Entra, for administrators"
        />
        <Tile
          href={`${idp}/my-apps`}
          title="My Apps"
          icon="apps"
          subtitle="Microsoft Entra, for users"
        />
        <Tile href={`${sp}/`} title="Peakon" icon="survey" subtitle="The application" />
        <Tile
          href={`${sp}/admin`}
          title="Peakon administration"
          icon="sliders"
          subtitle="Single sign-on, employees"
        />
      </Tiles>
    </nav>
  );
}
