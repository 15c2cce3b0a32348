import multipart from '@fastify/multipart';
import type { FastifyInstance } from 'fastify';
import { writeCaseFile } from '../../catalogue/index.ts';
import type { Exchange } from '../../exchanges/exchange.ts';
import {
  type Explanation,
  ExplanationView,
  explain,
  keepCase,
  NotKept,
  reportOf,
} from '../../explain/index.ts';
import { Actions, Button, CsrfField } from '../../web/components/controls.tsx';
import { Card } from '../../web/components/surfaces.tsx';
import { type LabSite, labApp } from '../lab-app.ts';
import { ExplainPage } from './explain-page.tsx';
import { readUpload, uploadLimits } from './read-upload.ts';

/**
 * The page as a separate HTTP application; see `lazy-explain.ts`. It changes nothing, so its form needs no token; the forms that add a sign-in to the
 * exchanges are posted to the lab home, whose token they carry.
 */
export async function explainApp(site: LabSite): Promise<FastifyInstance> {
  const app = await labApp(site);
  await app.register(multipart, { limits: uploadLimits });
  app.get('/explain', (_request, reply) => reply.page(<ExplainPage />));
  app.post('/explain', async (request, reply) => {
    if (!request.isMultipart())
      return reply.page(<ExplainPage problems={['The form was sent without its file.']} />, 415);
    const { captures, given, showSecrets, problems } = await readUpload(request);
    if (!given || captures.length === 0)
      return reply.page(<ExplainPage problems={problems} />, 422);
    const explanation = explain(captures, given);
    const report = reportOf(explanation, { showSecrets });
    const nothing = report.exchanges.length === 0;
    const token = reply.generateCsrf();
    return reply.page(
      <ExplainPage problems={problems}>
        <ExplanationView
          {...report}
          actions={(exchange) => <AddToExchanges exchange={exchange} token={token} />}
        />
        <KeepCase explanation={explanation} showSecrets={showSecrets} />
      </ExplainPage>,
      nothing || problems.length > 0 ? 422 : 200,
    );
  });
  await app.ready();
  return app;
}

/** Puts the sign-in, as it is shown, among the exchanges. The page holds it, because nothing is stored before that. */
function AddToExchanges({ exchange, token }: { exchange: Exchange; token: string }) {
  return (
    <form method="post" action="/exchanges/add" encType="multipart/form-data">
      <CsrfField token={token} />
      <input type="hidden" name="exchange" value={JSON.stringify(exchange)} />
      <Actions>
        <Button appearance="secondary">Add to exchanges</Button>
      </Actions>
      <p class="hint">
        {exchange.masked
          ? 'It is added as it is shown here: masked, so that no signature verifies there.'
          : 'It is added as it is shown here, with names and values.'}
      </p>
    </form>
  );
}

/** A link to a file that is in the page itself, because nothing is stored here. */
function KeepCase({
  explanation,
  showSecrets,
}: {
  explanation: Explanation;
  showSecrets: boolean;
}) {
  const kept = caseOrReason(explanation, showSecrets);
  if (typeof kept === 'string') return null;
  const href = `data:application/json;base64,${Buffer.from(writeCaseFile(kept)).toString('base64')}`;
  return (
    <Card title="Keep it as a case" id="keep">
      <p>
        <a href={href} download={`${kept.id}.json`}>
          Download {kept.id}.json
        </a>
        . <code>samlab check --cases FOLDER</code> sends this response to your service provider,
        made anew with the key that it trusts, and expects that it
        {kept.verdict === 'accept' ? ' accepts it' : ' refuses it'}.
      </p>
    </Card>
  );
}

function caseOrReason(explanation: Explanation, showSecrets: boolean) {
  try {
    return keepCase(explanation, { showSecrets });
  } catch (error) {
    if (error instanceof NotKept) return error.message;
    throw error;
  }
}
