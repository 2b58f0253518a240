// The program in a long-lived thread: it runs one command line after another, each with its own environment, output and
// exit code. The working directory belongs to the process and is set by the caller.
import { parentPort, workerData } from 'node:worker_threads';

const { main } = await import(workerData.program);
let fail = () => undefined;

parentPort.on('message', async ({ argv, env, answers, done }) => {
  for (const name of Object.keys(process.env)) if (!(name in env)) delete process.env[name];
  Object.assign(process.env, env);
  process.exitCode = undefined;
  const output = { stdout: '', stderr: '' };
  const restore = ['stdout', 'stderr'].map((name) => collect(name, output));
  const code = await new Promise((resolve) => {
    fail = (error) => {
      output.stderr += error instanceof Error ? error.stack : String(error);
      resolve(1);
    };
    main(argv).then(resolve, fail);
  });
  for (const undo of restore) undo();
  answers.postMessage({ code, ...output }, []);
  Atomics.store(done, 0, 1);
  Atomics.notify(done, 0);
});

// For either of these, Node would exit a separate program with 1.
process.on('uncaughtException', (error) => fail(error));
process.on('unhandledRejection', (error) => fail(error));

/** Collects the output to a stream until the returned function is called. */
function collect(name, output) {
  const stream = process[name];
  const write = stream.write;
  stream.write = (chunk, encoding, callback) => {
    output[name] += typeof chunk === 'string' ? chunk : Buffer.from(chunk).toString();
    (typeof encoding === 'function' ? encoding : callback)?.();
    return true;
  };
  return () => {
    stream.write = write;
  };
}
