import { randomBytes } from 'node:crypto';
import { join } from 'node:path';
import type { Exchange } from '../exchanges/exchange.ts';
import { buildIdp, type Directory, type Idp } from '../idp/index.ts';
import { type Administration, buildSp } from '../sp/index.ts';
import { randomIds, SeededIds } from '../store/ids.ts';
import { databaseOf } from '../store/postgres/address.ts';
import type { LabShown } from '../web/components/lab-around.tsx';
import { checkedAddresses } from './addresses/checked-addresses.ts';
import { checkPorts, listenAt } from './addresses/listen.ts';
import { withLocalCertificate } from './addresses/local-certificate.ts';
import { defaultPorts, type Ports } from './addresses/ports.ts';
import { clockOf } from './clock/clock-setting.ts';
import { LabClock } from './clock/lab-clock.ts';
import { shownClock } from './clock/shown-clock.ts';
import {
  DROP_IN_KEY_FILE,
  defaultDataDir,
  type LabData,
  memoryData,
  mustNotRun,
  openDataFolder,
} from './data-folder.ts';
import { DROP_IN_PORT } from './drop-in/options.ts';
import { inThisLab, type SiteUrls } from './endpoints.ts';
import { LabError } from './errors.ts';
import { defaultLimits, type ExchangeLimits, ExchangeStore } from './exchanges/exchange-store.ts';
import { nextExchange, type WantedExchange } from './exchanges/next-exchange.ts';
import { LabRecorder } from './exchanges/recorder.ts';
import { buildHome } from './home/app.tsx';
import type { LabFile } from './lab-file.ts';
import { type LabOptions, requireOptions } from './lab-options.ts';
import { moveSites } from './move-sites.ts';
import { ownApplications } from './own-applications.ts';
import { type LabCommand, thisProcess } from './process-file.ts';
import { browserArguments } from './real-names/browser-arguments.ts';
import { localAddress } from './real-names/names.ts';
import { mustAnswerAlike } from './replicas/must-answer-alike.ts';
import { type Sides, seed, seedBeginning } from './seed.ts';
import type { ExportedSettings } from './settings/export/export-settings.ts';
import { loadSettingsFolder } from './settings/lazy-settings.ts';
import type { LoadedSettings, SettingsSource } from './settings/load-settings.ts';
import { CaseMessages } from './spoil/case-message.ts';
import { Spoiler } from './spoil/spoiler.ts';
import { type StartLine, startLine } from './start-line.ts';
import { ArmedSignIns } from './tenants/armed-sign-ins.ts';
import { KnownPasswords } from './tenants/known-passwords.ts';
import type { LabTenant } from './tenants/lab-tenant.ts';
import { LabTenants, type NewLabTenant } from './tenants/lab-tenants.ts';
import { company, tenant } from './tutorial.ts';

/** A running lab. */
export interface Lab {
  /** Where it answers, and who can sign in: what `samlab start --json` prints. */
  readonly start: StartLine;
  /** Reads and changes the identity provider: tenants, users, applications. */
  readonly directory: Directory;
  /** Reads and changes the service provider: companies, employees, single sign-on. */
  readonly administration: Administration;
  /** `new`: just seeded; `resumed`: as it was left; `moved`: resumed at other URLs, and the settings of both sites were updated. */
  readonly state: 'new' | 'resumed' | 'moved';
  /** Absolute path of the data folder; undefined in memory. */
  readonly dataDir: string | undefined;
  /** Names the PostgreSQL database, without user name and password; undefined without one. */
  readonly database: string | undefined;
  /** What fixes its ids and keys; undefined: they are random. */
  readonly seed: string | undefined;
  /** What time it is in this lab; it can be moved and stopped. */
  readonly clock: LabClock;
  /** The ports that the sites listen on; all are the same with `singlePort`. */
  readonly ports: Ports;
  /**
   * What a Chromium must be started with to reach this lab by its real names, and nothing but this machine besides; see `realNames`. Empty for
   * a lab without real names, which every browser reaches.
   */
  readonly browserArguments: readonly string[];
  /** What every request to the HTTP API must carry; undefined where none must. An exposed lab makes one unless it is given. */
  readonly apiToken: string | undefined;
  /** Certificate of the authority that its sites' certificate is from, as PEM; undefined for http and for a certificate of one's own. */
  readonly ca: string | undefined;
  /** What a user should know about the addresses of this lab, one sentence each: that others can reach it, for one. */
  readonly warnings: readonly string[];
  /** Creates an isolated tenant, in a few milliseconds: one per test. */
  tenant(options?: NewLabTenant): Promise<LabTenant>;
  /** A tenant that exists, such as Contoso, by its id, one of its domains or its name; undefined when there is none. */
  findTenant(name: string): Promise<LabTenant | undefined>;
  /**
   * Goes back to how the lab was when it had started: tenants, users, sessions, companies, exchanges and armed responses of later are gone, and
   * the clock is what it was. In a few milliseconds; for labs in memory.
   *
   * @throws {LabError} `not_in_memory`
   */
  reset(): Promise<void>;
  /** The recorded exchanges, the newest first. */
  exchanges(): Promise<Exchange[]>;
  /** Resolves with the next exchange that ends, in success or failure, after this call. */
  nextExchange(wanted?: WantedExchange): Promise<Exchange>;
  /**
   * Changes the lab to what a settings file, or an object with such content, says; people stay signed in. Ports and clock stay.
   *
   * @throws {LabError} `invalid_settings`, with every fault; nothing is changed then, unless what is in the way is only in this lab
   */
  applySettings(source: SettingsSource): Promise<void>;
  /** The lab as settings that make the same lab, without passwords and keys. */
  exportSettings(): Promise<ExportedSettings>;
  /** Stops the sites within two seconds, whatever connections are open, then closes the databases. */
  close(): Promise<void>;
}

