import type { ComponentChildren } from 'preact';

/** A grid of links, such as My Apps (entra-saml.md 9.6). */
export function Tiles({ label, children }: { label: string; children: ComponentChildren }) {
  return (
    <ul class="tiles" aria-label={label}>
      {children}
    </ul>
  );
}

/** One tile: a monogram instead of a logo, a title, and one line of explanation. The whole tile is a link. */
export function Tile({
  href,
  title,
  subtitle,
  id,
}: {
  href: string;
  title: string;
  subtitle?: ComponentChildren;
  id?: string | undefined;
}) {
  return (
    <li class="tile">
      <a href={href} id={id}>
        <Monogram name={title} />
        <span class="tile-title">{title}</span>
        {subtitle !== undefined && <span class="tile-subtitle">{subtitle}</span>}
      </a>
    </li>
  );
}

/** Initials on a colour derived from the name. Decoration: the name is next to it. */
function Monogram({ name, round = false }: { name: string; round?: boolean | undefined }) {
  const words = name.match(/[\p{L}\p{N}]+/gu) ?? [];
  const initials = words
    .slice(0, 2)
    .map((word) => [...word][0]?.toUpperCase())
    .join('');
  let sum = 0;
  for (const character of name) sum = (sum * 31 + (character.codePointAt(0) ?? 0)) % 9973;
  return (
    <span class={`monogram hue-${sum % 6}${round ? ' monogram-round' : ''}`} aria-hidden="true">
      {initials}
    </span>
  );
}

/** The signed-in user: monogram, name, and the address below. `detailId` is for `#displayName` (entra-saml.md 9.2). */
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
      <Monogram name={name} round />
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
