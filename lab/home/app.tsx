import type { FastifyInstance, FastifyReply } from 'fastify';
import { answerHealth } from '../../web/http/health.ts';
import type { Account } from '../accounts.ts';
import type { KnownAddresses } from '../addresses/addresses.ts';
import { lazyAddresses } from '../addresses/lazy-addresses.ts';
import type { Ports } from '../addresses/ports.ts';
import type { sharePort } from '../addresses/share-port.ts';
import type { ApiLab } from '../api/api-lab.ts';
import { lazyApi } from '../api/lazy-api.ts';
import type { LabClock } from '../clock/lab-clock.ts';
import type { SiteUrls } from '../endpoints.ts';
import { everything } from '../exchanges/find-exchanges.ts';
import { LATEST, type LatestExchangesProps } from '../exchanges/latest-exchanges.tsx';
import { lazyExchanges } from '../exchanges/lazy-exchanges.ts';
import type { ExchangeRoutesOptions } from '../exchanges/routes.tsx';
import { lazyExplain } from '../explain/lazy-explain.ts';
import { provisioningSteps } from '../guide/provisioning-steps.ts';
import { guideContext, guideRoutes } from '../guide/routes.tsx';
import type { TutorialState } from '../guide/state.ts';
import { progressSummary, progressVersion } from '../guide/steps.ts';
import { type LabSite, labApp } from '../lab-app.ts';
import { lazyLint } from '../lint/lazy-lint.ts';
import { lazyOutbox, type OutboxOptions } from '../outbox/lazy-outbox.ts';
import { ownApplications } from '../own-applications.ts';
import type { Sides } from '../seed.ts';
import { settingsRoutes } from '../settings/routes.ts';
import { describeSpoilError } from '../spoil/errors.ts';
import { spoilRoutes } from '../spoil/routes.tsx';
import { armedVersion, historyVersion, type SpoilCardProps } from '../spoil/spoil-card.tsx';
import type { Spoiler } from '../spoil/spoiler.ts';
import type { StartLine } from '../start-line.ts';
import { accountsVersion } from './accounts-card.tsx';
import { SHOWN_APPLICATIONS } from './applications-card.tsx';
import { approvalRoute } from './approval-route.ts';
import { clockTime, clockVersion } from './clock-card.tsx';
import { clockRoute } from './clock-route.ts';
import { type Codes, readCodes } from './codes.ts';
import { HomePage } from './page.tsx';
import { type Phones, readPhones, secondsOf } from './phones.ts';

export interface HomeOptions extends LabSite {
  /** Where the sites are reached, for the page about it; called once they listen. */
  addresses: () => KnownAddresses;
  /** Sites that answer on the port of the lab home. Default: none. */
  others?: Parameters<typeof sharePort>[1] | undefined;
  /** Called per request: the URLs are known once all sites listen. */
  urls: () => SiteUrls;
  /** With the names of Microsoft and Peakon: where programs on this machine reach the identity provider. Default: as browsers do. */
  local?: (() => string) | undefined;
  start: () => Promise<StartLine>;
  sides: Sides;
  /** Keyed by user name. */
  passwords: Readonly<Record<string, string>>;
  /** User names in the settings that were applied last. */
  settingsUsers: () => readonly string[];
  /** As they were asked for; 0 for any free one. */
  ports: Ports;
  spoiler: Spoiler;
  mails: OutboxOptions;
  exchanges: ExchangeRoutesOptions;
  clock: () => Date;
  labClock: LabClock;
  /** Whether both sites are seeded. */
  ready: () => boolean;
  /** Why a site cannot write, for `/healthz`. */
  problem: () => Promise<string | undefined>;
  /** What the HTTP API drives; undefined until the lab has started. */
  running: () => ApiLab | undefined;
  /** Whether programs on other machines can call. */
  exposed?: boolean | undefined;
  /** Every request to the HTTP API needs it. Default: none does. */
  apiToken?: string | undefined;
}