/**
 * Starts the identity provider, the service provider and the lab home on loopback, in the end state of the tutorial or, with
 * `empty`, at its beginning. Resolves once all three answer. When it fails, nothing is left running and no data is lost.
 *
 * @throws {LabError} `invalid_option` for an option that does not exist or has a wrong value; other codes when a port or the
 *   data folder cannot be used
 * @throws {StoreError} when a database cannot be used
 */
export function startLab(options: LabOptions = {}): Promise<Lab> {
  return runLab(options);
}

/** `startLab`, for `samlab start`: a lab that `samlab stop` may end, as the process has no other purpose. @throws as `startLab` */
export async function runLab(options: LabOptions, command?: LabCommand): Promise<Lab> {
  requireOptions(options);
  const { memory, fresh = false, durable = false, realNames = false, log } = options;
  const {
    ports,
    addresses: wanted,
    clock: labClock,
    seed: idSeed,
    loaded,
  } = await settingsOf(options);
  const madeToken = wanted.isExposed && options.apiToken === undefined ? newToken() : undefined;
  const apiToken = options.apiToken ?? madeToken;
  const clock = () => labClock.now();
  const agingClock = () => labClock.earliest();
  const shown: LabShown = { clock: () => shownClock(labClock) };
  const empty = options.empty || loaded?.settings.peakon !== undefined;
  const logOf = (site: keyof SiteUrls | 'dropIn') =>
    log && { ...log, logger: log.logger.child({ site }) };
  const dataDir = options.dataDir ?? defaultDataDir;
  const databaseUrl = memory ? undefined : options.databaseUrl;
  const folder = databaseUrl === undefined || command ? dataDir : options.dataDir;
  if (!memory && folder !== undefined) mustNotRun(folder);
  const { dropIn: dropInOptions } = options;
  const dropInPort = dropInOptions && (dropInOptions.port ?? DROP_IN_PORT);
  await checkPorts(
    { ...(wanted.singlePort ? { lab: ports.lab } : ports), dropIn: dropInPort },
    wanted.host,
  );
  await using running = new AsyncDisposableStack();

  const data = memory
    ? memoryData()
    : databaseUrl === undefined
      ? openDataFolder(dataDir, { fresh })
      : await (await import('./replicas/open-shared-data.ts')).openSharedData(databaseUrl, {
          folder,
          fresh,
        });
  running.defer(() => data.close());
  const labProcess = thisProcess(command);
  data.announce(labProcess);

  if (options.empty) mustHaveStartedEmpty(data);
  const { addresses, ca, warning } = await withLocalCertificate(wanted, data);

  const urls = { lab: '', idp: '', sp: '' };
  let listening: Awaited<ReturnType<typeof listenAt>> = { ports, urls };
  /** Where programs on this machine reach what only one browser knows by its real name. */
  let local: Pick<SiteUrls, 'idp' | 'sp'> = urls;
  let seeded = false;
  let lab: Lab | undefined;
  const ready = () => seeded;
  const { urls: before } = data.labFile;
  let labFile = data.labFile;
  const { seededStarts = 0 } = labFile;
  const seededIds = idSeed === undefined ? undefined : new SeededIds(idSeed, seededStarts);
  const ids = seededIds ?? randomIds;
  const passwords = { ...labFile.passwords };
  const known = new KnownPasswords(passwords);
  let settingsUsers: readonly string[] = [];
  const existing = before !== undefined;
  if (!existing)
    running.defer(() => {
      return seeded ? undefined : data.discard();
    });
  const limits = limitsOf(options);
  const onError = (error: unknown) =>
    log?.logger.error({ err: error }, 'Exchanges could not be recorded.');
  const file = data.database('exchanges');
  const store = await ExchangeStore.open({ file, limits, clock, onError });
  running.defer(() => store.close());
  const recorder = new LabRecorder(store, () => urls.lab, onError);
  running.defer(() => recorder.flush());
  const signingKey = (id: string) => idp.directory.activeSigningKey(id);
  const messages = new CaseMessages({ clock, ids, signingKey });
  const spoiler = new Spoiler(clock, messages);
  const armed = new ArmedSignIns();
  const idp: Idp = await buildIdp({
    file: data.database('idp'),
    existing,
    durable,
    log: logOf('idp'),
    publicUrl: () => urls.idp,
    server: addresses.serverOf('idp'),
    clock,
    ids,
    agingClock,
    ready,
    alterResponse: async (issued) => (await armed.take(issued)) ?? spoiler.alterResponse(issued),
    exchanges: recorder,
    lab: { ...shown, home: () => urls.lab, insteadOf: (address) => inThisLab(address, urls) },
  });
  const sites: { close(): Promise<void> }[] = [idp];
  running.defer(async () => {
    if (addresses.singlePort) await sites.pop()?.close(); // its connections are the other sites' as well
    await Promise.all(sites.map((site) => site.close()));
  });
  const sp = await buildSp({
    file: data.database('sp'),
    existing,
    durable,
    log: logOf('sp'),
    publicUrl: () => urls.sp,
    server: addresses.serverOf('sp'),
    clock,
    ids,
    agingClock,
    ready,
    exchanges: recorder,
    localAddress: (url) => (realNames ? localAddress(url, local) : undefined),
    lab: { ...shown, home: () => urls.lab },
  });
  sites.push(sp);
  const sides = { directory: idp.directory, administration: sp.administration };
  if (before) await mustBeSeeded(sides, data);
  const start = async () => ({
    ...(await startLine(sides, urls, passwords)),
    applications: await applicationsIn(sides, local),
  });
  const others = [
    { app: idp.app, url: () => urls.idp, server: addresses.serverOf('idp') },
    { app: sp.app, url: () => urls.sp, server: addresses.serverOf('sp') },
  ];
  const home = await buildHome({
    start,
    sides,
    passwords,
    settingsUsers: () => settingsUsers,
    ports,
    urls: () => urls,
    local: realNames ? () => local.idp : undefined,
    publicUrl: () => urls.lab,
    server: addresses.serverOf('lab'),
    others: addresses.singlePort ? others : undefined,
    addresses: () => addresses.known(urls, listening.ports),
    spoiler,
    exchanges: { store, recorder, limits },
    clock,
    labClock,
    shown,
    ready,
    log: logOf('lab'),
    problem: async () => (await idp.problem()) ?? sp.problem(),
    running: () => lab,
    apiToken,
  });
  sites.push(home);

  listening = await listenAt(addresses, ports, { lab: home, idp: idp.app, sp: sp.app });
  Object.assign(urls, listening.urls);
  const door = realNames
    ? await (await import('./real-names/door.ts')).openDoor({ idp: idp.app, sp: sp.app })
    : undefined;
  if (door) {
    running.defer(() => door.close());
    const { idp: idpPort, sp: spPort } = listening.ports;
    local = { idp: addresses.localUrlOf(idpPort), sp: addresses.localUrlOf(spPort) };
  }
  const dropIn =
    dropInOptions &&
    (await (
      await import('./drop-in/start-drop-in.ts')
    ).startDropIn(dropInOptions, {
      keyFile: data.folder === undefined ? undefined : join(data.folder, DROP_IN_KEY_FILE),
      clock,
      exchanges: recorder,
      shown: { ...shown, home: () => urls.lab },
      server: addresses.serverOf('idp'),
      host: addresses.host,
      hostname: addresses.singlePort ? 'localhost' : new URL(local.idp).hostname,
      log: logOf('dropIn'),
    }));
  if (dropIn) sites.unshift(dropIn);

  mustAnswerAlike(data, urls);
  const state = before ? (sameSites(before, urls) ? 'resumed' : 'moved') : 'new';
  if (!before) await (empty ? seedBeginning(sides, urls, passwords) : seed(sides, urls, passwords));
  else if (state === 'moved') await moveSites(sides, before, urls);
  const remember = async (changes: Partial<LabFile>) => {
    labFile = { ...labFile, ...changes, passwords: { ...passwords } };
    await data.remember(labFile);
  };
  /** @throws {InvalidSettings} */
  async function apply(settings: LoadedSettings, changes: Partial<LabFile> = {}): Promise<void> {
    const target = { sides, urls, labFile, passwords };
    const { applyTo } = await loadSettingsFolder();
    const { createdBySettings, refusal } = await applyTo(target, settings);
    noteGiven(known, settings);
    settingsUsers = namesIn(settings);
    if (refusal && !seeded && !before) throw refusal; // a new lab is discarded
    await remember({ createdBySettings, ...changes });
    if (refusal) throw refusal;
  }
  /** Another replica may have applied settings in the meantime. */
  async function inTurn(change: () => Promise<void>): Promise<void> {
    const { shared } = data;
    if (!shared) return change();
    const endTurn = await shared.state.takeTurn();
    try {
      labFile = (await shared.state.read()) ?? labFile;
      Object.assign(passwords, labFile.passwords);
      await change();
    } finally {
      await endTurn();
    }
  }
  const changes = {
    ...(!before && empty && { empty }),
    ...(seededIds && { seededStarts: seededStarts + 1 }),
    urls: { ...urls },
  };
  if (loaded) await apply(loaded, changes);
  else await remember(changes);

  await data.shared?.state.follow(labClock, passwords, data.shared.othersRun);
  seeded = true;
  await data.shared?.started();
  const certificate = addresses.serverOf('lab').tls?.cert;
  data.announce({
    ...labProcess,
    urls,
    ports: listening.ports,
    ...(certificate !== undefined && { certificate }),
  });

  const line = {
    ...(await start()),
    ...(dropIn && { dropIn: { url: dropIn.url, metadataUrl: dropIn.metadataUrl } }),
  };
  const putBack = memory ? await Promise.all([idp.keepState(), sp.keepState()]) : undefined;
  const putIdsBack = seededIds?.keepState();
  const idpUrl = () => local.idp;
  const parts = { ...sides, idp, idpUrl, armed, recorder, messages, signingKey, clock, ids, known };
  const tenants = new LabTenants(parts);
  const kept = running.move();
  lab = {
    start: line,
    clock: labClock,
    seed: idSeed,
    tenant: (options) => tenants.create(options),
    findTenant: (name) => tenants.find(name),
    async reset() {
      if (!putBack) throw notInMemory(data);
      armed.clear();
      tenants.clear();
      spoiler.disarm();
      dropIn?.clear();
      labClock.reset();
      putIdsBack?.();
      await Promise.all(putBack.map((back) => back()));
      await recorder.flush();
      await store.clear();
    },
    ...sides,
    state,
    dataDir: data.folder,
    ports: listening.ports,
    browserArguments: door ? browserArguments(door) : [],
    apiToken,
    ca,
    warnings: [
      ...addresses.warnings(urls),
      ...(madeToken === undefined
        ? []
        : [`The HTTP API takes only requests with this token: ${madeToken}`]),
      ...(warning === undefined ? [] : [warning]),
    ],
    database: databaseUrl && databaseOf(databaseUrl),
    exchanges: async () => {
      await recorder.flush();
      return store.all();
    },
    nextExchange: (wanted) => nextExchange(recorder, wanted),
    async applySettings(source) {
      requireOptions({ config: source?.config, settings: source?.settings });
      if ((source?.config ?? source?.settings) === undefined)
        throw new LabError(
          'invalid_option',
          'applySettings takes { config }, the path of a file, or { settings }, an object.',
        );
      const { checkSettings } = await loadSettingsFolder();
      const { ports, addresses } = options;
      const checked = await checkSettings(source, { ports, addresses, clock: labClock });
      await inTurn(() => apply(checked.loaded));
    },
    exportSettings: async () =>
      (await import('./settings/export/export-settings.ts')).exportSettings(
        sides,
        urls,
        labClock,
        ports,
      ),
    close: () => kept.disposeAsync(),
  };
  return lab;
}

