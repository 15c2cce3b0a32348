import type { CloudName } from '../../idp/index.ts';
import { LinkButton } from '../../web/components/controls.tsx';
import { CopyValue } from '../../web/components/copy.tsx';
import { Page } from '../../web/components/page.tsx';
import { Card, Facts } from '../../web/components/surfaces.tsx';
import { type Account, accountsVersion } from '../accounts.ts';
import { endpoints } from '../endpoints.ts';
import { entraNotes } from '../entra-notes.ts';
import { Guide, type GuideProps } from '../guide/guide.tsx';
import { isSetUp } from '../guide/steps.ts';
import { SpoilCard, type SpoilCardProps } from '../spoil/spoil-card.tsx';
import type { StartLine } from '../start-line.ts';
import { employee } from '../tutorial.ts';
import type { Codes } from './codes.ts';
import { CodesCard } from './codes-card.tsx';
import { OwnServiceProviderCard } from './own-service-provider-card.tsx';
import { PhonesCard, type PhonesCardProps } from './phones-card.tsx';

/** Where the open page polls for changes. */
const live = { versions: '/api/home', page: '/' };

interface HomePageProps {
  start: StartLine;
  spoil: SpoilCardProps;
  guide: GuideProps;
  codes: Codes;
  phones: PhonesCardProps;
}

/** The lab home: the sites, the users with their passwords, and where to begin. */
export function HomePage({ start, spoil, guide, codes, phones }: HomePageProps) {
  const at = endpoints(start, start.appId ?? undefined);
  const { cloud } = guide.context.state;
  const note = entraNotes(cloud);
  const ready = isSetUp(guide.context.state);
  return (
    <Page
      title="Lab home"
      site="lab"
      siteName="samlab"
      scripts={['copy', 'guide']}
      live={live}
      wide
    >
      <h1>Single sign-on, on this machine</h1>
      <p>
        The tutorial <cite>Configure Peakon for Single sign-on with Microsoft Entra ID</cite>
        {ready ? ', completed' : ', to follow step by step'}: a mock Microsoft Entra tenant that
        signs real SAML assertions, and a Peakon-style application that checks them.
      </p>
      <PhonesCard {...phones} />
      {!ready && <Guide {...guide} />}
      {ready && <TryIt at={at} />}

      <SpoilCard {...spoil} />
      <Card title="Explain a capture" id="explain">
        <p>
          A sign-in failed elsewhere? Give the HAR file of the browser, or a message, and see which
          check fails and what to change.
        </p>
        <div class="actions">
          <LinkButton href="/explain">Explain a capture</LinkButton>
        </div>
      </Card>
      {ready && <Guide {...guide} />}
      <Card title="Accounts" id="people" version={accountsVersion(guide.context.accounts)}>
        <Facts items={guide.context.accounts.map(account)} />
      </Card>
      <CodesCard {...codes} />
      <Card title="Sites">
        <Facts
          items={[
            {
              term: 'Exchanges',
              value: <a href="/exchanges">What the sites sent each other, and why it failed</a>,
            },
            { term: 'Identity provider', value: <a href={start.idp}>{start.idp}</a> },
            { term: 'My Apps', value: <a href={at.myAppsUrl}>{at.myAppsUrl}</a> },
            { term: 'Service provider', value: <a href={start.sp}>{start.sp}</a> },
          ]}
        />
      </Card>
      <Card title="What the identity provider gives to Peakon">
        <Facts
          items={[
            { term: 'Login URL', value: at.loginUrl, copy: true, note: note.loginUrl },
            { term: 'Microsoft Entra Identifier', value: at.entraIdentifier, copy: true },
            { term: 'Logout URL', value: at.logoutUrl, copy: true, note: note.logoutUrl },
            ...metadataUrl(start, cloud),
          ]}
        />
      </Card>
      <Card title="What Peakon gives to the identity provider">
        <Facts
          items={[
            { term: 'Identifier (Entity ID)', value: at.identifier, copy: true },
            { term: 'Reply URL (Assertion Consumer Service URL)', value: at.replyUrl, copy: true },
            { term: 'Sign on URL', value: at.signOnUrl, copy: true },
          ]}
        />
      </Card>
      <OwnServiceProviderCard idp={start.idp} />
    </Page>
  );
}

const account = ({ name, password, can }: Account) => ({
  term: can,
  value: (
    <div class="actions">
      <CopyValue value={name} label={`user name ${name}`} />
      {password === undefined ? (
        <span class="hint">Another password was set</span>
      ) : (
        <CopyValue value={password} label={`password of ${name}`} />
      )}
    </div>
  ),
});

function TryIt({ at }: { at: ReturnType<typeof endpoints> }) {
  return (
    <Card title="Try it">
      <p>
        Both links end on the employee's page, which shows every check that the response passed.
        Sign in as <strong>{employee.email}</strong>.
      </p>
      <div class="actions">
        <LinkButton href={at.signOnUrl} appearance="primary" id="sp-initiated">
          Sign in from Peakon
        </LinkButton>
        <LinkButton href={at.launchUrl} id="idp-initiated">
          Open from Microsoft Entra
        </LinkButton>
      </div>
      <p class="hint">The first is SP-initiated, the second IdP-initiated.</p>
    </Card>
  );
}

/** No metadata link until Peakon has been added. */
function metadataUrl(start: StartLine, cloud: CloudName) {
  if (start.appId === null) return [];
  const { appFederationMetadataUrl: value } = endpoints(start, start.appId);
  const { appFederationMetadataUrl: note } = entraNotes(cloud, start.appId);
  return [{ term: 'App Federation Metadata Url', value, copy: true, note }];
}
