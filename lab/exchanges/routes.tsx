import { randomUUID } from 'node:crypto';
import multipart from '@fastify/multipart';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { decodeMessage } from '../../exchanges/decode-message.ts';
import type { Exchange } from '../../exchanges/exchange.ts';
import {
  ExchangeFileError,
  MAX_FILE_BYTES,
  readExchange,
  writeExchange,
} from '../../exchanges/exchange-file.ts';
import { exchangeHtml } from '../../exchanges/html/exchange-html.tsx';
import { maskExchange } from '../../exchanges/mask.ts';
import { PAGE_SIZE, pageNumber } from '../../web/components/pager.tsx';
import { ComparePage } from './compare-page.tsx';
import { ExchangePage, NoExchangePage } from './exchange-page.tsx';
import type { ExchangeLimits, ExchangeStore } from './exchange-store.ts';
import { type ExchangeFilter, everything } from './find-exchanges.ts';
import { ListPage } from './list-page.tsx';
import type { LabRecorder } from './recorder.ts';

export interface ExchangeRoutesOptions {
  readonly store: ExchangeStore;
  readonly recorder: LabRecorder;
  readonly limits: ExchangeLimits;
}

/** Of a multipart form: the token, and an exchange as a file or as a field. */
const uploadLimits = {
  fileSize: MAX_FILE_BYTES,
  files: 1,
  fields: 2,
  fieldSize: MAX_FILE_BYTES,
  parts: 3,
};

const withExchange = { bodyLimit: MAX_FILE_BYTES + 64 * 1024 };

/** How many exchanges the page of one offers to compare it with. */
const MAX_OTHERS = 100;

type ById = { Params: { id: string } };

