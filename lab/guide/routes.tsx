import type { FastifyInstance, FastifyReply } from 'fastify';
import { InvalidInput } from '../../input/invalid-input.ts';
import { readAccounts, settingsAccounts } from '../accounts.ts';
import { readState } from './state.ts';
import { type GuideContext, type StepActionContext, StepBlocked } from './step.ts';
import { allSteps, isSetUp, progress } from './steps.ts';

export interface GuideOptions {
  readonly sides: StepActionContext['sides'];
  readonly urls: () => GuideContext['urls'];
  /** Those that this lab made, by user name. */
  readonly passwords: GuideContext['madePasswords'];
  /** User names in the settings that were applied last. */
  readonly settingsUsers: () => readonly string[];
  /** Answers with the lab home, which shows the problem. */
  readonly showProblem: (reply: FastifyReply, problem: string) => Promise<FastifyReply>;
}

/** Of the settings; the others are in the admin center. */
const SHOWN_USERS = 8;

/** Reads the current state for the guide. */
export async function guideContext({
  sides,
  urls,
  passwords,
  settingsUsers,
}: Omit<GuideOptions, 'showProblem'>): Promise<GuideContext> {
  const state = await readState(sides, urls());
  const { servicePrincipalId } = state.application ?? {};
  const setUp = { servicePrincipalId, isComplete: isSetUp(state) };
  const names = settingsUsers();
  const accounts = [
    ...(await readAccounts(sides, setUp, passwords)),
    ...(await settingsAccounts(sides, names.slice(0, SHOWN_USERS), passwords)),
  ];
  const known = accounts.flatMap(({ name, password }) => (password ? [[name, password]] : []));
  return {
    urls: urls(),
    state,
    accounts,
    moreUsers: Math.max(0, names.length - SHOWN_USERS),
    passwords: Object.fromEntries(known),
    madePasswords: passwords,
  };
}

/** A blocked step, or a rule of a site that the values of the step break, as an Entity ID that another application has. */
const isForReader = (error: unknown): error is Error =>
  error instanceof StepBlocked || error instanceof InvalidInput;

/** Routes for the progress as JSON, "Do this step for me" and "Start over". Requires `registerCsrf`. */
export async function guideRoutes(app: FastifyInstance, options: GuideOptions): Promise<void> {
  app.get('/api/tutorial', async (_request, reply) => {
    const { state } = await guideContext(options);
    return reply.header('cache-control', 'no-store').send(progress(state));
  });

  for (const { id, perform, startOver } of allSteps) {
    for (const [name, act] of Object.entries({ do: perform, 'start-over': startOver })) {
      if (!act) continue;
      const guard = { preHandler: app.csrfProtection };
      app.post(`/guide/${id}/${name}`, guard, async (_request, reply) => {
        try {
          await act({ ...(await guideContext(options)), sides: options.sides });
        } catch (error) {
          if (isForReader(error)) return options.showProblem(reply, error.message);
          throw error;
        }
        return reply.redirect(`/#step-${id}`, 303);
      });
    }
  }
}
