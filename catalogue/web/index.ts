import type { CatalogueCase } from '../case.ts';
import { concurrentLogins } from './concurrent-logins.ts';
import { crossSiteCookie } from './cross-site-cookie.ts';
import { errorReflection } from './error-reflection.ts';
import { malformedForm } from './malformed-form.ts';
import { oversize } from './oversize.ts';
import { relayStateRedirect, relayStateXss } from './relay-state.ts';
import { doublePost, replayAfterLogout } from './replay.ts';
import { sessionFixation } from './session-fixation.ts';
import { contentType, wrongMethod } from './transport.ts';
import { loginCsrf, unsolicited } from './unsolicited.ts';

/** In the order of the catalogue. */
export const webCases: readonly CatalogueCase[] = [
  unsolicited,
  loginCsrf,
  crossSiteCookie,
  sessionFixation,
  relayStateRedirect,
  relayStateXss,
  errorReflection,
  replayAfterLogout,
  doublePost,
  concurrentLogins,
  wrongMethod,
  contentType,
  malformedForm,
  oversize,
];
