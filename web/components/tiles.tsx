import type { ComponentChildren } from 'preact';
import { classNames } from './class-names.ts';
import { Icon, type IconName } from './icons.tsx';

/** A grid of links, such as My Apps (entra-saml.md 9.6). `compact` has the icon beside the text. */
export function Tiles({
  label,
  compact = false,
  children,
}: {
  label: string;
  compact?: boolean | undefined;
  children: ComponentChildren;
}) {
  return (
    <ul class={classNames('tiles', compact && 'tiles-compact')} aria-label={label}>
      {children}
    </ul>
  );
}

/** One tile: an icon, a title, and one line of explanation. The whole tile is a link. */
export function Tile({
  href,
  title,
  icon,
  subtitle,
  id,
}: {
  href: string;
  title: string;
  icon: IconName;
  subtitle?: ComponentChildren;
  id?: string | undefined;
}) {
  return (
    <li class="tile">
      <a href={href} id={id}>
        <Mark icon={icon} of={title} />
        <span class="tile-text">
          <span class="tile-title">{title}</span>
          {subtitle !== undefined && <span class="tile-subtitle">{subtitle}</span>}
        </span>
      </a>
    </li>
  );
}

/** An icon on a colour derived from the name beside it, so that two of a kind differ. */
function Mark({
  icon,
  of,
  round = false,
}: {
  icon: IconName;
  of: string;
  round?: boolean | undefined;
}) {
  let sum = 0;
  for (const character of of) sum = (sum * 31 + (character.codePointAt(0) ?? 0)) % 9973;
  return (
    <span class={`mark hue-${sum % 6}${round ? ' mark-round' : ''}`}>
      <Icon name={icon} />
    </span>
  );
}

/** The signed-in user: icon, name, and the address below. `detailId` is for `#displayName` (entra-saml.md 9.2). */
export function Person({
  name,
  detail,
  detailId,
}: {
  name: string;
  detail?: string | undefined;
  detailId?: string | undefined;
}) {
  return (
    <span class="person">
      <Mark icon="person" of={name} round />
      <span class="person-text">
        <span class="person-name">{name}</span>
        {detail !== undefined && (
          <span class="person-detail" id={detailId}>
            {detail}
          </span>
        )}
      </span>
    </span>
  );
}