/** @param local where programs on this machine reach the identity provider */
async function applicationsIn(
  sides: Sides,
  local: Pick<SiteUrls, 'idp'>,
): Promise<StartLine['applications']> {
  const all = await ownApplications(sides, local, 20);
  return all.map(({ tenantId, appId, displayName, metadataUrl }) => ({
    tenantId,
    appId,
    displayName,
    metadataUrl,
  }));
}

/** Passwords that settings give are kept nowhere else as text. */
function noteGiven(known: KnownPasswords, { settings }: LoadedSettings): void {
  for (const { userPrincipalName, password } of usersIn(settings))
    if (password !== undefined) known.note(userPrincipalName, password);
}

const namesIn = ({ settings }: LoadedSettings): string[] =>
  usersIn(settings).map(({ userPrincipalName }) => userPrincipalName);

const usersIn = ({ tenants = [] }: LoadedSettings['settings']) =>
  tenants.flatMap(({ users = [] }) => users);
/** 256 bits, in letters that a header can carry. */
const newToken = () => randomBytes(32).toString('base64url');

/** What the options say together with the settings that they name. */
async function settingsOf(options: LabOptions) {
  const { config, settings, ports, addresses, clock, seed: idSeed, realNames = false } = options;
  const given = { ports, addresses, clock: clock === undefined ? undefined : clockOf(clock) };
  const checked =
    config === undefined && settings === undefined
      ? {
          loaded: undefined,
          ports: { ...defaultPorts, ...ports },
          addresses: await checkedAddresses(addresses),
          clock: given.clock ?? new LabClock({ mode: 'real' }),
        }
      : await (await loadSettingsFolder()).checkSettings({ config, settings }, given);
  const seed = idSeed ?? checked.loaded?.settings.seed;
  requireOptions({ ports: checked.ports, seed });
  const named = realNames ? checked.addresses.withRealNames() : checked.addresses;
  return { ...checked, addresses: named, seed };
}

