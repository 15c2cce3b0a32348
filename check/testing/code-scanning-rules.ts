import type { Log, ReportingDescriptor, Result, Run } from 'sarif';

/**
 * What GitHub's code scanning demands of a SARIF file, besides the schema: docs.github.com, "SARIF support for code scanning", and the
 * limits there. Each rule returns what breaks it.
 */
export const codeScanningRules: Readonly<Record<string, (log: Log) => readonly string[]>> = {
  'version is 2.1.0': ({ version }) => (version === '2.1.0' ? [] : [version]),
  'at most 20 runs': ({ runs }) => (runs.length <= 20 ? [] : [String(runs.length)]),
  'a tool has a name': inRuns(({ tool }) => (tool.driver.name ? [] : ['no name'])),
  'at most 5,000 results are shown': inRuns(({ results = [] }) =>
    results.length <= 5000 ? [] : [String(results.length)],
  ),
  'at most 25,000 rules': inRuns((run) =>
    rulesOf(run).length <= 25_000 ? [] : [String(rulesOf(run).length)],
  ),
  'rule ids are distinct': inRuns((run) => repeated(rulesOf(run).map(({ id }) => id))),
  'rule names are distinct': inRuns((run) => repeated(rulesOf(run).map(({ name }) => name ?? ''))),
  'short descriptions are distinct': inRuns((run) =>
    repeated(rulesOf(run).map(({ shortDescription }) => shortDescription?.text ?? '')),
  ),
  'a name has at most 255 characters': inRules(({ name = '' }) => name.length <= 255),
  'a short description has 1 to 1,024 characters': inRules(({ shortDescription }) =>
    isDescription(shortDescription?.text),
  ),
  'a full description has 1 to 1,024 characters': inRules(({ fullDescription }) =>
    isDescription(fullDescription?.text),
  ),
  'a rule has help as text and as Markdown': inRules(({ help }) =>
    Boolean(help?.text && help.markdown && help.markdown !== help.text),
  ),
  'a rule has an absolute help URI with a fragment': inRules(({ helpUri = '' }) =>
    /^(https?|file):\/\/.+#.+/.test(helpUri),
  ),
  'a security score is above 0.0 and at most 10.0': inRules(({ properties }) => {
    const score = properties?.['security-severity'];
    return typeof score === 'string' && Number(score) > 0 && Number(score) <= 10;
  }),
  'security scores need the tag security': inRules(({ properties }) =>
    Boolean(properties?.tags?.includes('security')),
  ),
  'at most 10 tags are shown': inRules(({ properties }) => (properties?.tags ?? []).length <= 10),
  'a precision is one of four words': inRules(({ properties }) =>
    ['very-high', 'high', 'medium', 'low'].includes(properties?.precision),
  ),
  'a level is none, note, warning or error': inResults(({ level = '' }) =>
    ['none', 'note', 'warning', 'error'].includes(level),
  ),
  'a result names a rule, by id and index': inRuns((run) =>
    (run.results ?? []).flatMap(({ ruleId = '', ruleIndex = -1 }) =>
      rulesOf(run)[ruleIndex]?.id === ruleId ? [] : [ruleId],
    ),
  ),
  'a result has a message': inResults(({ message }) => Boolean(message.text)),
  'a result has one location': inResults(({ locations }) => locations?.length === 1),
  'a location is a relative URI': inResults((result) => {
    const { uri = '' } = physical(result)?.artifactLocation ?? {};
    return uri !== '' && !/^([a-z][a-z\d+.-]*:|\/)/i.test(uri) && !uri.split('/').includes('..');
  }),
  'a location is relative to the root of the repository': inResults(
    (result) => physical(result)?.artifactLocation?.uriBaseId === '%SRCROOT%',
  ),
  'a region has lines and columns': inResults((result) => {
    const {
      startLine = 0,
      startColumn = 0,
      endLine = 0,
      endColumn = 0,
    } = physical(result)?.region ?? {};
    return startLine >= 1 && startColumn >= 1 && endLine >= startLine && endColumn > startColumn;
  }),
  'a result has a fingerprint of its line': inResults(({ partialFingerprints }) =>
    /^[\da-f]{1,16}:[1-9]\d*$/.test(partialFingerprints?.primaryLocationLineHash ?? ''),
  ),
  'rule, path and fingerprint make an alert, so they are distinct': inRuns(({ results = [] }) =>
    repeated(
      results.map((result) =>
        [
          result.ruleId,
          physical(result)?.artifactLocation?.uri,
          result.partialFingerprints?.primaryLocationLineHash,
        ].join(' '),
      ),
    ),
  ),
};

type Rule = (log: Log) => readonly string[];

function inRuns(broken: (run: Run) => readonly string[]): Rule {
  return ({ runs }) => runs.flatMap(broken);
}

function inRules(holds: (rule: ReportingDescriptor) => boolean): Rule {
  return inRuns((run) => rulesOf(run).flatMap((rule) => (holds(rule) ? [] : [rule.id])));
}

function inResults(holds: (result: Result) => boolean): Rule {
  return inRuns(({ results = [] }) =>
    results.flatMap((result) => (holds(result) ? [] : [result.ruleId ?? 'no rule'])),
  );
}

const rulesOf = ({ tool }: Run) => tool.driver.rules ?? [];
const physical = ({ locations }: Result) => locations?.[0]?.physicalLocation;
const repeated = (texts: readonly string[]) =>
  texts.filter((text, index) => texts.indexOf(text) !== index);
const isDescription = (text = '') => text.length >= 1 && text.length <= 1024;
