import { execFileSync } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { homedir, tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { type CopyStep, readStages, type Stage } from './image.ts';

const repository = fileURLToPath(new URL('../..', import.meta.url));
/** In a checkout, the one of the package `node`. */
const nodeProgram = process.execPath;

export interface BuiltImage {
  readonly image: Stage;
  /** The folder with the files of the image. */
  readonly root: string;
  remove(): void;
}

/**
 * Builds the image of the Dockerfile without an engine: the steps of the build stage run in a root that has the programs of this machine and this Node,
 * and what they make is copied over the libraries that Node needs.
 *
 * @param tarball the packed package, in place of the steps that install the tools and pack; undefined to run these, too
 */
export function buildImage(tarball?: string): BuiltImage {
  const stages = readStages(readFileSync(join(repository, 'Dockerfile'), 'utf8'));
  const image = stages.at(-1);
  const build = stages.find(({ name }) => name === 'build');
  if (!image || !build) throw new Error('The Dockerfile has no stage "build", or no last one.');
  const folder = mkdtempSync(join(tmpdir(), 'samlab-image-'));
  const remove = () => rmSync(folder, { recursive: true, force: true });
  try {
    const roots = { build: join(folder, 'build'), node: join(folder, 'node') };
    runBuildStage(build, roots.build, tarball);
    copy(nodeProgram, join(roots.node, 'usr/local/bin/node'));
    const root = join(folder, 'root');
    makeBase(root);
    for (const step of image.steps)
      if ('copy' in step) copyInto(root, step.copy, roots);
      else if ('run' in step) throw new Error(`The image has no shell for RUN ${step.run}.`);
    return { image, root, remove };
  } catch (error) {
    remove();
    throw error;
  }
}

/** Node's libraries, and the places that an engine mounts; nothing else, so that nothing else is needed. */
function makeBase(root: string): void {
  for (const folder of ['proc', 'dev', 'etc', 'tmp'])
    mkdirSync(join(root, folder), { recursive: true });
  writeFileSync(join(root, 'etc/hosts'), '');
  const listed = execFileSync('ldd', [nodeProgram], { encoding: 'utf8' });
  for (const [library] of listed.matchAll(/\/\S+/g)) copy(library, join(root, library), true);
}

function copyInto(
  root: string,
  { from = '', sources, target, owner }: CopyStep,
  roots: Readonly<Record<string, string>>,
): void {
  const stage = roots[from];
  if (stage === undefined) throw new Error(`COPY --from=${from}: there is no such stage.`);
  for (const source of sources) copy(join(stage, source), join(root, target));
  if (owner) execFileSync('chown', ['-R', owner, join(root, target)]);
}

function copy(source: string, target: string, dereference = false): void {
  mkdirSync(dirname(target), { recursive: true });
  cpSync(source, target, { recursive: true, verbatimSymlinks: !dereference, dereference });
}

/** Programs of this machine, read-only, and this Node; $1 is the root, $2 Node, $3 the home folder with npm's settings and packages, $4 the working folder. */
const IN_BUILD_ROOT = `set -e
mount --make-rprivate /
for each in usr bin lib lib64 etc sbin; do
  if [ -d "/$each" ]; then mkdir -p "$1/$each"; mount --bind -o ro "/$each" "$1/$each"; fi
done
for each in dev proc "$3"; do mkdir -p "$1/$each"; mount --rbind "/$each" "$1/$each"; done
mkdir -p "$1/node"; touch "$1/node/node"; mount --bind "$2" "$1/node/node"
PATH=/node:/usr/local/bin:/usr/bin:/usr/sbin exec chroot "$1" /bin/sh -c 'cd "$1" && eval "$2"' sh "$4" "$5"`;

function runBuildStage({ steps }: Stage, root: string, tarball: string | undefined): void {
  let workdir = '/';
  mkdirSync(join(root, 'tmp'), { recursive: true });
  if (tarball) copy(tarball, join(root, 'tmp', 'samlab-packed.tgz'));
  for (const step of steps)
    if ('workdir' in step) {
      workdir = step.workdir;
      mkdirSync(join(root, workdir), { recursive: true });
    } else if ('copy' in step) copyContext(join(root, workdir), step.copy);
    else if (!(tarball && isMadeAlready(step.run))) {
      const args = ['sh', root, nodeProgram, homedir().slice(1), workdir, step.run];
      execFileSync('unshare', ['--mount', 'sh', '-c', IN_BUILD_ROOT, ...args], { env: cleanEnv() });
    }
}

const isMadeAlready = (run: string) =>
  run.startsWith('npm ci --ignore') || run.startsWith('npm pack');

/** Copies files of the repository. The folder as a whole is what git has: .dockerignore leaves out the rest. */
function copyContext(workdir: string, { sources, target }: CopyStep): void {
  const files = sources.includes('.')
    ? execFileSync('git', ['ls-files', '-z'], { cwd: repository, encoding: 'utf8' }).split('\0')
    : sources;
  for (const file of files.filter((each) => each !== ''))
    copy(join(repository, file), join(workdir, target, file));
}

/** Without the variables of the npm that runs this, apart from where packages come from. */
const cleanEnv = () => ({
  ...Object.fromEntries(
    Object.entries(process.env).filter(
      ([name]) => !/^npm_|^INIT_CWD$/i.test(name) || /^npm_config_(registry|cache)$/i.test(name),
    ),
  ),
  npm_config_prefer_offline: 'true',
});
