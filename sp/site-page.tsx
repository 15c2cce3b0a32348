import type { ComponentChildren } from 'preact';
import type { ScriptName } from '../web/assets.ts';
import { Page } from '../web/components/page.tsx';

/** The product that the tutorial connects; the frame adds the visible mock label. */
export const siteName = 'Peakon';

interface SitePageProps {
  readonly title: string;
  readonly children: ComponentChildren;
  readonly scripts?: readonly ScriptName[];
  readonly wide?: boolean;
  readonly centered?: boolean;
  readonly header?: ComponentChildren;
}

/** The frame of every page of the service provider. */
export function SitePage(props: SitePageProps) {
  return <Page {...props} site="sp" siteName={siteName} />;
}
