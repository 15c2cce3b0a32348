import { decodeMessage } from '../../../../../exchanges/decode-message.ts';
import { basicSamlOf, isConfigured } from '../../../../directory/applications/basic-saml.ts';
import { lastFix } from '../../../../directory/applications/fixes.ts';
import { tagOf } from '../../../../directory/stale-version.ts';
import { leavesTheLab } from '../../../../my-apps/outside-the-lab.tsx';
import { AdminError } from '../../../errors.ts';
import type { ApplicationRoutes, ApplicationVisit } from '../../application-routes.ts';
import { endpointsOf, fileName } from '../endpoints.ts';
import { canStartHere } from '../verification-certificates/card-part.tsx';
import { fixIt } from './fix-it.tsx';
import { codeIn, guidanceFor } from './guidance.ts';
import { latestExchange } from './latest-exchange.ts';
import { LeavingPage, OtherUserPage, OutsidePage } from './leaving-page.tsx';
import { proposedFix } from './proposed-fix.ts';
import { TestPane } from './test-pane.tsx';
import type { Pasted } from './test-pane-props.ts';

const page = 'single-sign-on/test';

/** The Test pane, where a test begins, the messages as files, guidance for a pasted error, and "Fix it". */
export function testPane(routes: ApplicationRoutes): void {
  routes.get(page, (visit) => show(visit));
  routes.post(page, 'app.configure', begin);
  routes.post(`${page}/guidance`, 'app.configure', (visit) => {
    const text = visit.form.text('error');
    const code = codeIn(text);
    return show(visit, { text, guidance: code === undefined ? undefined : guidanceFor(code) });
  });
  routes.get(`${page}/versions`, async (visit) => {
    const { version } = await stateOfPane(visit);
    return visit.reply
      .header('cache-control', 'no-store')
      .send({ versions: { testResult: version } });
  });
  routes.get(`${page}/:message`, async (visit) => {
    visit.require('app.configure');
    const exchange = await latestExchange(visit);
    const name = visit.param('message');
    const message =
      name === 'request' ? exchange?.request : name === 'response' && exchange?.response;
    const { xml } = message ? decodeMessage(message) : {};
    if (!xml) throw new AdminError('object_gone', 'The latest sign-in has no such message.');
    const file = fileName(`${visit.app.servicePrincipal.displayName} ${name}`, 'xml');
    return visit.reply
      .type('application/xml; charset=utf-8')
      .header('cache-control', 'no-store')
      .header('content-disposition', `attachment; filename="${file.replace(/[^ -~]/g, '-')}"`)
      .send(Buffer.from(xml));
  });
  fixIt(routes, page);
}

/** Needs the task `app.configure`: the response signs in anyone who has it. */
async function show(visit: ApplicationVisit, pasted?: Pasted) {
  const { exchange, fix, awaited, version } = await stateOfPane(visit);
  // The answer comes in another tab: without scripts, this page looks for it by itself as long as it is awaited.
  if (awaited && !pasted) visit.reply.header('refresh', '3');
  const proposed = exchange && (await proposedFix(visit, exchange));
  return visit.page((shell) => (
    <TestPane
      shell={shell}
      visit={visit}
      exchange={exchange}
      awaited={awaited}
      version={version}
      proposed={proposed}
      lastFix={fix}
      pasted={pasted}
    />
  ));
}

/** How long the end of a sign-in is awaited, in ms. */
const AWAITED = 10 * 60_000;

/** The latest exchange, the last fix, and a version that changes with what the pane shows of them. */
async function stateOfPane(visit: ApplicationVisit) {
  visit.require('app.configure');
  const { db, clock } = visit.context;
  const [exchange, fix] = await Promise.all([latestExchange(visit), lastFix(db, visit.id)]);
  const awaited =
    exchange?.outcome === 'unfinished' &&
    Date.parse(exchange.startedAt) + AWAITED > clock().getTime();
  const seen = [exchange?.id, exchange?.outcome, exchange?.timeline.length, fix?.id, awaited];
  return { exchange, fix, awaited, version: tagOf(seen) };
}

/**
 * Leads to the application's Sign on URL, or else to the launch. Not by a redirect: the page's policy lets forms
 * lead nowhere else, redirects included.
 */
async function begin(visit: ApplicationVisit) {
  const { context, form, reply, app } = visit;
  if (!isConfigured(basicSamlOf(app)) || !canStartHere(visit))
    return visit.done(visit.path('single-sign-on'));
  const signInAs = form.text('signInAs') === 'other' ? 'other' : 'current';
  const { loginUrl } = app.servicePrincipal;
  const launch = `${context.publicUrl()}${endpointsOf(visit).launchPath}`;
  // A header holds ASCII only.
  const target = new URL(loginUrl ?? launch).href;
  const name = app.servicePrincipal.displayName;
  if (leavesTheLab(context, loginUrl))
    return visit.page((shell) => (
      <OutsidePage shell={shell} visit={visit} target={target} name={name} />
    ));
  if (signInAs === 'other')
    return visit.page((shell) => (
      <OtherUserPage shell={shell} visit={visit} target={target} name={name} />
    ));
  reply.header('refresh', `0; url=${target}`);
  return visit.page((shell) => (
    <LeavingPage shell={shell} visit={visit} target={target} name={name} />
  ));
}
