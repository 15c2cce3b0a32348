import { scimWire } from '../../../idp/index.ts';
import { isJsonObject, jsonText } from '../../../scim/json.ts';
import { one, type ScimCase, several } from '../case.ts';
import { list, type ScimStage, said, shown } from '../stage.ts';

const endless = 'Entra reads some users twice and others never, or does not come to an end.';
const COUNT = 5;
/** A directory may be large: so many pages show whether the server counts by items. */
const MOST_PAGES = 40;

/** Walks through pages, each from the item after the last one. */
export async function walk(stage: ScimStage, resource: scimWire.ResourceType): Promise<void> {
  const seen = new Set<string>();
  let total: number | undefined;
  for (let [startIndex, pages] = [1, 0]; pages < MOST_PAGES; pages += 1) {
    const exchange = await stage.send(
      scimWire.listResources(resource, { startIndex, count: COUNT }),
    );
    const { answer, json } = exchange;
    stage.must(answer?.status === 200, `A page is refused: ${said(exchange)}`);
    stage.must(
      json?.startIndex === startIndex,
      `startIndex of the page from ${startIndex} is ${shown(json?.startIndex)}.`,
    );
    total ??= typeof json?.totalResults === 'number' ? json.totalResults : 0;
    stage.must(
      json?.totalResults === total,
      `totalResults changes from ${total} to ${shown(json?.totalResults)}.`,
    );
    const ids = list(json?.Resources).map((each) => (isJsonObject(each) ? jsonText(each.id) : ''));
    stage.must(ids.length <= COUNT, `A page of ${COUNT} has ${ids.length} resources.`);
    const twice = ids.find((id) => seen.has(id));
    stage.must(twice === undefined, `${twice} is on two pages.`);
    for (const id of ids) seen.add(id);
    startIndex += ids.length;
    if (ids.length === 0 || startIndex > total) break;
  }
  const all = total ?? 0;
  stage.must(
    seen.size >= Math.min(all, COUNT * MOST_PAGES),
    `The pages have ${seen.size} of ${all} resources.`,
  );
}

/** Makes as many users as Microsoft's suite needs for two pages and one more. */
export async function elevenUsers(stage: ScimStage): Promise<void> {
  for (let n = 0; n < 11; n += 1) await stage.user();
}

const totals = async (stage: ScimStage, query: string) => {
  const exchange = await stage.send({ method: 'GET', path: `/Users?${query}`, headers: {} });
  stage.must(exchange.answer?.status === 200, `The query is refused: ${said(exchange)}`);
  return { json: exchange.json, found: list(exchange.json?.Resources).length };
};

export const paging: readonly ScimCase[] = [
  {
    ...one(
      'paging',
      'PAG-77',
      {
        title: 'Pages of five',
        sent: 'At least 11 users; GET /Users?startIndex=N&count=5, from the item after the last one',
        expected: 'Return each user once; repeat startIndex; keep totalResults.',
        clauses: ['RFC 7644 3.4.2.4'],
        level: 'must',
        severity: 'S2',
        entra: endless,
        fix: 'Read startIndex as the number of an item, from 1, and sort by something that does not change.',
      },
      async (stage) => {
        await elevenUsers(stage);
        await walk(stage, 'User');
      },
    ),
    alone: true,
  },
  one(
    'paging',
    'PAG-78',
    {
      title: 'A page past the end',
      sent: 'GET /Users?startIndex=999999&count=5',
      expected: 'Answer 200 with Resources [].',
      clauses: ['RFC 7644 3.4.2.4'],
      level: 'must',
      severity: 'S2',
      entra: endless,
      fix: 'Answer an empty page behind the last item.',
    },
    async (stage) => {
      await stage.user();
      const { found } = await totals(stage, 'startIndex=999999&count=5');
      stage.must(found === 0, `The page has ${found} resources.`);
    },
  ),
  several(
    'paging',
    'PAG-79',
    {
      title: 'Odd numbers of pages',
      sent: 'count=0, startIndex=0 and count=-1',
      expected: 'Return totals only; read startIndex 0 as 1, and a negative count as 0.',
      clauses: ['RFC 7644 3.4.2.4'],
      level: 'should',
      severity: 'S3',
      entra: 'Other clients than Entra use these.',
      fix: 'Follow table 6 of RFC 7644 3.4.2.4.',
    },
    [
      {
        title: 'count=0',
        play: async (stage) => {
          await stage.user();
          const { json, found } = await totals(stage, 'count=0');
          stage.must(found === 0, `The page has ${found} resources.`);
          stage.must(
            typeof json?.totalResults === 'number' && json.totalResults > 0,
            `totalResults is ${shown(json?.totalResults)}.`,
          );
        },
      },
      {
        title: 'startIndex=0',
        play: async (stage) => {
          await stage.user();
          const { found } = await totals(stage, 'startIndex=0&count=1');
          stage.must(found === 1, `The page has ${found} resources, not the first one.`);
        },
      },
      {
        title: 'count=-1',
        play: async (stage) => {
          await stage.user();
          const { found } = await totals(stage, 'count=-1');
          stage.must(found === 0, `The page has ${found} resources.`);
        },
      },
    ],
  ),
];
