import { assets, styleUrl } from '../../web/assets.ts';
import { renderPage } from '../../web/http/render.ts';
import { mockLabel } from '../../web/http/site.ts';
import type { ExplanationReport } from './explanation-report.ts';
import { ExplanationView } from './explanation-view.tsx';

/** The report as a page in one file, with its style sheet inside; it loads nothing. */
export function reportPage(report: ExplanationReport): string {
  const style = assets.get(styleUrl)?.body.toString('utf8') ?? '';
  return renderPage(
    <html lang="en" data-site="lab">
      <head>
        <meta charset="utf-8" />
        <title>A capture explained - samlab</title>
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <meta name="color-scheme" content="light dark" />
        {/* Our own file, not text of the capture. */}
        <style dangerouslySetInnerHTML={{ __html: style }} />
      </head>
      <body class="page page-wide">
        <header class="site-header">
          <span class="site-name">samlab</span>
          <span class="mock-label">{mockLabel}</span>
        </header>
        <main class="main">
          <h1>Why did this sign-in fail?</h1>
          <ExplanationView {...report} />
        </main>
      </body>
    </html>,
  );
}
