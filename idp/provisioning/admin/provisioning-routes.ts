import type { FastifyReply } from 'fastify';
import type {
  ApplicationRoutes,
  ApplicationVisit,
} from '../../admin-center/enterprise-apps/application-routes.ts';
import { jobOfApplication } from '../../directory/provisioning/configuration.ts';
import type { SynchronizationJob } from '../../directory/provisioning/jobs.ts';
import { provisioningAudit } from '../activities.ts';

/** The address of the pages, below an application. */
export const provisioningPage = 'provisioning';

/** A request about the provisioning of an application that has a job. */
export interface JobVisit extends ApplicationVisit {
  readonly job: SynchronizationJob;
}

type JobHandler = (visit: JobVisit) => FastifyReply | Promise<FastifyReply>;

/** Routes below `/admin/apps/:id/provisioning/` that need a job; without one they lead to the Overview, which says how to make one. */
export interface JobRoutes {
  get(page: string, handler: JobHandler): void;
  /** Needs the task `app.provision`. */
  post(page: string, handler: JobHandler): void;
}

export function jobRoutes(routes: ApplicationRoutes): JobRoutes {
  const about = (handler: JobHandler) => async (visit: ApplicationVisit) => {
    const job = await jobOf(visit);
    return job ? handler({ ...visit, job }) : visit.done(visit.path(provisioningPage));
  };
  return {
    get: (page, handler) => routes.get(`${provisioningPage}/${page}`, about(handler)),
    post: (page, handler) =>
      routes.post(`${provisioningPage}/${page}`, 'app.provision', about(handler)),
  };
}

/** The job of the application. As in Entra, the pages know one; Graph could make several. */
export const jobOf = ({ context, id }: ApplicationVisit): Promise<SynchronizationJob | undefined> =>
  jobOfApplication(context.db, id);

/** Writes to the audit log about the provisioning of this application. */
export const auditProvisioning = (
  visit: ApplicationVisit,
  activity: Parameters<typeof provisioningAudit>[0],
  modified?: Parameters<typeof provisioningAudit>[2],
): Promise<void> => visit.audit(provisioningAudit(activity, visit.app.servicePrincipal, modified));
