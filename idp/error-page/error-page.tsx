import { Actions, LinkButton } from '../../web/components/controls.tsx';
import { Page } from '../../web/components/page.tsx';
import { Card, Facts, MessageBar } from '../../web/components/surfaces.tsx';
import type { WayBack } from '../errors.ts';
import { siteName } from '../site-name.ts';
import type { MethodMismatch } from './method-mismatch.ts';
import { MethodMismatchCards } from './method-mismatch-cards.tsx';

export interface EntraErrorPageProps {
  code: number;
  /** `AADSTSnnnnn: ...` */
  message: string;
  advice: string;
  requestId: string;
  correlationId: string;
  /** `2023-02-23T06:24:32Z` */
  timestamp: string;
  back: WayBack;
  /** Of AADSTS75011. */
  mismatch: MethodMismatch | undefined;
  /** The page with the setting to change, if one would help. */
  setting: WayBack | undefined;
  /** The page of this exchange, if it is recorded. */
  exchange: string | undefined;
}

/** Entra's error page: sentence, message and details in its order (entra-saml.md 9.3), and our advice. */
export function EntraErrorPage(props: EntraErrorPageProps) {
  const { code, message, advice, requestId, correlationId, timestamp } = props;
  const { back, setting, exchange, mismatch } = props;
  const { heading, sentence, pageId } = code === 53003 ? blocked : trouble;
  return (
    <Page
      title="Sign in to your account"
      titleAlone
      head={<meta name="PageID" content={pageId} />}
      site="idp"
      siteName={siteName}
      scripts={['copy']}
    >
      <Card>
        <h1>{heading}</h1>
        <p>{sentence}</p>
        <p id="service_exception_message" data-aadsts={String(code)}>
          {message}
        </p>
        <MessageBar tone="info" title="For the developer of the application">
          <p id="advice">{advice}</p>
        </MessageBar>
        <Actions>
          {setting && (
            <LinkButton href={setting.href} appearance="primary" id="setting">
              {setting.label}
            </LinkButton>
          )}
          {exchange !== undefined && (
            <LinkButton href={exchange} id="exchange">
              See this exchange
            </LinkButton>
          )}
          <LinkButton href={back.href} id="wayBack">
            {back.label}
          </LinkButton>
        </Actions>
      </Card>
      {mismatch && <MethodMismatchCards {...mismatch} />}
      <Card title="Troubleshooting details" id="troubleshooting">
        <Facts
          items={[
            { term: 'Request Id', value: requestId, copy: true },
            { term: 'Correlation Id', value: correlationId, copy: true },
            { term: 'Timestamp', value: timestamp, copy: true },
          ]}
        />
      </Card>
    </Page>
  );
}

/** `PageID` is what clients recognise the page by (entra-saml.md 10.5). */
const trouble = {
  pageId: 'ConvergedError',
  heading: 'Sign in',
  sentence: "Sorry, but we're having trouble signing you in.",
};
/** Entra uses a different heading for Conditional Access (entra-saml.md 8). */
const blocked = {
  pageId: 'ConvergedConditionalAccess',
  heading: 'You cannot access this right now',
  sentence:
    'Your sign-in was successful, but it does not meet the criteria to access this application.',
};
