/** Somebody fetched the federation metadata of an application. */
export interface MetadataRead {
  /** Application ID of the application, in small letters. */
  readonly appId: string;
  /** By the clock of the lab: ISO 8601, UTC. */
  readonly dateTime: string;
  /** How the program calls itself; empty when it does not. */
  readonly userAgent: string;
  /** SHA-1 of the certificates that the document published, the oldest first. */
  readonly thumbprints: readonly string[];
}

/** More are forgotten, the oldest first. */
const KEPT = 500;
const MAX_USER_AGENT = 200;

/** Who fetched federation metadata since this process started: it tells whether a service provider can know a new certificate. */
export class MetadataReads {
  readonly #reads: MetadataRead[] = [];

  note(read: MetadataRead): void {
    const userAgent = read.userAgent.slice(0, MAX_USER_AGENT);
    this.#reads.push({ ...read, userAgent });
    if (this.#reads.length > KEPT) this.#reads.shift();
  }

  /** Of one application, the newest first. */
  of(appId: string): MetadataRead[] {
    return this.#reads.filter((read) => read.appId === appId).toReversed();
  }

  clear(): void {
    this.#reads.length = 0;
  }
}
