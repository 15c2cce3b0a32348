import type { Exchange } from '../../exchanges/exchange.ts';
import { databaseOf } from '../../store/postgres/address.ts';
import type { Addresses } from '../addresses/addresses.ts';
import type { Ports } from '../addresses/ports.ts';
import type { LabData } from '../data-folder.ts';
import type { SiteUrls } from '../endpoints.ts';
import { LabError } from '../errors.ts';
import { mustReportJudgement } from '../exchanges/must-report-judgement.ts';
import { nextExchange } from '../exchanges/next-exchange.ts';
import type { ExchangeRoutesOptions } from '../exchanges/routes.tsx';
import type { Lab } from '../lab.ts';
import { type LabOptions, requireOptions } from '../lab-options.ts';
import { browserArguments } from '../real-names/browser-arguments.ts';
import type { Sides } from '../seed.ts';
import { loadSettingsFolder } from '../settings/lazy-settings.ts';
import type { LabTenants } from '../tenants/lab-tenants.ts';
import { databaseUrlOf } from './database-url.ts';
import type { KeptSettings } from './kept-settings.ts';
import type { WantedLab } from './wanted-lab.ts';

interface Started extends Pick<Lab, 'start' | 'state' | 'outbox' | 'close'> {
  readonly options: LabOptions;
  readonly wanted: WantedLab;
  readonly data: LabData;
  readonly sides: Sides;
  readonly urls: SiteUrls;
  readonly ports: Ports;
  readonly addresses: Addresses;
  /** About the certificate for https. */
  readonly warning: string | undefined;
  /** The way in of the browser that has the real names. */
  readonly door: Parameters<typeof browserArguments>[0] | undefined;
  readonly tenants: LabTenants;
  readonly kept: KeptSettings;
  readonly exchanges: ExchangeRoutesOptions;
  /** Undefined for a lab that is not in memory. */
  readonly reset: (() => Promise<void>) | undefined;
}

/** What the users of the library drive: a lab that answers. */
export function openedLab(started: Started): Lab {
  const { options, wanted, data, sides, urls, addresses, warning, door } = started;
  const { tenants, kept, exchanges } = started;
  const { clock, madeToken } = wanted;
  const databaseUrl = databaseUrlOf(options);
  return {
    start: started.start,
    clock,
    seed: wanted.seed,
    tenant: (given) => tenants.create(given),
    findTenant: (name) => tenants.find(name),
    async reset() {
      if (!started.reset) throw notInMemory(data);
      await started.reset();
    },
    ...sides,
    state: started.state,
    dataDir: data.folder,
    ports: started.ports,
    browserArguments: door ? browserArguments(door) : [],
    apiToken: wanted.apiToken,
    ca: addresses.ca,
    warnings: [
      ...addresses.warnings(urls),
      ...(madeToken === undefined
        ? []
        : [`The HTTP API takes only requests with this token: ${madeToken}`]),
      ...(warning === undefined ? [] : [warning]),
    ],
    database: databaseUrl && databaseOf(databaseUrl),
    exchanges: async (): Promise<Exchange[]> => {
      await exchanges.recorder.flush();
      return exchanges.store.all();
    },
    outbox: () => started.outbox(),
    async nextExchange(wantedExchange) {
      if (wantedExchange?.judged)
        await mustReportJudgement(sides.directory, urls.sp, wantedExchange.application);
      return nextExchange(exchanges.recorder, wantedExchange);
    },
    async applySettings(source) {
      requireOptions({ config: source?.config, settings: source?.settings });
      if ((source?.config ?? source?.settings) === undefined)
        throw new LabError(
          'invalid_option',
          'applySettings takes { config }, the path of a file, or { settings }, an object.',
        );
      const { checkSettings } = await loadSettingsFolder();
      const { ports, addresses: given } = options;
      const checked = await checkSettings(source, { ports, addresses: given, clock });
      await kept.inTurn(() => kept.apply(sides, checked.loaded));
    },
    exportSettings: async () => {
      const { exportSettings } = await import('../settings/export/export-settings.ts');
      return exportSettings(sides, urls, clock, wanted.ports, wanted.smtp);
    },
    close: () => started.close(),
  };
}

const notInMemory = ({ place }: LabData): LabError =>
  new LabError(
    'not_in_memory',
    (option, reader) =>
      `The lab in ${place} cannot be reset, because it is not kept in memory.${reader === 'http' ? ' Give each test a tenant instead.' : ` Start it with ${option.memory}, or delete it with ${option.fresh}.`}`,
  );
