import { PageHeading } from '../../web/components/navigation.tsx';
import { Page } from '../../web/components/page.tsx';
import { LatestExchanges, type LatestExchangesProps } from '../exchanges/latest-exchanges.tsx';
import { Guide, type GuideProps } from '../guide/guide.tsx';
import { isSetUp } from '../guide/steps.ts';
import type { OwnApplication } from '../own-applications.ts';
import { SpoilCard, type SpoilCardProps, SpoiltCard } from '../spoil/spoil-card.tsx';
import type { StartLine } from '../start-line.ts';
import { AccountsCard, otherCodes } from './accounts-card.tsx';
import { ApplicationsCard } from './applications-card.tsx';
import { ClockCard, type ClockCardProps } from './clock-card.tsx';
import type { Codes } from './codes.ts';
import { CodesCard } from './codes-card.tsx';
import { NextStepCard } from './next-step-card.tsx';
import { OwnServiceProviderCard } from './own-service-provider-card.tsx';
import { PhonesCard, type PhonesCardProps } from './phones-card.tsx';
import { RealNamesBar } from './real-names-bar.tsx';
import { Sites } from './sites.tsx';
import { ToolsCard } from './tools-card.tsx';
import { ValuesCards } from './values-cards.tsx';

/** Where the open page polls for changes. */
const live = { versions: '/api/home', page: '/' };

interface HomePageProps {
  start: StartLine;
  /** With the names of Microsoft and Peakon: where programs on this machine reach the identity provider. */
  local: string | undefined;
  /** Whether the certificate of the sites is from the lab's own authority. */
  hasAuthority: boolean;
  spoil: SpoilCardProps;
  guide: GuideProps;
  codes: Codes;
  phones: PhonesCardProps;
  exchanges: LatestExchangesProps;
  clock: ClockCardProps;
  applications: readonly OwnApplication[];
}

/** The lab home. On a desktop, everything up to the two columns' end is on the first screen. */
export function HomePage(props: HomePageProps) {
  const {
    start,
    local,
    hasAuthority,
    spoil,
    guide,
    codes,
    phones,
    exchanges,
    applications,
    clock,
  } = props;
  const { context } = guide;
  const { accounts } = context;
  return (
    <Page
      title="Lab home"
      site="lab"
      siteName="samlab"
      scripts={['copy', 'guide']}
      live={live}
      wide
    >
      <div class="dashboard">
        <PageHeading
          title="Single sign-on, on this machine"
          lead={
            <>
              <cite>Configure Peakon for Single sign-on with Microsoft Entra ID</cite>
              {isSetUp(context.state) ? ', set up.' : ', to follow step by step.'}
            </>
          }
        />
        {local !== undefined && <RealNamesBar {...start} local={local} />}
        <Sites {...start} />
        <PhonesCard {...phones} />
        <div class="columns">
          <div>
            <AccountsCard
              accounts={accounts}
              codes={codes}
              more={context.moreUsers}
              idp={start.idp}
            />
            <LatestExchanges {...exchanges} />
          </div>
          <div>
            <NextStepCard context={context} />
            <SpoilCard {...spoil} />
          </div>
        </div>
        <ApplicationsCard applications={applications} idp={start.idp} />
        <CodesCard version={codes.version} codes={otherCodes({ accounts, codes })} />
        <ClockCard {...clock} />
        <SpoiltCard history={spoil.history} />
        <Guide {...guide} />
        <ToolsCard hasAuthority={hasAuthority} />
        <ValuesCards start={start} cloud={context.state.cloud} />
        <OwnServiceProviderCard idp={start.idp} />
      </div>
    </Page>
  );
}
