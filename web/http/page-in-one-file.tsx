import { createHash } from 'node:crypto';
import type { ComponentChildren } from 'preact';
import { styleText } from '../assets.ts';
import { renderPage } from './render.ts';
import { mockLabel } from './site.ts';

const digest = createHash('sha256').update(styleText).digest('base64');
const policy = `default-src 'none'; style-src 'sha256-${digest}'; base-uri 'none'; form-action 'none'`;

/** A page as one file that loads nothing and runs nothing, to save and to send; `title` is for the tab. */
export function pageInOneFile({
  title,
  heading,
  children,
}: {
  title: string;
  heading: string;
  children: ComponentChildren;
}): string {
  return renderPage(
    <html lang="en" data-site="lab">
      <head>
        <meta charset="utf-8" />
        <title>{title}</title>
        <meta http-equiv="Content-Security-Policy" content={policy} />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <meta name="color-scheme" content="light dark" />
        {/* Our own file, unescaped; everything else goes through the renderer, which escapes it. */}
        <style dangerouslySetInnerHTML={{ __html: styleText }} />
      </head>
      <body class="page page-wide">
        <header class="site-header">
          <span class="site-name">samlab</span>
          <span class="mock-label">{mockLabel}</span>
        </header>
        <main class="main">
          <h1>{heading}</h1>
          {children}
        </main>
      </body>
    </html>,
  );
}
