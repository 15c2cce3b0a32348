import type { LabData } from '../data-folder.ts';
import type { SiteUrls } from '../endpoints.ts';
import type { LabFile } from '../lab-file.ts';
import type { Sides } from '../seed.ts';
import { loadSettingsFolder } from '../settings/lazy-settings.ts';
import type { LoadedSettings } from '../settings/load-settings.ts';
import { KnownPasswords } from '../tenants/known-passwords.ts';

/** What the lab remembers of itself: passwords that it made, what settings created, its URLs. Applies settings, which change that. */
export class KeptSettings {
  /** Keyed by user name. */
  readonly passwords: Record<string, string>;
  readonly known: KnownPasswords;
  #labFile: LabFile;
  #users: readonly string[] = [];
  readonly #data: LabData;
  readonly #urls: SiteUrls;

  /** @param urls filled once the sites listen */
  constructor(data: LabData, urls: SiteUrls) {
    this.#data = data;
    this.#urls = urls;
    this.#labFile = data.labFile;
    this.passwords = { ...data.labFile.passwords };
    this.known = new KnownPasswords(this.passwords);
  }

  /** User names in the settings that were applied last. */
  get users(): readonly string[] {
    return this.#users;
  }

  async remember(changes: Partial<LabFile>): Promise<void> {
    this.#labFile = { ...this.#labFile, ...changes, passwords: { ...this.passwords } };
    await this.#data.remember(this.#labFile);
  }

  /**
   * @param changes to remember besides
   * @param discarded whether the lab is deleted when settings are refused: nothing of them is remembered then
   * @throws {InvalidSettings}
   */
  async apply(
    sides: Sides,
    settings: LoadedSettings,
    { changes = {}, discarded = false }: { changes?: Partial<LabFile>; discarded?: boolean } = {},
  ): Promise<void> {
    const target = {
      sides,
      urls: this.#urls,
      labFile: this.#labFile,
      passwords: this.passwords,
    };
    const { applyTo } = await loadSettingsFolder();
    const { createdBySettings, refusal } = await applyTo(target, settings);
    this.#noteGiven(settings);
    this.#users = usersIn(settings).map(({ userPrincipalName }) => userPrincipalName);
    if (refusal && discarded) throw refusal;
    await this.remember({ createdBySettings, ...changes });
    if (refusal) throw refusal;
  }

  /** Another replica may have applied settings in the meantime. @throws as `change` */
  async inTurn(change: () => Promise<void>): Promise<void> {
    const { shared } = this.#data;
    if (!shared) return change();
    const endTurn = await shared.state.takeTurn();
    try {
      this.#labFile = (await shared.state.read()) ?? this.#labFile;
      Object.assign(this.passwords, this.#labFile.passwords);
      await change();
    } finally {
      await endTurn();
    }
  }

  /** Passwords that settings give are kept nowhere else as text. */
  #noteGiven(settings: LoadedSettings): void {
    for (const { userPrincipalName, password } of usersIn(settings))
      if (password !== undefined) this.known.note(userPrincipalName, password);
  }
}

const usersIn = ({ settings: { tenants = [] } }: LoadedSettings) =>
  tenants.flatMap(({ users = [] }) => users);
