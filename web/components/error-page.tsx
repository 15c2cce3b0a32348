import type { Site } from '../http/site.ts';
import { LinkButton } from './controls.tsx';
import { Page } from './page.tsx';
import { Card, Facts } from './surfaces.tsx';

export interface ErrorPageProps {
  site: Site;
  siteName: string;
  title: string;
  detail: string;
  whatToDo?: string | undefined;
  /** The id under which the log knows this request. */
  requestId: string;
}

/** The page for an error that has no page of its own: what is wrong, what to do, and an id to look up. Never a stack trace. */
export function ErrorPage({ site, siteName, title, detail, whatToDo, requestId }: ErrorPageProps) {
  return (
    <Page title={title} site={site} siteName={siteName} scripts={['copy']} centered>
      <Card>
        <h1>{title}</h1>
        <p>{detail}</p>
        {whatToDo !== undefined && <p>{whatToDo}</p>}
        <Facts items={[{ term: 'Request id', value: requestId, copy: true }]} />
        <LinkButton href="/">Go to the start page</LinkButton>
      </Card>
    </Page>
  );
}
