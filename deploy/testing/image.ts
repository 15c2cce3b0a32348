import { type Copy, DockerfileParser, type Env, type From, type Instruction } from 'dockerfile-ast';

export interface CopyStep {
  /** Name of the stage; undefined for the folder that is built. */
  readonly from: string | undefined;
  readonly sources: readonly string[];
  readonly target: string;
  /** As `uid:gid`; undefined for root. */
  readonly owner: string | undefined;
}

/** A step of a stage, in its order. */
export type Step =
  | { readonly workdir: string }
  | { readonly run: string }
  | { readonly copy: CopyStep };

/** A stage of a Dockerfile, as far as an engine needs it to build and to run it. */
export interface Stage {
  readonly name: string | undefined;
  readonly base: string;
  readonly steps: readonly Step[];
  readonly env: Readonly<Record<string, string>>;
  readonly user: string | undefined;
  readonly workdir: string;
  readonly volumes: readonly string[];
  readonly ports: readonly number[];
  readonly entrypoint: readonly string[];
  readonly command: readonly string[];
  readonly healthcheck: readonly string[];
  readonly stopSignal: string | undefined;
}

/** Reads the stages of a Dockerfile, the last of which is the image. @throws {Error} for an instruction that this does not know */
export function readStages(dockerfile: string): Stage[] {
  const stages: Instruction[][] = [];
  for (const instruction of DockerfileParser.parse(dockerfile).getInstructions())
    if (instruction.getKeyword() === 'FROM') stages.push([instruction]);
    else stages.at(-1)?.push(instruction);
  return stages.map(readStage);
}

function readStage([first, ...others]: Instruction[]): Stage {
  const from = first as From;
  const words = (keyword: string) =>
    others.filter((each) => each.getKeyword() === keyword).flatMap((each) => argumentsOf(each));
  /** The form of JSON only: the other one needs a shell. */
  const json = (keyword: string): string[] => {
    const last = others.findLast((each) => each.getKeyword() === keyword);
    const [list = '[]'] = /\[.*\]$/s.exec(last?.getArgumentsContent() ?? '') ?? [];
    return JSON.parse(list) as string[];
  };
  return {
    name: from.getBuildStage() ?? undefined,
    base: from.getImage() ?? '',
    steps: others.flatMap(stepOf),
    env: Object.fromEntries(
      others
        .filter((each) => each.getKeyword() === 'ENV')
        .flatMap((each) => (each as Env).getProperties())
        .map((each) => [each.getName(), each.getValue() ?? '']),
    ),
    user: words('USER').at(-1),
    workdir: words('WORKDIR').at(-1) ?? '/',
    volumes: words('VOLUME'),
    ports: words('EXPOSE').map(Number),
    entrypoint: json('ENTRYPOINT'),
    command: json('CMD'),
    healthcheck: json('HEALTHCHECK'),
    stopSignal: words('STOPSIGNAL').at(-1),
  };
}

const argumentsOf = (one: Instruction): string[] =>
  one.getArguments().map((argument) => argument.getValue());

function stepOf(instruction: Instruction): Step[] {
  switch (instruction.getKeyword()) {
    case 'WORKDIR':
      return [{ workdir: argumentsOf(instruction)[0] ?? '/' }];
    case 'RUN':
      return [{ run: instruction.getArgumentsContent() ?? '' }];
    case 'COPY': {
      const copy = instruction as Copy;
      const flag = (name: string) =>
        copy
          .getFlags()
          .find((each) => each.getName() === name)
          ?.getValue() ?? undefined;
      const sources = argumentsOf(copy);
      const target = sources.pop() ?? '';
      return [{ copy: { from: flag('from'), sources, target, owner: flag('chown') } }];
    }
    case 'ENV':
    case 'USER':
    case 'VOLUME':
    case 'EXPOSE':
    case 'ENTRYPOINT':
    case 'CMD':
    case 'HEALTHCHECK':
    case 'STOPSIGNAL':
    case 'LABEL':
      return [];
    default:
      throw new Error(`Nobody taught this to execute ${instruction.getKeyword()}.`);
  }
}