/** The pages `/exchanges` and `/exchanges/{id}`, files, import, comparison. Requires `registerCsrf`. */
export async function exchangeRoutes(
  app: FastifyInstance,
  { store, recorder, limits }: ExchangeRoutesOptions,
): Promise<void> {
  await app.register(multipart, { attachFieldsToBody: 'keyValues', limits: uploadLimits });
  const guard = { preHandler: app.csrfProtection };

  async function showList(
    request: FastifyRequest,
    reply: FastifyReply,
    faults?: readonly string[],
  ): Promise<FastifyReply> {
    await recorder.flush();
    const filter = filterOf(request.query);
    const page = pageNumber(text(request.query, 'page'));
    const { rows, total } = await store.list(filter, {
      offset: (page - 1) * PAGE_SIZE,
      limit: PAGE_SIZE,
    });
    return reply.page(
      <ListPage
        rows={rows}
        total={total}
        page={page}
        filter={filter}
        version={await store.version()}
        limits={limits}
        token={reply.generateCsrf()}
        faults={faults}
      />,
      faults ? 422 : 200,
    );
  }

  app.get('/exchanges', (request, reply) => showList(request, reply));
  app.get('/api/exchanges', { logLevel: 'warn' }, async (_request, reply) => {
    await recorder.flush();
    const versions = { exchangeList: await store.version() };
    return reply.header('cache-control', 'no-store').send({ versions });
  });

  app.post('/exchanges/clear', guard, async (_request, reply) => {
    await recorder.flush();
    await store.clear();
    return reply.redirect('/exchanges', 303);
  });

  app.post('/exchanges/import', { ...guard, ...withExchange }, async (request, reply) => {
    const { file } = (request.body ?? {}) as { file?: unknown };
    if (!Buffer.isBuffer(file) || file.length === 0)
      return showList(request, reply, ['Choose a file first.']);
    return importFile(request, reply, file);
  });

  app.post('/exchanges/add', { ...guard, ...withExchange }, async (request, reply) => {
    const { exchange } = (request.body ?? {}) as { exchange?: unknown };
    if (typeof exchange !== 'string')
      return showList(request, reply, ['The form was sent without an exchange.']);
    return importFile(request, reply, Buffer.from(exchange));
  });

  async function importFile(request: FastifyRequest, reply: FastifyReply, file: Uint8Array) {
    try {
      const id = randomUUID();
      await store.import(readExchange(file), id);
      return reply.redirect(`/exchanges/${id}`, 303);
    } catch (error) {
      if (error instanceof ExchangeFileError) return showList(request, reply, error.faults);
      throw error;
    }
  }

  /** The exchange with this id or key; undefined after a page that says that there is none. */
  async function find(request: FastifyRequest<ById>) {
    await recorder.flush();
    return store.find(request.params.id);
  }
  const none = (reply: FastifyReply) => reply.page(<NoExchangePage />, 404);

  app.get<ById>('/exchanges/:id', async (request, reply) => {
    const file = /^(.+)\.(html|json)$/.exec(request.params.id);
    if (file) return sendFile(request, reply, file[1] ?? '', file[2] as 'html' | 'json');
    const found = await find(request);
    if (!found) return none(reply);
    const { exchange, change, imported } = found;
    if (exchange.id !== request.params.id) return reply.redirect(`/exchanges/${exchange.id}`, 303);
    const { rows } = await store.list(everything, { offset: 0, limit: MAX_OTHERS });
    const others = rows.filter(({ id }) => id !== exchange.id);
    return reply.page(
      <ExchangePage
        exchange={exchange}
        version={String(change)}
        others={others}
        imported={imported}
      />,
    );
  });

  app.get<ById>('/api/exchanges/:id', { logLevel: 'warn' }, async (request, reply) => {
    const found = await find(request);
    if (!found) return reply.callNotFound();
    const versions = { exchange: String(found.change) };
    return reply.header('cache-control', 'no-store').send({ versions });
  });

  async function sendFile(
    request: FastifyRequest,
    reply: FastifyReply,
    id: string,
    kind: 'html' | 'json',
  ) {
    await recorder.flush();
    const found = await store.find(id);
    if (!found) return none(reply);
    const masked = (request.query as Record<string, unknown>).masked !== undefined;
    const exchange = masked ? maskExchange(found.exchange) : found.exchange;
    return download(reply, `${fileName(found.exchange)}${masked ? '-masked' : ''}.${kind}`)
      .type(kind === 'html' ? 'text/html; charset=utf-8' : 'application/json; charset=utf-8')
      .send(kind === 'html' ? exchangeHtml(exchange) : writeExchange(exchange));
  }

  for (const which of ['request', 'response'] as const)
    app.get<ById>(`/exchanges/:id/${which}.xml`, async (request, reply) => {
      const message = (await find(request))?.exchange[which];
      const { xml } = message ? decodeMessage(message) : {};
      if (!xml) return none(reply);
      return download(reply, `${which}.xml`)
        .type('application/xml; charset=utf-8')
        .send(Buffer.from(xml));
    });

  app.get<ById>('/exchanges/:id/compare', async (request, reply) => {
    const one = await find(request);
    const other = await store.find(text(request.query, 'with'));
    if (!one || !other) return none(reply);
    const all = (request.query as Record<string, unknown>).all !== undefined;
    return reply.page(<ComparePage one={one.exchange} other={other.exchange} everything={all} />);
  });
}

const filterOf = (query: unknown): ExchangeFilter => ({
  application: text(query, 'application'),
  user: text(query, 'user'),
  outcome: text(query, 'outcome'),
  code: text(query, 'code'),
});

/** A parameter that was sent once. */
function text(query: unknown, name: string): string {
  const value = ((query ?? {}) as Record<string, unknown>)[name];
  return typeof value === 'string' ? value.trim().slice(0, 300) : '';
}

const download = (reply: FastifyReply, name: string): FastifyReply =>
  reply
    .header('cache-control', 'no-store')
    .header('content-disposition', `attachment; filename="${name}"`);

/** ASCII only, as in a header. */
const fileName = ({ application, startedAt }: Exchange): string =>
  `${application?.name ?? 'exchange'}-${startedAt.slice(0, 19)}`.replace(/[^\w.-]+/g, '-');
