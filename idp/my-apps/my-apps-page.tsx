import { LinkButton } from '../../web/components/controls.tsx';
import type { IconName } from '../../web/components/icons.tsx';
import { PageHeading } from '../../web/components/navigation.tsx';
import { Page } from '../../web/components/page.tsx';
import { Pager } from '../../web/components/pager.tsx';
import { EmptyState } from '../../web/components/surfaces.tsx';
import { Person, Tile, Tiles } from '../../web/components/tiles.tsx';
import type { SessionUser } from '../directory/sign-in/browser-sessions.ts';
import { siteName } from '../site-name.ts';

export interface AppTile {
  title: string;
  icon: IconName;
  href: string;
  /** Says where the sign-in starts. */
  subtitle: string;
}

/** The tiles of a user (entra-saml.md 9.6). */
export function MyAppsPage({
  user,
  tiles,
  page,
  total,
  exchanges,
}: {
  user: SessionUser;
  tiles: readonly AppTile[];
  /** From 1. */
  page: number;
  /** Tiles on all pages. */
  total: number;
  /** The list of the user's exchanges, if they are recorded. */
  exchanges: string | undefined;
}) {
  return (
    <Page title="My Apps" site="idp" siteName={siteName} wide header={<Account user={user} />}>
      <PageHeading title="My Apps" lead="Applications that you can sign in to." />
      {total > 0 ? (
        <Tiles label="Applications">
          {tiles.map((tile) => (
            <Tile key={tile.href} {...tile} />
          ))}
        </Tiles>
      ) : (
        <EmptyState title="There are no apps to show">
          <p>An administrator must assign an application to you first.</p>
        </EmptyState>
      )}
      <Pager action="/my-apps" page={page} total={total} />
      {exchanges !== undefined && (
        <p>
          <a href={exchanges} id="exchanges">
            See the messages of your sign-ins
          </a>
        </p>
      )}
    </Page>
  );
}

function Account({ user }: { user: SessionUser }) {
  return (
    <>
      <Person name={user.displayName} detail={user.userPrincipalName} />
      <LinkButton href="/common/oauth2/logout" appearance="subtle" id="signOut">
        Sign out
      </LinkButton>
    </>
  );
}
