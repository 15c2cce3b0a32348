/** Nothing answers at the URL, or something that is not a lab. `message` is one sentence for the user. */
export class NoLab extends Error {
  constructor(message: string) {
    super(message);
    this.name = 'NoLab';
  }
}

/** How long to wait for an answer (ms). A lab on this machine answers in milliseconds. */
const TIMEOUT = 10_000;

/** What is wrong with the value of `--lab`, if anything. */
export const labUrlFault = (lab: string): string[] =>
  /^https?:$/.test(URL.parse(lab)?.protocol ?? '')
    ? []
    : [`--lab must be the URL of a lab home, such as http://localhost:4000, not "${lab}".`];

/**
 * Asks a running lab.
 *
 * @param lab URL of the lab home, http or https
 * @throws {NoLab} when nothing answers there
 */
export const askLab = (lab: string, path: string): Promise<Response> =>
  fetch(new URL(path, lab), {
    redirect: 'error',
    signal: AbortSignal.timeout(TIMEOUT),
  }).catch(() => {
    throw new NoLab(
      `No lab answers at ${lab}. Start one with "samlab start", or set --lab to the URL of its lab home.`,
    );
  });

export const notLabHome = (lab: string): NoLab =>
  new NoLab(`${lab} is not a lab home. Its URL is the first that "samlab start" prints.`);