function limitsOf({ exchanges, exchangesMb }: LabOptions): ExchangeLimits {
  const { count, bytes } = defaultLimits;
  return {
    count: exchanges ?? count,
    bytes: exchangesMb === undefined ? bytes : exchangesMb * 1024 * 1024,
  };
}

const notInMemory = ({ place }: LabData): LabError =>
  new LabError(
    'not_in_memory',
    `The lab in ${place} cannot be reset, because it is not kept in memory. Start it with { memory: true }, or delete it with { fresh: true }.`,
  );

/** @throws {LabError} `not_begun_empty` */
function mustHaveStartedEmpty({ place, labFile }: LabData): void {
  if (!labFile.urls || labFile.empty) return;
  throw new LabError(
    'not_begun_empty',
    (option) =>
      `The lab in ${place} was not created with ${option.empty}, so it cannot be resumed with it. Add ${option.fresh} to delete it, or choose another folder with ${option.dataDir}.`,
  );
}

/**
 * A database can be opened and still lack what a lab begins with.
 *
 * @throws {LabError} `lab_incomplete`
 */
async function mustBeSeeded(
  { directory, administration }: Sides,
  { place, shared, database }: LabData,
): Promise<void> {
  const missing = !(await directory.findTenant(tenant.id))
    ? ['idp', `the tenant ${tenant.id}`]
    : !(await administration.findCompany(company.id))
      ? ['sp', `the company "${company.id}"`]
      : undefined;
  if (!missing) return;
  const [side, what] = missing as ['idp' | 'sp', string];
  throw new LabError(
    'lab_incomplete',
    (option) =>
      `The lab in ${place} is incomplete: ${shared ? 'it' : `the database ${database(side)}`} has no longer ${what}. Nothing was changed. Restore a copy of it, or start with ${option.fresh}, which deletes this lab and creates a new one.`,
  );
}

/** The URL of the lab home appears in no setting of either site, so it does not count. */
function sameSites(before: SiteUrls, now: SiteUrls): boolean {
  return before.idp === now.idp && before.sp === now.sp;
}
