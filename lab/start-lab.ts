import { randomIds, SeededIds } from '../store/ids.ts';
import type { LabShown } from '../web/components/lab-around.tsx';
import { listenAt } from './addresses/listen.ts';
import { withLocalCertificate } from './addresses/local-certificate.ts';
import { shownClock } from './clock/shown-clock.ts';
import type { SiteUrls } from './endpoints.ts';
import { buildHome } from './home/app.tsx';
import type { Lab } from './lab.ts';
import { type LabOptions, requireOptions } from './lab-options.ts';
import { ownApplications } from './own-applications.ts';
import { type LabCommand, thisProcess } from './process-file.ts';
import { mustAnswerAlike } from './replicas/must-answer-alike.ts';
import type { Sides } from './seed.ts';
import { CaseMessages } from './spoil/case-message.ts';
import { Spoiler } from './spoil/spoiler.ts';
import { buildSites, RunningSites } from './start/build-sites.ts';
import { KeptSettings } from './start/kept-settings.ts';
import { dropInOf } from './start/lab-drop-in.ts';
import { openData } from './start/open-data.ts';
import { openExchanges } from './start/open-exchanges.ts';
import { openedLab } from './start/opened-lab.ts';
import { mustBeSeeded, mustHaveStartedEmpty, seedOrMove } from './start/resumed-lab.ts';
import { wantedLab } from './start/wanted-lab.ts';
import { type StartLine, startLine } from './start-line.ts';
import { ArmedSignIns } from './tenants/armed-sign-ins.ts';
import { LabTenants } from './tenants/lab-tenants.ts';

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
  const { memory, durable = false, realNames = false, log } = options;
  const wanted = await wantedLab(options);
  const { ports, clock: labClock, loaded } = wanted;
  const clock = () => labClock.now();
  const shown: LabShown = { clock: () => shownClock(labClock) };
  const logOf = (site: keyof SiteUrls | 'dropIn') =>
    log && { ...log, logger: log.logger.child({ site }) };
  await using running = new AsyncDisposableStack();

  const data = await openData(options, wanted, command);
  running.defer(() => data.close());
  const labProcess = thisProcess(command);
  data.announce(labProcess);
  if (options.empty) mustHaveStartedEmpty(data);
  const { addresses, warning } = await withLocalCertificate(wanted.addresses, data);

  const urls = { lab: '', idp: '', sp: '' };
  let listening: Awaited<ReturnType<typeof listenAt>> = { ports, urls };
  /** Where programs on this machine reach what only one browser knows by its real name. */
  let local: Pick<SiteUrls, 'idp' | 'sp'> = urls;
  /** The drop-in may have an authority where the sites speak http. */
  let withCa = addresses;
  let seeded = false;
  let lab: Lab | undefined;
  const ready = () => seeded;
  const { urls: before, seededStarts = 0 } = data.labFile;
  const seededIds =
    wanted.seed === undefined ? undefined : new SeededIds(wanted.seed, seededStarts);
  const ids = seededIds ?? randomIds;
  const kept = new KeptSettings(data, urls);
  const { passwords, known } = kept;
  if (!before) running.defer(() => (seeded ? undefined : data.discard()));
  const exchanges = await openExchanges({ options, data, clock, home: () => urls.lab, running });
  const { recorder, store } = exchanges;
  const signingKey = (id: string) => idp.directory.activeSigningKey(id);
  const messages = new CaseMessages({ clock, ids, signingKey });
  const spoiler = new Spoiler(clock, messages);
  const armed = new ArmedSignIns();
  const sites = new RunningSites(running, addresses);
  const { idp, sp, sides } = await buildSites(
    {
      data,
      addresses,
      clock: labClock,
      ids,
      durable,
      urls,
      ready,
      alterResponse: async (issued) => (await armed.take(issued)) ?? spoiler.alterResponse(issued),
      recorder,
      smtp: wanted.smtp,
      shown,
      logOf,
      local: realNames ? () => local : undefined,
    },
    sites,
  );
  if (before) await mustBeSeeded(sides, data);
  const start = async () => ({
    ...(await startLine(sides, urls, passwords)),
    applications: await applicationsIn(sides, local),
  });
  const others = [
    { app: idp.app, url: () => urls.idp, server: addresses.serverOf('idp') },
    { app: sp.app, url: () => urls.sp, server: addresses.serverOf('sp') },
  ];
  const home = sites.add(
    await buildHome({
      start,
      sides,
      passwords,
      settingsUsers: () => kept.users,
      ports,
      urls: () => urls,
      local: realNames ? () => local.idp : undefined,
      publicUrl: () => urls.lab,
      server: addresses.serverOf('lab'),
      others: addresses.singlePort ? others : undefined,
      addresses: () => withCa.known(urls, listening.ports),
      spoiler,
      mails: { outbox: () => idp.outbox(), smtp: wanted.smtp },
      exchanges,
      clock,
      labClock,
      shown,
      ready,
      log: logOf('lab'),
      problem: async () => (await idp.problem()) ?? sp.problem(),
      running: () => lab,
      apiToken: wanted.apiToken,
      exposed: addresses.isExposed,
    }),
  );

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
  const dropIn = await dropInOf(options.dropIn, {
    data,
    addresses,
    idpUrl: local.idp,
    clock,
    exchanges: recorder,
    shown: { ...shown, home: () => urls.lab },
    log: logOf('dropIn'),
  });
  if (dropIn) sites.addBeside(dropIn);
  if (dropIn?.ca !== undefined)
    withCa = addresses.withTls(addresses.serverOf('idp').tls, dropIn.ca);

  mustAnswerAlike(data, urls);
  const empty = options.empty || loaded?.settings.peakon !== undefined;
  const state = await seedOrMove(sides, data, { urls, passwords, empty });
  const changes = {
    ...(!before && empty && { empty }),
    ...(seededIds && { seededStarts: seededStarts + 1 }),
    urls: { ...urls },
  };
  if (loaded) await kept.apply(sides, loaded, { changes, discarded: !before });
  else await kept.remember(changes);

  await data.shared?.state.follow(labClock, passwords, data.shared.othersRun);
  seeded = true;
  await data.shared?.started();
  const certificate = addresses.serverOf('lab').tls?.cert;
  data.announce({
    ...labProcess,
    urls,
    ports: listening.ports,
    ...(certificate !== undefined && { certificate }),
    ...(wanted.apiToken !== undefined && { apiToken: wanted.apiToken }),
  });

  const line = {
    ...(await start()),
    ...(dropIn && {
      dropIn: { url: dropIn.url, httpsUrl: dropIn.httpsUrl, metadataUrl: dropIn.metadataUrl },
    }),
  };
  const putBack = memory ? await Promise.all([idp.keepState(), sp.keepState()]) : undefined;
  const putIdsBack = seededIds?.keepState();
  const idpUrl = () => local.idp;
  const spUrl = () => urls.sp;
  const parts = {
    ...sides,
    idp,
    idpUrl,
    spUrl,
    armed,
    recorder,
    messages,
    signingKey,
    clock,
    ids,
    known,
  };
  const tenants = new LabTenants(parts);
  const reset =
    putBack &&
    (async () => {
      armed.clear();
      tenants.clear();
      spoiler.disarm();
      dropIn?.clear();
      labClock.reset();
      putIdsBack?.();
      await Promise.all(putBack.map((back) => back()));
      await recorder.flush();
      await store.clear();
    });
  const stack = running.move();
  lab = openedLab({
    options,
    wanted,
    data,
    sides,
    outbox: () => idp.outbox(),
    urls,
    addresses: withCa,
    warning: warning ?? dropIn?.warning,
    door,
    tenants,
    kept,
    exchanges,
    start: line,
    state,
    ports: listening.ports,
    reset,
    close: () => stack.disposeAsync(),
  });
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
