import { ensureBrowser } from '../../../../browser-cookie.ts';
import { basicSamlOf, isConfigured } from '../../../../directory/applications/basic-saml.ts';
import { lastFix } from '../../../../directory/applications/fixes.ts';
import { tagOf } from '../../../../directory/stale-version.ts';
import { beginTest, lastTest, TEST_LASTS } from '../../../../sign-in-outcome/test-sign-ins.ts';
import { AdminError } from '../../../errors.ts';
import type { ApplicationRoutes, ApplicationVisit } from '../../application-routes.ts';
import { endpointsOf, fileName } from '../endpoints.ts';
import { fixIt } from './fix-it.tsx';
import { codeIn, guidanceFor } from './guidance.ts';
import { LeavingPage, OtherUserPage } from './leaving-page.tsx';
import { proposedFix } from './proposed-fix.ts';
import { TestPane } from './test-pane.tsx';
import type { Pasted } from './test-pane-props.ts';

const page = 'single-sign-on/test';

/** The Test pane, beginning a test, the messages as files, guidance for a pasted error, and "Fix it". */
export function testPane(routes: ApplicationRoutes): void {
  routes.get(page, (visit) => show(visit));
  routes.post(page, 'app.configure', begin);
  routes.post(`${page}/guidance`, 'app.configure', (visit) => {
    const text = visit.form.text('error');
    const code = codeIn(text);
    return show(visit, { text, guidance: code === undefined ? undefined : guidanceFor(code) });
  });
  routes.get(`${page}/versions`, async (visit) => {
    const { version } = await stateOfTest(visit);
    return visit.reply
      .header('cache-control', 'no-store')
      .send({ versions: { testResult: version } });
  });
  routes.get(`${page}/:message`, async (visit) => {
    visit.require('app.configure');
    const test = await lastTest(visit.context.db, visit.id);
    const name = visit.param('message');
    const xml = name === 'request' ? test?.requestXml : name === 'response' && test?.responseXml;
    if (!xml) throw new AdminError('object_gone', 'The last test has no such message.');
    const file = fileName(`${visit.app.servicePrincipal.displayName} ${name}`, 'xml');
    return visit.reply
      .type('application/xml; charset=utf-8')
      .header('cache-control', 'no-store')
      .header('content-disposition', `attachment; filename="${file.replace(/[^ -~]/g, '-')}"`)
      .send(xml);
  });
  fixIt(routes, page);
}

/** Needs the task `app.configure`: the response of a test signs in anyone who has it. */
async function show(visit: ApplicationVisit, pasted?: Pasted) {
  const { test, fix, awaited, version } = await stateOfTest(visit);
  // The answer comes in another tab: without scripts, this page looks for it by itself as long as it is awaited.
  if (awaited && !pasted) visit.reply.header('refresh', '3');
  const proposed = test?.answeredDateTime ? await proposedFix(visit, test) : undefined;
  return visit.page((shell) => (
    <TestPane
      shell={shell}
      visit={visit}
      test={test}
      awaited={awaited}
      version={version}
      proposed={proposed}
      lastFix={fix}
      pasted={pasted}
    />
  ));
}

/** The last test, the last fix, and a version that changes with what the pane shows of them. */
async function stateOfTest(visit: ApplicationVisit) {
  visit.require('app.configure');
  const { db, clock } = visit.context;
  const [test, fix] = await Promise.all([lastTest(db, visit.id), lastFix(db, visit.id)]);
  const awaited =
    test?.answeredDateTime === null &&
    Date.parse(test.startedDateTime) + TEST_LASTS > clock().getTime();
  return { test, fix, awaited, version: tagOf([test, fix?.id, awaited]) };
}

/**
 * Leads to the application's Sign on URL, or else to the launch. Not by a redirect: the page's policy lets forms
 * lead nowhere else, redirects included.
 */
async function begin(visit: ApplicationVisit) {
  const { context, form, request, reply, app, id } = visit;
  if (!isConfigured(basicSamlOf(app))) return visit.done(visit.path('single-sign-on'));
  const signInAs = form.text('signInAs') === 'other' ? 'other' : 'current';
  const browser = ensureBrowser(request, reply);
  await beginTest(context.db, { servicePrincipalId: id, browser, signInAs }, context.clock());
  const { loginUrl } = app.servicePrincipal;
  const launch = `${context.publicUrl()}${endpointsOf(visit).launchPath}`;
  // A header holds ASCII only.
  const target = new URL(loginUrl ?? launch).href;
  const name = app.servicePrincipal.displayName;
  if (signInAs === 'other')
    return visit.page((shell) => (
      <OtherUserPage shell={shell} visit={visit} target={target} name={name} />
    ));
  reply.header('refresh', `0; url=${target}`);
  return visit.page((shell) => (
    <LeavingPage shell={shell} visit={visit} target={target} name={name} />
  ));
}
