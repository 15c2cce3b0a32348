/** Which runs of the catalogue each flaw must be found by. */
import { type Rule, rules } from './rules.ts';

/** Service providers that lack two rules, for messages that either of them stops. */
export const pairs: readonly {
  readonly without: readonly [Rule, Rule];
  /** Besides the runs about each rule. */
  readonly runs: readonly string[];
}[] = [
  { without: ['reference-to-parent', 'no-object'], runs: ['xsw1#2', 'xsw8#3-4'] },
  { without: ['reference-to-parent', 'unique-id'], runs: ['xsw1#1', 'xsw2#1'] },
  { without: ['issuer-of-request', 'irt-everywhere'], runs: ['proto-other-trusted-idp#1'] },
];

/** Ids of runs from their short form: `id`, `id#2`, or `id#1-3` for several. */
const runsOf = (short: readonly string[]): string[] =>
  short.flatMap((one) => {
    const [, id, from, to] = /^(.*)#(\d+)-(\d+)$/.exec(one) ?? [];
    if (!id) return [one];
    const length = Number(to) - Number(from) + 1;
    return Array.from({ length }, (_, n) => `${id}#${Number(from) + n}`);
  });

/** Runs that must find a service provider without these rules. */
export function expectedRuns(without: readonly Rule[]): string[] {
  const pair = pairs.find((one) => one.without.join() === without.join());
  return runsOf([...without.flatMap((rule) => rules[rule].runs), ...(pair?.runs ?? [])]);
}

const needsMetadata =
  'needs to change the metadata of the identity provider, which cannot be done over HTTP.';

/** Cases with messages that must be refused that no flaw shows, with the reason. */
export const unshown: Readonly<Record<string, string>> = {
  'xsw-entity-in-id':
    'three rules stop it: `no-doctype`, `no-object` and `unique-id`. Each is shown by other cases.',
  'proto-no-assertion':
    'there is nothing to read the user from, so no single rule decides that it is refused.',
  'md-rolled-off-key': needsMetadata,
  'md-valid-until-past': needsMetadata,
  'md-signature-wrong': needsMetadata,
  'md-no-signing-key': needsMetadata,
};
