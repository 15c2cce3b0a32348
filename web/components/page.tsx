import type { ComponentChildren } from 'preact';
import { iconUrl, type ScriptName, scriptUrl, styleUrl } from '../assets.ts';
import { mockLabel, type Site } from '../http/site.ts';
import { classNames } from './class-names.ts';
import { ClockChip, LabLink } from './lab-around.tsx';

interface PageProps {
  /** The site name follows it, unless `titleAlone`. */
  title: string;
  /** For a title that programs compare. */
  titleAlone?: boolean | undefined;
  /** Further elements of the head, before the scripts. */
  head?: ComponentChildren;
  site: Site;
  siteName: string;
  children: ComponentChildren;
  /** BCP 47; default `en`. */
  lang?: string | undefined;
  /** Scripts of `web/assets/` that the page loads; `copy` enables the copy buttons. */
  scripts?: readonly ScriptName[] | undefined;
  /** For the script `live`: the address of the versions, and the page that it takes changed parts from. */
  live?: { readonly versions: string; readonly page: string } | undefined;
  /** For tables and side menus: 1280 px instead of 760 px. */
  wide?: boolean | undefined;
  /** One narrow card in the middle of the window, for signing in. */
  centered?: boolean | undefined;
  /** The address that the site name links to; default `/`. */
  home?: string | undefined;
  /** Text beside the mock label. */
  label?: ComponentChildren;
  /** At the right of the header: who is signed in, sign out. */
  header?: ComponentChildren;
  /** Replaces the footer's text. */
  footer?: ComponentChildren;
}

/** A whole page. Its header always says that it is a mock. */
export function Page(props: PageProps) {
  const {
    title,
    titleAlone,
    head,
    site,
    siteName,
    children,
    lang = 'en',
    scripts = [],
    live,
    wide,
    centered,
    home = '/',
    label,
    header,
    footer,
  } = props;
  return (
    <html lang={lang} data-site={site}>
      <head>
        <meta charset="utf-8" />
        <title>{titleAlone ? title : `${title} - ${siteName}`}</title>
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <meta name="color-scheme" content="light dark" />
        <link rel="icon" href={iconUrl} type="image/svg+xml" />
        <link rel="stylesheet" href={styleUrl} />
        {head}
        {[...scripts, ...(live ? (['live'] as const) : [])].map((name) => (
          <script key={name} src={scriptUrl(name)} defer />
        ))}
      </head>
      <body
        class={classNames('page', wide && 'page-wide', centered && 'page-centered')}
        data-live={live?.versions}
        data-live-page={live?.page}
      >
        <a class="skip" href="#main">
          Skip to the content
        </a>
        <header class="site-header">
          <a class="site-name" href={home}>
            <span class="site-mark" aria-hidden="true" />
            {siteName}
          </a>
          <span class="mock-label">{mockLabel}</span>
          {label}
          <ClockChip />
          <LabLink />
          {header !== undefined && <div class="site-actions">{header}</div>}
        </header>
        <main id="main" class="main" tabIndex={-1}>
          {children}
        </main>
        <footer class="site-footer">
          {footer ?? <span>Part of samlab, a mock. No real account is involved.</span>}
        </footer>
      </body>
    </html>
  );
}