/** Builds the lab home, without listening. */
export async function buildHome(options: HomeOptions): Promise<FastifyInstance> {
  const { start, spoiler, clock, labClock, urls } = options;
  const closing = new AbortController();
  const app = await labApp(options, {
    describeError: describeSpoilError,
    others: options.others,
    beforeClose: () => closing.abort(),
  });
  async function home(reply: FastifyReply, problems: Problems = {}): Promise<FastifyReply> {
    const { armed, history } = spoiler;
    const token = reply.generateCsrf();
    const guide = { context: await guideContext(options), token, problem: problems.guide };
    const spoil = { armed, history, token };
    const line = await start();
    const codes = await readCodes(options.sides, line);
    const onPhones = await readPhones(options.sides, line.tenantId);
    const phones = { phones: onPhones, token, problem: problems.phones };
    const exchanges = await latestExchanges(options.exchanges);
    const applications = await ownApplications(
      options.sides,
      { idp: urls().idp, metadataFrom: options.local?.() },
      SHOWN_APPLICATIONS + 1,
    );
    const clockCard = { clock: labClock, token, problem: problems.clock };
    const cards = { spoil, guide, codes, phones, exchanges, clock: clockCard, applications };
    const hasAuthority = options.addresses().ca !== undefined;
    const page = (
      <HomePage start={line} local={options.local?.()} hasAuthority={hasAuthority} {...cards} />
    );
    return reply.page(page, Object.keys(problems).length > 0 ? 409 : 200);
  }
  app.get('/', (_request, reply) => home(reply));
  app.get('/api/codes', { logLevel: 'warn' }, async (_request, reply) =>
    reply.header('cache-control', 'no-store').send(await readCodes(options.sides, await start())),
  );
  app.get('/api/home', { logLevel: 'warn' }, async (_request, reply) => {
    const { state, accounts } = await guideContext(options);
    const line = await start();
    const codes = await readCodes(options.sides, line);
    const phones = await readPhones(options.sides, line.tenantId);
    const { armed, history } = spoiler;
    const exchanges = await latestExchanges(options.exchanges);
    const versions = homeVersions({
      state,
      accounts,
      codes,
      phones,
      armed,
      history,
      exchanges,
      clock: labClock,
    });
    return reply.header('cache-control', 'no-store').send(versions);
  });
  await app.register(guideRoutes, {
    ...options,
    showProblem: (reply, guide) => home(reply, { guide }),
  });
  clockRoute(app, { labClock, showProblem: (reply, clock) => home(reply, { clock }) });
  approvalRoute(app, { ...options, showProblem: (reply, phones) => home(reply, { phones }) });
  await app.register(spoilRoutes, { spoiler, urls, clock });
  lazyExchanges(app, options.exchanges, options);
  await app.register(settingsRoutes, { ...options, clock: options.labClock });
  lazyExplain(app, options);
  lazyLint(app, options);
  lazyOutbox(app, options, options.mails);
  lazyAddresses(app, options, options.addresses);
  lazyApi(app, { ...options, closing: closing.signal });
  answerHealth(app, options);
  return app;
}

async function latestExchanges({
  store,
  recorder,
}: ExchangeRoutesOptions): Promise<LatestExchangesProps> {
  await recorder.flush();
  const { rows } = await store.list(everything, { offset: 0, limit: LATEST });
  return { rows, version: await store.version() };
}

/** What a form of the page could not do, by the card that shows it. */
interface Problems {
  readonly guide?: string;
  readonly phones?: string;
  readonly clock?: string;
}

interface HomeState extends Pick<SpoilCardProps, 'armed' | 'history'> {
  readonly state: TutorialState;
  readonly accounts: readonly Account[];
  readonly codes: Codes;
  readonly phones: Phones;
  readonly exchanges: LatestExchangesProps;
  readonly clock: LabClock;
}

/** The answer of `/api/home` to the `live` script of an open lab home: the version of each part by its id, and some texts. */
export function homeVersions(home: HomeState) {
  const { state, accounts, codes, phones, armed, history, exchanges, clock } = home;
  const guide = progressVersion(state);
  return {
    versions: {
      guideSteps: guide,
      provisioningSteps: guide,
      nextStep: guide,
      people: accountsVersion({ accounts, codes }),
      codes: codes.version,
      phones: phones.version,
      spoilArmed: armedVersion(armed),
      spoilt: historyVersion(history),
      latestExchanges: exchanges.version,
      clock: clockVersion(clock),
    },
    texts: {
      guideProgress: progressSummary(state),
      provisioningProgress: progressSummary(state, provisioningSteps),
      codesLeft: String(codes.secondsLeft),
      clockNow: clockTime(clock),
      ...secondsOf(phones),
    },
  };
}
