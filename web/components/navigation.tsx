import type { ComponentChildren } from 'preact';
import { Icon } from './icons.tsx';

export interface NavItem {
  href: string;
  title: ComponentChildren;
  current?: boolean | undefined;
}

function NavLink({ href, title, current }: NavItem) {
  return (
    <a href={href} aria-current={current ? 'page' : undefined}>
      {title}
    </a>
  );
}

/** The path from the start page to this page; the last item is this page and may have no address. */
export function Breadcrumbs({
  items,
}: {
  items: readonly { href?: string | undefined; title: string }[];
}) {
  return (
    <nav class="breadcrumbs" aria-label="Breadcrumb">
      <ol>
        {items.map(({ href, title }, position) => (
          <li key={title}>
            {position > 0 && <Icon name="chevron" />}
            {href === undefined ? (
              <span aria-current="page">{title}</span>
            ) : (
              <a href={href}>{title}</a>
            )}
          </li>
        ))}
      </ol>
    </nav>
  );
}

export interface NavGroup {
  title?: string | undefined;
  items: readonly NavItem[];
}

export interface Menu {
  /** For assistive technology. */
  label: string;
  groups: readonly NavGroup[];
}

/** The page with a menu at its left and, below it, the menu of the current subject; on a narrow screen the menus are above the page. */
export function SideNav({
  menu,
  subject,
  children,
}: {
  menu: Menu;
  subject?: Menu | undefined;
  children: ComponentChildren;
}) {
  return (
    <div class="with-side">
      <div class="sides">
        <SideMenu {...menu} />
        {subject && <SideMenu {...subject} />}
      </div>
      <div class="beside">{children}</div>
    </div>
  );
}

function SideMenu({ label, groups }: Menu) {
  return (
    <nav class="side" aria-label={label}>
      {groups.map(({ title, items }) => (
        <div class="side-group" key={title ?? items[0]?.href}>
          {title !== undefined && <p class="side-title">{title}</p>}
          <ul>
            {items.map((item) => (
              <li key={item.href}>
                <NavLink {...item} />
              </li>
            ))}
          </ul>
        </div>
      ))}
    </nav>
  );
}

/** The commands above a list or a form. */
export function Toolbar({ children }: { children: ComponentChildren }) {
  return <div class="toolbar">{children}</div>;
}

/** The page's heading: title, one sentence, and its main action. */
export function PageHeading({
  title,
  lead,
  action,
  id,
}: {
  title: ComponentChildren;
  lead?: ComponentChildren;
  action?: ComponentChildren;
  id?: string | undefined;
}) {
  return (
    <div class="page-heading">
      <div>
        <h1 id={id}>{title}</h1>
        {lead !== undefined && <p class="lead">{lead}</p>}
      </div>
      {action !== undefined && <div class="page-action">{action}</div>}
    </div>
  );
}
