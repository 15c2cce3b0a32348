import type { FastifyReply } from 'fastify';
import { GraphError } from './graph-error.ts';
import type { GraphVisit } from './graph-routes.ts';

/** What a list was asked for (concepts/query-parameters.md). */
export interface ListQuery {
  /** `$top`. */
  pageSize: number;
  /** `$skiptoken`, as `nextLink` gave it out. */
  skipToken: string | undefined;
  /** `$filter`. */
  filter: string | undefined;
  /** `$select`: property names. */
  select: readonly string[] | undefined;
}

const known = ['$top', '$skiptoken', '$filter', '$select', '$orderby'];

/**
 * Reads the query options of a list.
 *
 * @param limits page sizes: the usual one and the largest
 * @param order the order that the list always has, the only one that `$orderby` may ask for
 * @throws {GraphError} 400 for an option that this list does not know, or a value that is not one
 */
export function listQuery(
  { request }: GraphVisit,
  limits: { usual: number; most: number },
  order?: string,
): ListQuery {
  const given = new Map<string, string>();
  for (const [name, value] of Object.entries(request.query as Record<string, unknown>)) {
    const option = name.toLowerCase();
    if (!known.includes(option) || typeof value !== 'string')
      throw badRequest(`The query option '${name.slice(0, 40)}' is not supported here.`);
    given.set(option, value);
  }
  const orderBy = given.get('$orderby');
  if (orderBy !== undefined && orderBy.trim() !== order)
    throw badRequest(
      order ? `This list is always in the order '${order}'.` : 'This list cannot be ordered.',
    );
  const top = given.get('$top') ?? String(limits.usual);
  if (!/^[1-9]\d{0,3}$/.test(top) || Number(top) > limits.most)
    throw badRequest(
      `Invalid page size specified: '${top.slice(0, 20)}'. Must be between 1 and ${limits.most} inclusive.`,
    );
  return {
    pageSize: Number(top),
    skipToken: given.get('$skiptoken'),
    filter: given.get('$filter'),
    select: given
      .get('$select')
      ?.split(',')
      .map((name) => name.trim()),
  };
}

export const badRequest = (message: string): GraphError =>
  new GraphError(400, 'BadRequest', message);

interface Collection {
  /** After `$metadata#`. */
  context: string;
  value: readonly object[];
  query?: Pick<ListQuery, 'select'>;
  /** For `$skiptoken` of the next page; absent on the last. */
  next?: string | undefined;
}

/** Answers a collection, with a link to its next page that keeps the other options. */
export function sendCollection(
  visit: GraphVisit,
  { context, value, query, next }: Collection,
): FastifyReply {
  const { base, request, reply } = visit;
  return reply.send({
    '@odata.context': `${base}/$metadata#${context}`,
    value: value.map((one) => selected(one, query?.select)),
    ...(next !== undefined && { '@odata.nextLink': nextLink(visit, request.url, next) }),
  });
}

function nextLink({ context }: GraphVisit, url: string, skipToken: string): string {
  const link = new URL(url, context.publicUrl());
  for (const name of [...link.searchParams.keys()])
    if (name.toLowerCase() === '$skiptoken') link.searchParams.delete(name);
  link.searchParams.set('$skiptoken', skipToken);
  return `${context.publicUrl()}${link.pathname}${link.search}`;
}

/** The properties that `$select` names; all without it. */
function selected(one: object, select: readonly string[] | undefined): object {
  if (!select) return one;
  return Object.fromEntries(Object.entries(one).filter(([name]) => select.includes(name)));
}
