import type { ApplicationRoutes } from '../application-routes.ts';
import { basicConfiguration } from './basic-configuration.tsx';
import { certificates } from './certificates/routes.tsx';
import { claimsPage } from './claims/addresses.ts';
import { advancedClaims } from './claims/advanced.tsx';
import { claimsTable } from './claims/claims-page.tsx';
import { manageConditions } from './claims/conditions.tsx';
import { manageClaim } from './claims/manage-claim.tsx';
import { claimsPreview } from './claims/preview.tsx';
import { groupClaims } from './group-claims/routes.tsx';
import { methodChoice } from './method.tsx';
import { setUpPage } from './set-up.tsx';
import { testPane } from './test-pane/routes.tsx';
import { uploadMetadata } from './upload-metadata.tsx';
import { verificationCertificates } from './verification-certificates/routes.tsx';

/** Single sign-on: the method, then the five sections and the pages that edit them. */
export function singleSignOnPages(routes: ApplicationRoutes): void {
  setUpPage(routes);
  methodChoice(routes);
  basicConfiguration(routes);
  uploadMetadata(routes);
  claimsTable(routes);
  claimsPreview(routes);
  advancedClaims(routes);
  manageClaim(routes);
  manageConditions(routes);
  groupClaims(routes, claimsPage);
  certificates(routes);
  verificationCertificates(routes);
  testPane(routes);
}
